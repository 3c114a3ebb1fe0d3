"""Verbs: rename, merge, remove, list, diff, why, fmt; and that documents of before and after compile."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typst

from refexport.errors import WriteError
from refexport.store.documents import DOCUMENT_KINDS
from refexport.store.entries import load_entries
from refexport.store.rearrange import in_order, remove_entries, rename_entry
from refexport.verbs.documents import replaced

KEYS = [f"müller{2000 + n}x{n}" if n % 10 == 0 else f"key{n}:a" for n in range(50)]
"""Keys of biber's and pandoc's letters, some with what is no ASCII."""


def library(keys):
    """Works that no two are alike."""
    return "\n".join(
        f'# Work {n}\n[{json.dumps(key, ensure_ascii=False)}]\ntype = "book"\ntitle = "On Number {n}"  # of {n}\n'
        f'author = ["Doe{n}, Jane"]\ndate = {1900 + n}\npublisher = "Press"\n'
        for n, key in enumerate(keys)
    )


def documents(folder, keys, name):
    """A thesis in two parts, a paper in Typst and one in Markdown, with words in comments and code that are no citations."""
    one, two = keys[:25], keys[25:]
    (folder / f"{name}-part.tex").write_text("".join(f"\\cite[p.~3]{{ {key}}} % {key}\n" for key in two))
    cites = "".join(f"\\cite{{{key},{key}}}\n" for key in one)
    body = f"{cites}\\input{{{name}-part}}\n\\begin{{verbatim}}\n\\cite{{{keys[0]}}}\n\\end{{verbatim}}\n"
    (folder / f"{name}-bibtex.tex").write_text(
        f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\bibliographystyle{{plain}}\\bibliography{{refs-bibtex}}\n\\end{{document}}\n"
    )
    (folder / f"{name}-biber.tex").write_text(
        f"\\documentclass{{article}}\\usepackage{{biblatex}}\\addbibresource{{refs-biber.bib}}\n\\begin{{document}}\n{body}\\printbibliography\n\\end{{document}}\n"
    )
    (folder / f"{name}.typ").write_text(
        "".join(f"@{key} and #cite(<{key}>) // @{key}\n" for key in keys) + '#bibliography("refs.yml")\n'
    )
    (folder / f"{name}.md").write_text("".join(f"See @{key} and [-@{key}, p. 3]; `@{key}`.\n\n" for key in keys))
    return [folder / f"{name}-bibtex.tex", folder / f"{name}-biber.tex", folder / f"{name}.typ", folder / f"{name}.md"]


EXPORTS = {"refs-bibtex.bib": "bibtex", "refs-biber.bib": "biblatex", "refs.yml": "hayagriva", "refs.json": "csl-json"}


def undefined(folder, name):
    """What pdflatex with BibTeX and biber, Typst and pandoc say of citations that they do not know."""
    env = {**os.environ, "max_print_line": "1000"}
    said = ""
    for kind, program in (("bibtex", "bibtex"), ("biber", "biber")):
        job = f"{name}-{kind}"
        for call in (
            ["pdflatex", "-interaction=batchmode", job],
            [program, job],
            ["pdflatex", "-interaction=batchmode", job],
            ["pdflatex", "-interaction=batchmode", job],
        ):
            subprocess.run(call, cwd=folder, capture_output=True, env=env)
        log = (folder / f"{job}.log").read_text(errors="replace")
        assert f"Output written on {job}.pdf" in log
        said += "\n".join(re.findall(r".*(?:Citation|citations).*undefined.*", log))
        said += "".join(
            re.findall(
                "I didn't find a database entry.*|WARN - I didn't find.*",
                (folder / f"{job}.blg").read_text(errors="replace"),
            )
        )
    typst.compile(folder / f"{name}.typ", output=folder / f"{name}.pdf")  # TypstError for a label that it does not know
    ran = subprocess.run(
        ["pandoc", "--citeproc", "--bibliography=refs.json", f"{name}.md", "-o", f"{name}.html"],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    return said + "".join(line for line in ran.stderr.splitlines() if "not found" in line)


def export(refexport):
    for file, form in EXPORTS.items():
        assert refexport("export", file, "--to", form).code == 0


def snapshot(folder, name):
    """The documents as they were, under another name."""
    for path in sorted(folder.glob(f"{name}*")):
        if path.suffix in (".tex", ".typ", ".md"):
            (folder / path.name.replace(name, f"old-{name}")).write_text(
                path.read_text().replace(f"{name}-part", f"old-{name}-part")
            )


@pytest.mark.slow
@pytest.mark.program("pdflatex", "bibtex", "biber", "pandoc")
def test_fifty_renamed_and_merged_keys_compile_in_documents_of_before_and_after(refexport, folder):
    doubles = [f"double{n}" for n in range(0, 50, 5)]
    (folder / "entries.toml").write_text(
        library(KEYS)
        + "\n"
        + "".join(library_of_double(n, key) for n, key in zip(range(0, 50, 5), doubles, strict=True))
    )
    texts = documents(folder, [doubles[n // 5] if n % 5 == 0 else key for n, key in enumerate(KEYS)], "thesis")
    snapshot(folder, "thesis")
    tex = [word for path in texts for word in ("--tex", str(path))]
    for n, key in zip(range(0, 50, 5), doubles, strict=True):
        assert refexport("merge", KEYS[n], key, *tex).code == 0
    for n, key in enumerate(KEYS):
        assert refexport("rename", key, f"new{n}é", *tex).code == 0
    new = " ".join(path.read_text() for path in [*texts, folder / "thesis-part.tex"])
    assert len(re.findall(r"new\d+é", new)) == 2 * 50 + 25 + 4 * 50  # what both theses read is one file
    hands = load_entries(folder / "entries.toml").hands
    assert [hand.entry.key for hand in hands] == [f"new{n}é" for n in range(50)]
    export(refexport)
    assert undefined(folder, "thesis") == ""
    assert undefined(folder, "old-thesis") == ""


def library_of_double(n, key):
    """The same work as number n, which says a little more."""
    return f'# Seen twice\n[{key}]\ntype = "book"\ntitle = "On Number {n}"\nauthor = ["Doe{n}, Jane"]\ndate = {1900 + n}\nisbn = "9783161484100"\nkeywords = ["twice"]\n\n'


LIBRARY = """# kept by hand
[refexport]
mailto = "a@b.example"

