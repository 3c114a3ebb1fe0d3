"""Incremental runs: after any edits, a run that takes what is kept gives what a run that reads all gives."""

import random
import re
import shutil
import sys

import pytest

from refexport.formats import FORMATS
from refexport.model.entry import Entry, Record, parse_value
from refexport.store.files import LockedFile
from refexport.store.lock import parse_lock, write_lock
from refexport.store.pieces import cut_lock
from tests.conftest import IS_QUICK

FRAMED = {name: form for name, form in FORMATS.items() if form.frame}

SETTINGS = """\
[refexport]
version = 1
prefer = "published"
journals = "journals.csv"

[refexport.export]
{files}
"build/short.bib" = {{format = "bibtex", journals = "abbrev", omit = ["note"]}}
"build/sorted.json" = {{format = "csl-json", sort = ["-year", "author"]}}
"build/cited.bib" = {{format = "biblatex", only-cited = ["paper.aux"]}}
"""

ENTRIES = """\
# the first work, with an umlaut: Müller
[doe2019]
type = "article"
title = "A Title with $x^2$ and {Words}"
author = ["Doe, Jane", "Müller, Jörg"]
journaltitle = "Journal of Things"
doi = "10.1000/doe"
groups = ["Thesis", "Reading"]

[roe2020]
type = "book"
title = "Another"
author = ["Roe, Jo"]
publisher = "Press"
date = 2020
ids = ["roe", "oldroe"]

[collected]
type = "collection"
title = "The Whole"
editor = ["Eder, Ed"]
date = 2001

[chapter]
type = "inbook"
title = "A Chapter"
author = ["Kap, K."]
crossref = "roe2020"

["part:one"]
type = "incollection"
title = "A Part"
author = ["Paar, Pa"]
crossref = "collected"

[preprint]
arxiv = "1703.03400"

[preprint.cited-as]
title = "Model-Agnostic Meta-Learning"

[plain]
title = "Plain"
author = ["Plan, Ann"]
date = "2011-05"
keywords = ["one", "two, three"]
note = "several lines"

[zoe1999]
type = "thesis"
title = "Über alles"
author = ["Zoë, Zo"]
institution = "Uni"
date = 1999
"""

EDITS = {
    "a field": lambda text, pick: text.replace("[plain]\n", f'[plain]\nvolume = "{pick.randint(1, 99)}"\n', 1),
    "no field": lambda text, _: re.sub(r'volume = "\d+"\n', "", text),
    "a title": lambda text, pick: text.replace('"Another', f'"Another {pick.choice("ÄßŁ")}', 1),
    "an entry goes": lambda text, _: re.sub(r"\[zoe1999\]\n(?:.+\n)+", "", text),
    "an entry comes": lambda text, pick: text + f'\n[new{pick.randint(1, 3)}]\ntitle = "New"\nauthor = ["Neu, N."]\n',
    "a key": lambda text, pick: text.replace("[roe2020]", f"[roe{pick.randint(1000, 2000)}]"),
    "a key in use": lambda text, _: text.replace('ids = ["roe", "oldroe"]', 'ids = ["roe", "plain"]'),
    "no other keys": lambda text, _: text.replace('ids = ["roe", "plain"]', ""),
    "a group": lambda text, _: text.replace("[plain]\n", '[plain]\ngroups = ["Thesis"]\n', 1),
    "no group": lambda text, _: text.replace('groups = ["Thesis"]\n', ""),
    "a child": lambda text, _: text.replace('"A Chapter"', '"Another Chapter"'),
    "another parent": lambda text, _: text.replace('crossref = "roe2020"', 'crossref = "collected"'),
    "a child of itself": lambda text, _: text.replace('crossref = "roe2020"', 'crossref = "chapter"'),
    "a parent by its other key": lambda text, _: text.replace('crossref = "roe2020"', 'crossref = "oldroe"'),
    "a parent's parent": lambda text, _: text.replace("[collected]\n", '[collected]\ncrossref = "zoe1999"\n', 1),
    "a parent's publisher": lambda text, pick: text.replace('"Press"', f'"Press {pick.choice("ÄßŁ")}"'),
    "a parent's place": lambda text, pick: text.replace('"Uni"', f'"Uni"\nlocation = "Place {pick.choice("ÄßŁ")}"', 1),
    "a parent": lambda text, _: text.replace('title = "The Whole', 'title = "The Whole Thing'),
    "a duplicate": lambda text, _: text + '\n[twin]\ndoi = "10.1000/doe"\ntitle = "A Title"\n',
    "an order": lambda text, _: text[text.index("[collected]") :] + "\n" + text[: text.index("[collected]")],
    "a comment": lambda text, _: "# so\n" + text,
    "line ends": lambda text, _: text.replace("\n", "\r\n"),
    "a header in a string": lambda text, _: text.replace('"several lines"', "'''\nseveral\n[zoe1999]\nlines'''"),
    "an indented header": lambda text, _: text.replace("[zoe1999]", " [zoe1999]").replace('"Uni"', '"University"'),
    "a header with blanks": lambda text, _: text.replace("[zoe1999]", "[ zoe1999 ]"),
    "no end of a string": lambda text, _: text.replace('several lines"', "several lines"),
    "bad syntax": lambda text, _: text.replace("[plain]\n", "[plain]\nvolume = \n", 1),
    "a bad value": lambda text, _: text.replace("date = 1999", 'date = "199"'),
    "one key twice": lambda text, _: text + '\n[plain]\ntitle = "Plain Again"\n',
    "one key in capitals": lambda text, _: text + '\n[PLAIN]\ntitle = "Plain Again"\n',
    "a table within": lambda text, _: text.replace("[plain]\n", '[plain]\nallow = {"missing-date" = "why"}\n', 1),
}

