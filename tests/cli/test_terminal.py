"""Signs of life and colours, on a real terminal (pty) and elsewhere."""

import json
import subprocess
import sys

import pytest

from tests.terminal import COLOUR, screened

FORMULA = '[a]\narxiv = "1703.03400"\n\n[b]\narxiv = "1912.99991"\n'
"""One id that arXiv has, and one that it is asked about twice, three seconds apart (docs/reference/services.md)."""

WAITED = "waiting"


@pytest.fixture
def asked(folder, registry):
    folder.joinpath("entries.toml").write_text(FORMULA)
    return folder


def test_a_terminal_shows_who_is_asked_how_many_and_why_it_waits(asked):
    seen = screened(["enrich"])
    shown = "\n".join(seen.lines)
    assert "enrich: 1 of 2 identifiers" in shown
    assert "arxiv" in shown
    assert "waiting 3 s (one request in 3 s)" in shown
    assert not [line for line in seen.lines if len(line) > 80]
    assert "\x1b[?25l" not in seen.text  # a killed process would leave the terminal without a cursor
    assert seen.code == 3
    assert any(line.startswith("1 record in ") for line in seen.lines)
    assert seen.text.endswith("\x1b[2K")  # the display is gone again


@pytest.mark.parametrize(
    "arguments",
    [
        ["enrich"],
        ["add", "arxiv:1902.08438", "arxiv:1912.99992"],
        ["resolve", "a"],
        ["upgrade"],
        ["outdated", "--refresh"],
    ],
)
def test_the_first_sign_comes_at_once(asked, arguments):
    """Half a second after the program's own start, which a loaded machine makes long."""
    bare = screened(["--version"]).pieces[-1][0]
    assert screened(arguments).pieces[0][0] < 0.5 + 2 * bare


def test_elsewhere_there_is_a_plain_line_each_few_seconds(asked):
    ran = subprocess.run([sys.executable, "-m", "refexport", "enrich"], capture_output=True, text=True)
    first = ran.stderr.splitlines()[0]
    assert first.startswith("enrich: 1 of 2 identifiers, 3 s; arxiv 2/2 ")
    assert "\x1b" not in ran.stderr
    assert ran.stdout == ""


def test_an_interrupt_keeps_what_came_and_says_so(asked):
    seen = screened(["enrich"], keys_at=(2.5, b"\x03"))
    assert seen.code == 130
    assert "interrupted; 1 record saved, the rest is asked for next time" in "".join(seen.lines)
    assert [one["id"] for one in json.loads(asked.joinpath("entries.lock.json").read_text())["entries"]["a"]] == [
        "arxiv:1703.03400"
    ]


def test_add_keeps_what_came_before_an_interrupt(asked):
    seen = screened(["add", "arxiv:1902.08438", "arxiv:1912.99992"], keys_at=(2.5, b"\x03"))
    assert seen.code == 130
    assert "1 of 2 entries added" in "".join(seen.lines)
    assert "1902.08438" in asked.joinpath("entries.toml").read_text()


POOR = '[a_work_of_a_long_key_that_says_much_of_itself]\ntype = "inproceedings"\ntitle = "A Title"\nauthor = ["Doe, Jane"]\n'


@pytest.fixture
def poor(folder):
    folder.joinpath("entries.toml").write_text(POOR)
    return folder


def test_a_terminal_gets_colours_by_meaning_and_no_line_too_long(poor):
    seen = screened(["check"])
    assert "\x1b[33mwarning: missing-date" in seen.text
    assert not [line for line in seen.lines if len(line) > 80]
    assert seen.code == 1


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_who_wants_no_colours_gets_none(poor, env):
    """no-color.org; Python's own order of the two (docs.python.org, "Controlling color")."""
    assert not COLOUR.search(screened(["check"], env).text)


def test_the_display_has_no_colours_either(asked):
    assert not COLOUR.search(screened(["enrich"], {"NO_COLOR": "1"}).text)


@pytest.mark.parametrize(("force", "has_colours"), [("1", True), ("", False)])
def test_a_pipe_gets_colours_only_by_force_and_whole_lines(poor, monkeypatch, force, has_colours):
    monkeypatch.setenv("FORCE_COLOR", force)
    monkeypatch.delenv("NO_COLOR", raising=False)
    ran = subprocess.run([sys.executable, "-m", "refexport", "check"], capture_output=True, text=True)
    assert bool(COLOUR.search(ran.stdout)) == has_colours
    assert any(len(line) > 80 for line in ran.stdout.splitlines())


def test_errors_are_coloured_too(folder):
    assert "\x1b[1;31merror:" in screened(["check"]).text


def test_nothing_is_drawn_over_a_question(folder, registry):
    work = 'type = "article"\ntitle = "A Theory of Meta-Learners"\nauthor = ["Smith, Ann"]\ndate = 2018\n'
    (folder / "entries.toml").write_text(f"[a]\n{work}")
    seen = screened(["resolve", "--pick"], keys_at=(6, b"0\r"))
    (asked_at,) = [at for at, text in seen.pieces if "which one" in text]
    assert not [text for at, text in seen.pieces if asked_at < at < 5.9]
    assert "1 entry: 0 identifiers written, 1 open" in "\n".join(seen.lines)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["check", "list", "fmt", "export", "report", "diff"])
def test_what_only_computes_shows_itself_too(folder, command):
    works = "".join(
        f'[k{n}]\ntype = "book"\ntitle = "On {n}"\nauthor = ["Doe{n}, J."]\npublisher = "P"\ndate = 2001\n'
        for n in range(4000)
    )
    (folder / "entries.toml").write_text(f'[refexport.export]\n"a.bib" = "bibtex"\n\n{works}')
    (folder / "old.toml").write_text('[x]\ntitle = "X"\n')
    arguments = [command, *(["old.toml"] if command == "diff" else [])]
    for _ in range(3):  # a machine that runs other tests beside may be slow once, not each time
        bare = screened(["--version"]).pieces[-1][0]
        seen = screened(arguments)
        if seen.pieces[0][0] < 0.5 + 2 * bare:
            break
    assert seen.pieces[0][0] < 0.5 + 2 * bare
    assert f"{command}: 0 s" in "\n".join(seen.lines)