## Books

# The book
[knuth]  # an old friend
type = "book"
title="The Art"
author = ["Knuth, Donald"]   # DEK
date = 1968

# alone between two entries

[part]
type = "inbook"
title = "A Part"
crossref = "knuth"
author = ["Knuth, Donald"]
pages = "1--2"

## Papers

[doe]
type = "article"
title = "A Paper"
author = ["Doe, Jane", "Ångström, Äpfel"]
journaltitle = "Nature"
date = "2017-03"
keywords = ["neat", "read me"]
doi = "10.1000/182"
"""


@pytest.fixture
def store(folder):
    (folder / "entries.toml").write_text(LIBRARY)
    return folder / "entries.toml"


def test_rename_keeps_every_other_line(refexport, store):
    assert refexport("rename", "knuth", "knuth1968art").code == 0
    expected = LIBRARY.replace("[knuth]", "[knuth1968art]").replace('crossref = "knuth"', 'crossref = "knuth1968art"')
    assert store.read_text() == expected.replace("date = 1968\n", 'date = 1968\nids = ["knuth"]\n')


def test_a_renamed_entry_keeps_its_records(refexport, registry, folder):
    (folder / "entries.toml").write_text('[a]\narxiv = "1703.03400"\n')
    refexport("enrich")
    refexport("rename", "a", "maml")
    assert list(json.loads((folder / "entries.lock.json").read_text())["entries"]) == ["maml"]
    assert refexport("enrich", "--check").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rename", "knuht", "x"], "has no entry knuht"),
        (["rename", "knuth", "a b"], '"a b" is no cite key'),
        (["rename", "knuth", "DOE"], "DOE is taken: [doe], entries.toml:25,"),
        (["rename", "knuth", "refexport"], "refexport is taken: the settings"),
        (["merge", "knuth", "doe"], "[knuth] and [doe] seem to be different works"),
        (["merge", "knuth", "knuth"], "knuth is one entry already"),
        (["list", "yaer:2017"], "there is no field yaer"),
        (["list", "year:x"], "year:x: which years?"),
        (["diff", "v1"], "v1: no revision that git knows here"),
        (["why", "nobody"], "has no entry nobody"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(refexport, store, arguments, said):
    ran = refexport(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert store.read_text() == LIBRARY


def test_documents_keep_comments_code_and_labels(refexport, store):
    tex = store.with_name("a.tex")
    tex.write_text("\\cite{doe,doe2}% doe\n\\verb|\\cite{doe}| doe\n\\parencites[1]{doe}{knuth}\n")
    typ = store.with_name("a.typ")
    typ.write_text("= Doe <doe>\n@doe `@doe` \n")
    assert refexport("rename", "doe", "smith", "--tex", "a.tex", "--tex", "a.typ").code == 0
    assert tex.read_text() == "\\cite{smith,doe2}% doe\n\\verb|\\cite{doe}| doe\n\\parencites[1]{smith}{knuth}\n"
    assert typ.read_text() == "= Doe <doe>\n@doe `@doe` \n"  # its own label


def test_a_file_of_latex_s_own_is_not_rewritten(refexport, store):
    store.with_name("a.aux").write_text("\\citation{doe}\n")
    ran = refexport("rename", "doe", "smith", "--tex", "a.aux")
    assert (ran.code, "give the .tex" in ran.err) == (2, True)
    assert store.read_text() == LIBRARY


def test_merge_loses_nothing(refexport, store):
    store.write_text(
        LIBRARY
        + '\n# Also known\n[doe2]\ntitle = "A Paper"\nauthor = ["Doe, J."]  # initials\ndate = 2017\nkeywords = ["neat", "new"]\nurl = "https://x.example"\nallow = { "missing-pages" = "none" }\n'
    )
    ran = refexport("merge", "doe", "doe2")
    assert ran.code == 0
    text = store.read_text()
    (doe,) = [hand for hand in load_entries(store).hands if hand.entry.key.startswith("doe")]
    assert doe.entry.words("ids") == ("doe2",)
    assert doe.entry.words("keywords") == ("neat", "read me", "new")
    assert doe.entry.plain("url") == "https://x.example"
    assert doe.allow == {"missing-pages": "none"}
    for kept in ("# Also known", "# initials", '# [doe2] author = ["Doe, J."]', "# [doe2] date = 2017"):
        assert kept in text
    assert "[doe2]\n" in ran.out  # what went away, to look at


def test_remove_takes_an_entry_with_its_comments_and_gives_them_out(refexport, store):
    ran = refexport("remove", "knuth", "part")
    assert ran.code == 0
    text = store.read_text()
    assert "knuth" not in text
    assert "# The book" not in text
    assert "# alone between two entries" in text
    assert "## Books" in text
    assert ran.out.startswith("# The book\n[knuth]  # an old friend\n")


def test_what_is_in_use_is_not_removed(refexport, store):
    store.with_name("a.md").write_text("@doe\n")
    ran = refexport("remove", "knuth", "doe", "--tex", "a.md")
    assert ran.code == 1
    assert "[knuth] is not removed: [part] refers to it" in ran.err
    assert "[doe] is not removed: a.md cites it" in ran.err
    assert store.read_text() == LIBRARY


@pytest.mark.parametrize(
    ("terms", "keys"),
    [
        ([], ["knuth", "part", "doe"]),
        (["angstrom"], ["doe"]),
        (["tag:NEAT"], ["doe"]),
        (["tag:nea"], []),
        (["year:1960-2000"], ["knuth", "part"]),  # the part is of the book's year
        (["year:2017-"], ["doe"]),
        (["missing:date"], []),
        (["missing:doi", "missing:isbn"], ["knuth", "part"]),
        (["has:doi", "venue:nature"], ["doe"]),
        (["not:type:book", "author:knuth"], ["part"]),
        (["doi:10.1000"], ["doe"]),
        (["https://x.example"], []),
    ],
)
def test_terms_find_entries(refexport, store, terms, keys):
    assert refexport("list", "--keys", *terms).out.split() == keys


def test_list_as_json_says_where_values_are_from(refexport, store):
    (one,) = json.loads(refexport("search", "doe", "--json").out)["entries"]
    assert one["key"] == "doe"
    assert one["fields"]["date"] == {"value": "2017-03", "origin": "hand"}


def test_fmt_orders_fields_and_keeps_every_comment_and_value(refexport, store):
    before = load_entries(store)
    assert refexport("fmt", "--check").code == 1
    assert refexport("fmt").code == 0
    text = store.read_text()
    assert [hand.entry for hand in load_entries(store).hands] == [hand.entry for hand in before.hands]
    assert sorted(re.findall("#.*", text)) == sorted(re.findall("#.*", LIBRARY))
    assert text.index("doi =") < text.index('author = ["Doe') < text.index('title = "A Paper"')
    assert refexport("fmt", "--check").code == 0


@pytest.fixture
def committed(store):
    def git(*arguments):
        subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@t.example", *arguments],
            cwd=store.parent,
            check=True,
            capture_output=True,
        )

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "one")
    return store


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_diff_says_what_became_of_works(refexport, committed):
    refexport("rename", "knuth", "knuth1968")
    refexport("remove", "part")
    committed.write_text(
        committed.read_text().replace("Nature", "Science")
        + '\n[new]\ntitle = "A *New* <b>One</b>"\nauthor = ["Roe, R."]\ndate = 2020\n'
    )
    found = {one["key"]: one for one in json.loads(refexport("diff", "--json").out)["changes"]}
    assert {key: one["kind"] for key, one in found.items()} == {
        "new": "added",
        "part": "removed",
        "knuth1968": "renamed",
        "doe": "corrected",
    }
    assert found["knuth1968"]["old_key"] == "knuth"
    assert [(one["field"], one["old"], one["new"]) for one in found["doe"]["changes"]] == [
        ("journaltitle", "Nature", "Science")
    ]
    assert "corrected [doe]" in refexport("diff", "HEAD").out
    markdown = refexport("diff", "--format", "markdown").out
    assert "### Added (1)" in markdown
    assert "<b>" not in markdown.replace("\\<b\\>", "")
    assert refexport("diff", "HEAD", "HEAD").out == ""


def test_diff_compares_files(refexport, store):
    other = store.with_name("other.toml")
    other.write_text(LIBRARY.replace("2017-03", "2018"))
    assert "date: 2018 -> 2017-03" in refexport("diff", "other.toml").out


def test_why_says_who_cites_and_where_facts_are_from(refexport, store):
    store.with_name("a.md").write_text("\n@knuth\n")
    out = refexport("why", "knuth", "--tex", "a.md").out
    assert re.search(r"^cited +a\.md:2$", out, re.MULTILINE)
    assert re.search(r"^referred to +by \[part\]$", out, re.MULTILINE)
    assert re.search(r"^by hand +.*title", out, re.MULTILINE)


def test_the_file_is_given_once_for_all(refexport, store, monkeypatch):
    (store.parent / "deep").mkdir()
    monkeypatch.chdir(store.parent.parent)
    assert refexport("-f", str(store), "list", "--keys").out.split() == ["knuth", "part", "doe"]
    monkeypatch.setenv("REFEXPORT_FILE", str(store))
    assert refexport("list", "--keys", "doe").out == "doe\n"


def test_a_shell_completes_commands_and_keys(refexport, store, monkeypatch):
    def completed(words):
        env = {
            **os.environ,
            "_REFEXPORT_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        code = "from refexport.cli import refexport; refexport(prog_name='refexport')"
        ran = subprocess.run(["python3", "-c", code], capture_output=True, text=True, env=env, cwd=store.parent)
        return [line.partition(",")[2] for line in ran.stdout.splitlines()]

    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert completed("refexport ren") == ["rename"]
    assert completed("refexport rename kn") == ["knuth"]
    assert completed("refexport show d") == ["doe"]


def test_documents_may_stand_behind_the_option(refexport, store):
    for name in ("a.md", "b.md"):
        store.with_name(name).write_text("@doe\n")
    assert refexport("rename", "doe", "smith", "--tex", "a.md", "b.md").code == 0
    assert [store.with_name(name).read_text() for name in ("a.md", "b.md")] == ["@smith\n"] * 2


def test_diff_tells_upgrades_and_retractions(refexport, registry, folder):
    here, old = folder / "entries.toml", folder / "old.toml"
    here.write_text('[maml]\narxiv = "1703.03400"\n\n[sung]\ndoi = "10.1109/cvpr.2018.00131"\n')
    refexport("enrich")
    old.write_bytes(here.read_bytes())
    (folder / "old.lock.json").write_bytes((folder / "entries.lock.json").read_bytes())
    here.write_text(here.read_text().replace('"1703.03400"', '"1703.03400"\ndblp = "conf/icml/FinnAL17"'))
    doi = "10.1109/cvpr.2018.00131"
    registry.works[doi] = registry.works[doi]._replace(updates=[("retraction", "10.1000/notice")])
    refexport("enrich", "--upgrade")
    found = json.loads(refexport("diff", "old.toml", "--json").out)["changes"]
    assert [(one["kind"], one["key"]) for one in found] == [("retracted", "sung"), ("upgraded", "maml")]
    assert found[0]["notices"] == ["retraction: doi:10.1000/notice"]
    assert ("type", "preprint", "inproceedings") in [
        (one["field"], one["old"], one["new"]) for one in found[1]["changes"]
    ]
    markdown = refexport("diff", "old.toml", "--format", "markdown").out
    assert markdown.startswith("### Retracted (1)\n")


ODD = """"a b".title = "x"
a.title = "dotted"
[ k ]
title = 'one' # [k]
note = \"\"\"
[k]
# no comment
\"\"\"
[[k.author]]
family = "Doe"
[[ "k" . author ]]
family = "Roe"
["ü.x"]
title = "T"
  # indented
  date = 2001