SETTING_EDITS = {
    "prefer": ('prefer = "published"', 'prefer = "preprint"'),
    "journals": ('journals = "abbrev"', 'journals = "full"'),
    "fields": ('omit = ["note"]', 'fields = ["author", "title", "doi"]'),
    "no such field": ('omit = ["note"]', 'omit = ["nota"]'),
    "a sort": ('"-year", "author"', '"title"'),
    "another format": ('format = "biblatex", only-cited', 'format = "ris", only-cited'),
}

LOCK_EDITS = ("another version", "gone", "another key", "damaged", "one less", "laid out otherwise", "an orphan")


@pytest.fixture
def library(folder, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent / f"{folder.name}-cache"))
    (folder / "journals.csv").write_text("Journal of Things;J. Things\n", encoding="utf-8")
    (folder / "paper.aux").write_text("\\citation{part:one}\\citation{roe}\n", encoding="utf-8")
    return folder


def settings():
    return SETTINGS.format(files="\n".join(f'"build/a.{name}" = "{name}"' for name in FRAMED))


def lock_of(folder, edit=""):
    """A lock of two records, edited."""
    records = {
        "doe2019": [record("doi:10.1000/doe", "crossref", "date", "2018", "volume", "7")],
        "preprint": [record("arxiv:1703.03400", "arxiv", "date", "2017-03", "title", "Model-Agnostic …")],
    }
    if edit == "another key":
        records["elsewhere"] = records.pop("preprint")
    elif edit == "an orphan":
        records["orphan"] = [record("doi:10.1000/x", "crossref", "title", "X")]
    elif edit == "one less":
        del records["doe2019"]
    path = folder / "entries.lock.json"
    path.unlink(missing_ok=True)
    if edit == "gone":
        return
    write_lock(LockedFile(path), {key: tuple(ours) for key, ours in records.items()})
    if edit == "damaged":
        path.write_bytes(path.read_bytes().replace(b"2018", b"2019"))
    elif edit == "another version":
        path.write_bytes(path.read_bytes().replace(b'"version": 2', b'"version": 99'))
    elif edit == "laid out otherwise":
        path.write_bytes(path.read_bytes().replace(b"\n    ", b"\n      "))


def record(identifier, service, *fields):
    pairs = dict(zip(fields[::2], fields[1::2], strict=True))
    entry = Entry("", "article", {field: parse_value(field, value) for field, value in pairs.items()})
    return Record(identifier, service, "2026-01-01T00:00:00Z", entry)


def state(folder):
    return {path.name: path.read_bytes() for path in (folder / "build").glob("[!.]*")}


