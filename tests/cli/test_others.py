"""`init`, `show`, help, version, and how every command ends."""

import json
import subprocess
import sys

import pytest

from refexport import __version__
from refexport.cli import COMMANDS

ENTRIES = """\
[good2020]
type = "article"
title = "A good entry"
author = ["Good, Ann", "{OpenAI}", { family = "周", given = "志华", latin = "Zhou, Zhihua" }]
journaltitle = "Journal of Good Entries"
date = 2020
"""


def test_init_starts_a_project_that_loads(refexport, folder):
    ran = refexport("init")
    assert ran.code == 0
    assert (folder / ".gitattributes").read_text().splitlines()[1:] == [
        "entries.toml merge=refexport",
        "entries.lock.json merge=refexport linguist-generated=true",
        "entries.imports.jsonl merge=union linguist-generated=true",
        "entries.zotero.jsonl merge=union linguist-generated=true",
    ]
    checked = refexport("check")
    assert (checked.code, checked.err.splitlines()[0]) == (0, "0 entries: nothing to fix")
    assert "refexport import" in checked.err


def test_init_touches_no_entries_that_are_there(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    ran = refexport("init")
    assert ran.code == 2
    assert (folder / "entries.toml").read_text() == ENTRIES


def test_show_gives_each_field_with_its_origin(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    ran = refexport("show", "good2020")
    assert ran.out.splitlines()[0] == "[good2020]"
    assert "title         hand  A good entry" in ran.out


def test_show_as_json(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    told = json.loads(refexport("show", "good2020", "--json").out)
    assert told["fields"]["date"] == {"value": "2020", "origin": "hand"}


CAPITALS = """
[k]
title = "{Deep} BERT for New York"
subtitle = "Bayesian GPT-2"
author = ["Doe, Jane"]

[german]
title = "Der Mensch und die Stadt"
"""


def test_show_says_which_capitals_stay_and_why(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + CAPITALS)
    lines = refexport("show", "k").out.splitlines()
    title = next(n for n, line in enumerate(lines) if line.startswith("title "))
    assert lines[title + 1].index("keeps") == lines[title].index("{Deep}")
    assert [line.strip() for line in lines if "keeps" in line] == [
        "keeps Deep: in braces",
        "keeps BERT: acronym",
        "keeps New York: proper name (place)",
        "keeps Bayesian: proper name (eponym)",
        "keeps GPT-2: acronym",
    ]
    assert "keeps all: looks German" in refexport("show", "german").out


def test_show_as_json_says_which_capitals_stay_and_why(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES + CAPITALS)
    told = json.loads(refexport("show", "k", "--json").out)
    assert told["fields"]["title"]["capitals"][1] == {"words": "BERT", "reason": "acronym"}
    assert "capitals" not in told["fields"]["author"]


def test_show_reads_one_entry_whatever_the_others_are(refexport, folder):
    whole = '[one]\ntitle = "One"\n\n[two]\ntitle = "Two"\n\n[two.cited-as]\ntitle = "Too"\n'
    (folder / "entries.toml").write_text(whole, encoding="utf-8")
    shown = refexport("show", "two")
    (folder / "entries.toml").write_text(
        whole.replace('"One"', '"One').replace("[one]", "# [two]\n[one]"), encoding="utf-8"
    )
    assert refexport("show", "two") == shown
    assert shown.code == 0
    assert refexport("show", "one").code == 2


@pytest.mark.parametrize(
    "text", ['[one]\nnote = """\n[two]\ntitle = "No"\n"""\n', "[one]\nnote = '''\n[two]\ntitle = 'No'\n'''\n"]
)
def test_show_takes_no_part_of_a_string_for_an_entry(refexport, folder, text):
    (folder / "entries.toml").write_text(text, encoding="utf-8")
    ran = refexport("show", "two")
    assert ran.code == 2
    assert 'has no entry "two"' in ran.err


def test_show_of_an_unknown_key_proposes_the_nearest(refexport, folder):
    (folder / "entries.toml").write_text(ENTRIES)
    ran = refexport("show", "god2020")
    assert ran.code == 2
    assert "did you mean good2020?" in ran.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(refexport, command):
    ran = refexport(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: refexport {command}")


def test_the_group_lists_the_commands_in_the_order_of_use(refexport):
    out = refexport("--help").out
    assert [line.split()[0] for line in out.split("Commands:\n")[1].splitlines()] == [
        name for name, place in COMMANDS.items() if place.about
    ]


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "check")])
def test_version(refexport, arguments):
    assert refexport(*arguments).out == f"refexport {__version__}\n"


def test_a_mistyped_command_is_usage_and_proposes_the_right_one(refexport):
    ran = refexport("exprot")
    assert ran.code == 2
    assert "export" in ran.err


def test_nobody_reads_on(folder):
    (folder / "entries.toml").write_text(ENTRIES * 1)
    command = f"{sys.executable} -m refexport export --to bibtex | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=folder)
    assert done.stderr == ""