"""


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_whatever_toml_looks_like(eol, bom):
    text = bom + ODD.replace("\n", eol)
    renamed = rename_entry(text, "k", "new:key")
    assert renamed == text.replace("[ k ]", '[ "new:key" ]').replace("[[k.author", '[["new:key".author').replace(
        '"k" . author', '"new:key" . author'
    )
    assert rename_entry(text, "a", "b") == text.replace("a.title", "b.title")
    assert remove_entries(text, ["k"]) == text.partition("[ k ]")[0] + eol + text[text.index('["ü.x"]') :]
    assert in_order(in_order(text, {"date": -1}), {"date": -1}) == in_order(text, {"date": -1})
    with pytest.raises(WriteError, match="header of its own"):
        remove_entries(text, ["a"])


def test_an_empty_library_is_no_trouble(refexport, folder):
    (folder / "entries.toml").write_text("\n")
    for arguments in (["list"], ["fmt"], ["report"], ["list", "--json"]):
        assert refexport(*arguments).code == 0


def test_a_key_that_a_document_cannot_cite_changes_nothing(refexport, store):
    """Typst's labels have letters, digits and _ - : . (Typst reference, "label")."""
    store.with_name("a.typ").write_text("@doe\n")
    ran = refexport("rename", "doe", "a+b", "--tex", "a.typ")
    assert (ran.code, "a+b cannot be cited in all the places of doe" in ran.err) == (2, True)
    assert (store.read_text(), store.with_name("a.typ").read_text()) == (LIBRARY, "@doe\n")


def test_a_long_text_takes_no_long_time(seconds):
    text = "word \\cite{other,doe} $x^2$ % doe in a comment\n" * 5000
    with seconds(5):
        made, number = replaced(text, DOCUMENT_KINDS[".tex"], "doe", "smith")
    assert (number, made) == (5000, text.replace(",doe}", ",smith}"))