def run(refexport, folder, monkeypatch, *, with_kept):
    """What a run says and writes into an empty folder, with what is kept or without."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    if with_kept:
        monkeypatch.delenv("REFEXPORT_NO_STAMPS", raising=False)
        shutil.rmtree(folder.parent / f"{folder.name}-cache" / "refexport" / "runs", ignore_errors=True)
    else:
        monkeypatch.setenv("REFEXPORT_NO_STAMPS", "1")
    plain = refexport("export", "--allow-incomplete")
    listed = refexport("export", "--allow-incomplete", "--explain-loss")
    return plain, sorted(listed.err.split("\n")), listed.code, state(folder)


@pytest.mark.parametrize("seed", range(3 if IS_QUICK else 6))
def test_after_any_edits_a_run_gives_what_one_that_reads_all_gives(refexport, library, monkeypatch, seed):
    pick = random.Random(seed)
    for _ in range(14):
        text, head = ENTRIES, settings()
        for name in pick.sample(sorted(EDITS), pick.choice((0, 1, 1, 1, 2, 3))):
            text = EDITS[name](text, pick)
        if pick.random() < 0.4:
            head = head.replace(*pick.choice(list(SETTING_EDITS.values())))
        lock_of(library, pick.choice(LOCK_EDITS) if pick.random() < 0.5 else "")
        (library / "entries.toml").write_bytes(f"{head}\n{text}".encode())
        kept = run(refexport, library, monkeypatch, with_kept=True)
        assert kept == run(refexport, library, monkeypatch, with_kept=False)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit_gives_what_a_run_gives_that_reads_all(refexport, library, monkeypatch, name):
    lock_of(library)
    for text in (ENTRIES, EDITS[name](ENTRIES, random.Random(1)), ENTRIES):
        (library / "entries.toml").write_bytes(f"{settings()}\n{text}".encode())
        kept = run(refexport, library, monkeypatch, with_kept=True)
        assert kept == run(refexport, library, monkeypatch, with_kept=False)


def many(count):
    return "\n".join(
        f'[k{n}]\ntitle = "Title {n}"\nauthor = ["Doe, J."]\ndate = {1990 + n % 30}\n' for n in range(count)
    )


def test_of_one_changed_entry_one_is_written_and_proved(refexport, library, monkeypatch):
    monkeypatch.delenv("REFEXPORT_NO_STAMPS", raising=False)
    lock_of(library, "gone")
    files = "\n".join(f'"build/a.{name}" = "{name}"' for name in FRAMED)
    entries, head = library / "entries.toml", f"[refexport]\nversion = 1\n\n[refexport.export]\n{files}\n"
    entries.write_text(f"{head}\n{many(200)}", encoding="utf-8")
    assert refexport("export").code == 0
    written, read = {}, {}
    for name, form in FRAMED.items():
        counted = form._replace(write=counting(form.write, written, name), read=counting(form.read, read, name))
        monkeypatch.setattr(sys.modules[form.write.__module__], "FORMAT", counted)
    entries.write_text(f"{head}\n{many(200)}".replace("Title 77", "Title of 77"), encoding="utf-8")
    assert refexport("export").code == 0
    assert written == dict.fromkeys(FRAMED, 1)
    assert set(read) == set(FRAMED)
    assert all(b"Title of 77" in data and b"Title 78" in data for data in state(library).values())


def counting(write, written, name):
    def count(given, *more):
        written[name] = written.get(name, 0) + (len(given) if not more else 1)
        return write(given, *more)

    return count


@pytest.mark.parametrize("how", ["empty", "cut", "changed byte", "other code"])
def test_what_is_kept_and_damaged_is_made_anew(refexport, library, monkeypatch, how):
    lock_of(library)
    (library / "entries.toml").write_bytes(f"{settings()}\n{ENTRIES}".encode())
    whole = run(refexport, library, monkeypatch, with_kept=True)
    files = [file for file in (library.parent / f"{library.name}-cache").rglob("made/*/*") if file.is_file()]
    assert len(files) == len(("ids", "entries", "lock", "together")) + len(FRAMED)
    for file in files:
        data = file.read_bytes()
        middle = len(data) // 2
        changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        file.write_bytes({"empty": b"", "cut": data[:middle], "changed byte": changed}.get(how, data))
    if how == "other code":
        monkeypatch.setattr("refexport.store.kept.code_of_program", lambda: ("another",))
    assert run(refexport, library, monkeypatch, with_kept=True) == whole
    sizes = [file.stat().st_size for file in files]
    run(refexport, library, monkeypatch, with_kept=True)
    assert [file.stat().st_size for file in files] == sizes  # healed, and not added to


def test_a_lock_that_is_cut_is_the_lock_of_its_pieces(library):
    lock_of(library, "an orphan")
    data = (library / "entries.lock.json").read_bytes()
    cut = cut_lock(data)
    assert cut.only(list(cut.blocks)) == data
    whole = parse_lock(data, "l")
    assert {key: parse_lock(cut.only([f'"{key}"'.encode()]), "l")[key] for key in whole} == whole
    assert dict(cut.owners) == {record.id: f'"{key}"'.encode() for key, ours in whole.items() for record in ours}


def test_a_record_of_another_work_is_told_with_what_is_kept_and_without(refexport, library, monkeypatch):
    lock_of(library)
    title = 'title = "Something Else Entirely"\nauthor = ["Nobody, N."]\ndate = 1950\n'
    text = ENTRIES.replace('arxiv = "1703.03400"\n', f'arxiv = "1703.03400"\n{title}')
    line = f"{settings()}\n{text}".partition("[preprint]")[0].count("\n") + 1
    for number in range(2):
        (library / "entries.toml").write_text(f"{settings()}\n{text}\n# {number}\n", encoding="utf-8")
        monkeypatch.delenv("REFEXPORT_NO_STAMPS", raising=False)
        kept = refexport("export", "--allow-incomplete")
        assert f"entries.toml:{line}: [preprint] its record is of another work and not used" in kept.err
        monkeypatch.setenv("REFEXPORT_NO_STAMPS", "1")
        assert refexport("export", "--allow-incomplete").code == kept.code
