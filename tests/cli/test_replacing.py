"""`refexport export` and the files that are there: no good one gives way to a poor one unasked."""

import json
import re

import pytest

from refexport.formats import FORMATS
from refexport.model.entry import Entry, Record
from refexport.model.text import literal_text
from refexport.store.lock import print_lock
from tests.conftest import ROOT

FORMATS_READ = sorted(name for name, form in FORMATS.items() if form.read)


def entry(n):
    return f'[key{n}]\ntype = "misc"\ntitle = "About {n}"\nauthor = ["Doe, Jane"]\ndate = 2020\n'


def write(folder, numbers, settings=""):
    (folder / "entries.toml").write_text(f"[refexport]\nversion = 1\n{settings}\n" + "\n".join(map(entry, numbers)))


@pytest.fixture
def ten(refexport, folder):
    """Ten entries that are exported to a.bib, each as long as the others."""
    write(folder, range(10))
    assert refexport("export", "a.bib").code == 0
    return folder


def keys(path):
    return re.findall(r"^@\w+\{([^,]+),", path.read_text(), re.MULTILINE)


# --- entries that are gone ----------------------------------------------------------------------------------------


def test_an_export_of_no_entries_replaces_no_file_that_has_some(refexport, ten):
    before = (ten / "a.bib").read_bytes()
    (ten / "entries.toml").write_text("")
    ran = refexport("export", "a.bib", "b.ris")
    assert ran.code == 2
    assert ran.err == (
        "error: a.bib has 10 entries, and entries.toml has none: no file is replaced\n"
        "  hint: restore entries.toml; or, if that is meant: refexport export --force\n"
    )
    assert (ten / "a.bib").read_bytes() == before
    assert not (ten / "b.ris").exists()
    assert refexport("export", "a.bib", "--force").code == 0
    assert (ten / "a.bib").read_bytes() == b""


@pytest.mark.parametrize("name", FORMATS_READ)
def test_a_file_of_any_format_is_kept(refexport, folder, name):
    for file in ("entries.toml", "entries.lock.json"):
        (folder / file).write_bytes((ROOT / file).read_bytes())
    assert refexport("export", "out.data", "--to", name).code == 0
    before = (folder / "out.data").read_bytes()
    (folder / "entries.toml").write_text("")
    ran = refexport("export", "out.data", "--to", name)
    assert (ran.code, (folder / "out.data").read_bytes()) == (2, before)
    assert "error: out.data has 77 entries, and entries.toml has none" in ran.err


def test_with_half_of_the_entries_gone_no_file_is_replaced(refexport, ten):
    write(ten, range(5))
    ran = refexport("export", "a.bib")
    assert ran.code == 2
    assert "error: a.bib has 10 entries, 5 of which are gone from entries.toml: no file is replaced" in ran.err
    assert len(keys(ten / "a.bib")) == 10
    assert refexport("export", "a.bib", "--check").code == 2
    assert refexport("export", "a.bib", "--force").code == 0
    assert len(keys(ten / "a.bib")) == 5
    write(ten, range(4))
    assert refexport("export", "a.bib").code == 0


@pytest.mark.parametrize(("yes", "code", "left"), [(True, 0, 0), (False, 2, 10)])
def test_at_a_terminal_a_person_is_asked(refexport, ten, monkeypatch, yes, code, left):
    asked = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda question, **_kwargs: asked.append(question) or yes)
    (ten / "entries.toml").write_text("")
    assert refexport("export", "a.bib").code == code
    assert asked == ["a.bib has 10 entries, and entries.toml has none. Replace it?"]
    assert len(keys(ten / "a.bib")) == left


@pytest.mark.parametrize("numbers", [range(6), range(3, 10), range(40), [*range(5), *range(20, 23)]])
def test_usual_work_is_not_asked_about(refexport, ten, numbers):
    write(ten, numbers)
    ran = refexport("export", "a.bib")
    assert ran.code == 0, ran.err
    assert keys(ten / "a.bib") == [f"key{n}" for n in numbers]


def test_new_cite_keys_are_no_loss(refexport, ten):
    write(ten, range(90, 100))
    assert refexport("export", "a.bib").code == 0
    assert keys(ten / "a.bib")[0] == "key90"


def test_a_shorter_document_is_no_loss(refexport, ten):
    (ten / "main.tex").write_text("\\cite{key3}")
    assert refexport("export", "a.bib", "--only-cited", "main.tex").code == 0
    assert keys(ten / "a.bib") == ["key3"]


def test_fewer_fields_are_no_loss(refexport, ten):
    assert refexport("export", "a.bib", "--fields", "title").code == 0
    assert "author" not in (ten / "a.bib").read_text()


@pytest.mark.parametrize("old", [b"", b"\n", b"% only a comment\n", b"\xff\xfe nothing \x00" * 99])
def test_a_file_without_entries_is_replaced(refexport, folder, old):
    (folder / "entries.toml").write_text("")
    (folder / "a.bib").write_bytes(old)
    assert refexport("export", "a.bib").code == 0
    assert (folder / "a.bib").read_bytes() == b""


def test_an_empty_project_may_export_nothing(refexport, folder):
    (folder / "entries.toml").write_text("")
    assert refexport("export", "new.json").code == 0
    assert json.loads((folder / "new.json").read_text()) == []
    assert refexport("export", "--to", "bibtex").code == 0


# --- documents that cite nothing ----------------------------------------------------------------------------------

NAME_IT = "  hint: name the document that has the citations\n"
CITES_NOTHING = {"main.tex": "\\section{One}", "main.aux": "\\relax", "main.typ": "= One", "main.qmd": "# One"}


@pytest.mark.parametrize("name", CITES_NOTHING)
def test_a_document_that_cites_nothing_replaces_no_good_file(refexport, ten, name):
    before = (ten / "a.bib").read_bytes()
    (ten / name).write_text(CITES_NOTHING[name])
    ran = refexport("export", "a.bib", "--only-cited", name)
    hint = NAME_IT.replace("name", "run LaTeX, or name") if name == "main.aux" else NAME_IT
    assert (ran.code, ran.err) == (1, f"{name}: cites nothing\n{hint}kept a.bib as it is (10 entries)\n")
    assert (ten / "a.bib").read_bytes() == before
    ran = refexport("export", "a.bib", "--only-cited", name, "--allow-incomplete")
    assert (ran.code, (ten / "a.bib").read_bytes()) == (0, b"")


def test_where_no_file_is_yet_what_is_cited_is_written_and_the_exit_code_says_so(refexport, ten):
    (ten / "main.tex").write_text(CITES_NOTHING["main.tex"])
    ran = refexport("export", "new.bib", "--only-cited", "main.tex")
    assert (ran.code, ran.err) == (1, f"main.tex: cites nothing\n{NAME_IT}wrote new.bib (0 entries)\n")
    assert (ten / "new.bib").read_bytes() == b""
    ran = refexport("export", "--to", "csl-json", "--only-cited", "main.tex")
    assert (ran.code, json.loads(ran.out), ran.err) == (1, [], f"main.tex: cites nothing\n{NAME_IT}")


def test_a_document_that_cites_only_what_is_not_there_replaces_no_good_file(refexport, ten):
    (ten / "main.tex").write_text("\\cite{of-another-project}")
    ran = refexport("export", "a.bib", "--only-cited", "main.tex")
    assert ran.code == 1
    assert ran.err.endswith("which entries.toml lacks\nkept a.bib as it is (10 entries)\n")
    assert len(keys(ten / "a.bib")) == 10


def test_labels_alone_cite_no_entry(refexport, ten):
    (ten / "main.qmd").write_text("See @fig-one.\n")
    ran = refexport("export", "a.bib", "--only-cited", "main.qmd")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "main.qmd: cites no entry of entries.toml")
    assert len(keys(ten / "a.bib")) == 10


def test_of_several_documents_one_that_cites_is_enough(refexport, ten):
    (ten / "preface.tex").write_text("No citation.")
    (ten / "main.tex").write_text("\\cite{key1}")
    ran = refexport("export", "a.bib", "--only-cited", "preface.tex", "--only-cited", "main.tex")
    assert (ran.code, keys(ten / "a.bib")) == (0, ["key1"])


@pytest.mark.parametrize("text", ["\\nocite{*}", "\\cite{key1}\\nocite{*}"])
def test_a_document_that_cites_everything_is_none_that_cites_nothing(refexport, ten, text):
    (ten / "main.tex").write_text(text)
    ran = refexport("export", "a.bib", "--only-cited", "main.tex")
    assert (ran.code, ran.err) == (0, "unchanged a.bib (10 entries)\n")


# --- identifiers that are not in the lock -------------------------------------------------------------------------

DOI = '\n[open]\ndoi = "10.1000/open"\ntitle = "An open one"\n'
SAID = (
    "entries.toml:64: [open] not in the lock: doi:10.1000/open\n"
    "  hint: run refexport enrich; to replace files all the same: --allow-incomplete\n"
)


@pytest.fixture
def incomplete(ten):
    write(ten, range(10))
    (ten / "entries.toml").write_text((ten / "entries.toml").read_text() + DOI)
    return ten


def test_an_entry_that_was_never_asked_for_replaces_no_good_file(refexport, incomplete):
    before = (incomplete / "a.bib").read_bytes()
    ran = refexport("export", "a.bib")
    assert (ran.code, ran.err) == (1, SAID + "kept a.bib as it is (10 entries)\n")
    assert (incomplete / "a.bib").read_bytes() == before


def test_with_allow_incomplete_what_there_is_is_exported(refexport, incomplete):
    ran = refexport("export", "a.bib", "--allow-incomplete")
    assert ran.code == 0
    assert keys(incomplete / "a.bib")[-2:] == ["key9", "open"]
    assert "[open] not in the lock: doi:10.1000/open\n  hint: run refexport enrich\n" in ran.err


def test_a_new_file_and_stdout_get_what_there_is_and_the_exit_code_says_so(refexport, incomplete):
    ran = refexport("export", "new.bib")
    assert (ran.code, ran.err) == (1, SAID + "wrote new.bib (11 entries)\n")
    assert keys(incomplete / "new.bib")[-1] == "open"
    ran = refexport("export", "--to", "csl-json")
    assert (ran.code, ran.err) == (1, SAID)
    assert [item["id"] for item in json.loads(ran.out)][-1] == "open"


def test_a_file_that_gets_none_of_the_open_entries_is_written(refexport, incomplete):
    (incomplete / "main.tex").write_text("\\cite{key0}")
    (incomplete / "other.tex").write_text("\\cite{open}")
    ran = refexport("export", "a.bib", "--only-cited", "main.tex")
    assert (ran.code, keys(incomplete / "a.bib")) == (0, ["key0"])
    assert refexport("export", "a.bib", "--only-cited", "other.tex").code == 1
    assert keys(incomplete / "a.bib") == ["key0"]


def lock(folder, **records):
    (folder / "entries.lock.json").write_bytes(print_lock({key: (one,) for key, one in records.items()}))


def test_a_lost_lock_does_not_spoil_the_bibliography(refexport, folder):
    (folder / "entries.toml").write_text('[open]\ndoi = "10.1000/open"\n')
    lock(folder, open=Record("doi:10.1000/open", "crossref", entry=Entry("", "misc", {"title": literal_text("T")})))
    assert refexport("export", "a.bib").code == 0
    before = (folder / "a.bib").read_bytes()
    (folder / "entries.lock.json").unlink()
    assert refexport("export", "a.bib").code == 1
    assert (folder / "a.bib").read_bytes() == before


def test_an_identifier_that_does_not_exist_has_been_asked_for(refexport, incomplete):
    lock(incomplete, open=Record("doi:10.1000/open", "crossref"))
    ran = refexport("export", "new.bib")
    assert (ran.code, ran.err) == (0, "wrote new.bib (11 entries)\n")


@pytest.mark.parametrize(
    "fields",
    [
        'type = "book"\ntitle = "T"\nauthor = ["Doe, J."]\npublisher = "P"\ndate = 2016\nisbn = "9780262035613"\n',
        'title = "T"\neprint = "A-1"\neprinttype = "shelf"\n',
        'title = "T"\nbooktitle = "B"\nisbn = "9780262035613"\n',
    ],
)
def test_what_is_never_asked_for_is_not_missed(refexport, folder, fields):
    """A spare identifier of a work that is complete, an identifier of a service that is not installed."""
    (folder / "entries.toml").write_text(f"[k]\n{fields}")
    ran = refexport("export", "new.bib")
    assert (ran.code, ran.err) == (0, "wrote new.bib (1 entry)\n")


def test_many_open_entries_are_counted(refexport, folder):
    (folder / "entries.toml").write_text("".join(f'[k{n}]\ndoi = "10.1000/{n}"\ntitle = "T"\n' for n in range(9)))
    ran = refexport("export", "new.bib")
    assert ran.err.count("not in the lock: doi:") == 5
    assert "4 more entries have identifiers that are not in the lock\n" in ran.err
