"""Import --update: what a newer file changes in known works is shown, and taken where no person changed it."""

import json

import pytest

from refexport.store.entries import parse_entries
from refexport.store.imports import Place, parse_imports

START = "[refexport]\nversion = 1\n"
ITEM = {
    "id": "smith2020",
    "type": "article-journal",
    "title": "On Parsing Things in Linear Time",
    "author": [{"family": "Smith", "given": "Ada"}],
    "issued": {"date-parts": [[2020]]},
    "container-title": "Journal of Things",
    "publisher": "North-Holland",
    "note": "read twice",
}
NEWER = {
    **{name: value for name, value in ITEM.items() if name != "note"},
    "issued": {"date-parts": [[2020, 5, 3]]},
    "publisher": "Elsevier",
    "abstract": "Things are parsed.",
}
"""The item as a manager exports it again: a finer date, another publisher, an abstract, and no note any more."""


@pytest.fixture
def library(folder, refexport):
    """Imports items as library.json; the folder has an entries.toml that was made of one."""
    (folder / "entries.toml").write_text(START)

    def bring(item, *options, name="library.json"):
        (folder / name).write_text(json.dumps([item]))
        return refexport("import", name, *options)

    bring(ITEM, "--write")
    return bring


def text_of(folder):
    return (folder / "entries.toml").read_text(encoding="utf-8")


def edit(folder, old, new):
    assert old in text_of(folder)
    (folder / "entries.toml").write_text(text_of(folder).replace(old, new), encoding="utf-8")


def forget(folder):
    (folder / "entries.imports.jsonl").unlink()


def test_without_write_every_news_is_shown_with_its_place_and_nothing_changes(library, folder):
    before = text_of(folder)
    ran = library(NEWER, "--update")
    assert 'library.json:1: [smith2020] date: replaced: the file "2020-05-03"; entries.toml "2020"' in ran.err
    assert (
        'library.json:1: [smith2020] publisher: replaced: the file "Elsevier"; entries.toml "North-Holland"' in ran.err
    )
    assert 'library.json:1: [smith2020] abstract: added: the file "Things are parsed."' in ran.err
    assert 'library.json:1: [smith2020] note: kept, the file has it no more: entries.toml "read twice"' in ran.err
    assert text_of(folder) == before
    assert ran.out == ""


def test_with_write_the_news_are_taken_in_place_and_what_is_gone_stays(library, folder):
    edit(folder, "publisher =", "# a comment\npublisher  =")
    library(NEWER, "--update", "--write")
    assert text_of(folder) == (
        START
        + '\n# library.json:1: On Parsing Things in Linear Time (2020)\n[smith2020]\ntype = "article"\n'
        + 'title = "On Parsing Things in Linear Time"\nauthor = ["Smith, Ada"]\ndate = "2020-05-03"\n'
        + 'journaltitle = "Journal of Things"\n# a comment\npublisher  = "Elsevier"\nnote = "read twice"\n'
        + 'abstract = "Things are parsed."\n'
    )


def test_the_second_time_there_is_nothing_to_do(library, folder):
    library(NEWER, "--update", "--write", "--take", "theirs")
    files = [folder / name for name in ("entries.toml", "entries.imports.jsonl")]
    once = [file.read_bytes() for file in files]
    again = library(NEWER, "--update", "--write")
    assert [file.read_bytes() for file in files] == once
    assert again.err.endswith("nothing new\nno known work differs\n")
    assert again.code == 0


def test_the_same_file_has_no_news(library, folder):
    before = text_of(folder)
    ran = library(ITEM, "--update", "--write")
    assert (ran.code, text_of(folder)) == (0, before)
    assert ran.err.endswith("no known work differs\n")


def test_plain_import_says_how_many_works_differ(library, folder):
    before = text_of(folder)
    ran = library(NEWER, "--write")
    assert "1 known work differs here; --update shows how\n" in ran.err
    assert (ran.code, text_of(folder)) == (0, before)
    quiet = library(NEWER, "--write", "--quiet").err.splitlines()
    assert quiet[1:] == ["nothing new", "1 known work differs here; --update shows how"]


def test_a_plain_import_does_not_take_the_news_for_seen(library):
    library(NEWER, "--write")
    assert "abstract: added" in library(NEWER, "--update").err


def test_what_a_person_changed_stays_and_is_shown_with_all_values(library, folder):
    edit(folder, '"North-Holland"', '"North-Holland Publishing"')
    ran = library(NEWER, "--update", "--write")
    assert (
        'publisher: kept, both changed it: the file "Elsevier"; by hand "North-Holland Publishing"; '
        'imported before "North-Holland"\n'
    ) in ran.err
    assert 'publisher = "North-Holland Publishing"' in text_of(folder)
    assert ran.code == 1


def test_what_a_person_changed_and_the_file_did_not_is_no_news(library, folder):
    edit(folder, '"North-Holland"', '"North-Holland Publishing"')
    edit(folder, 'note = "read twice"\n', "")
    ran = library(ITEM, "--update", "--write")
    assert ran.err.endswith("no known work differs\n")


@pytest.mark.parametrize(
    ("takes", "publisher", "has_note"),
    [
        (["theirs"], "Elsevier", False),
        (["smith2020"], "Elsevier", False),
        (["smith2020.publisher"], "Elsevier", True),
        (["smith2020.note"], "By Hand", False),
        (["smith2020.publisher", "smith2020.note"], "Elsevier", False),
        (["ours"], "By Hand", True),
        ([], "By Hand", True),
    ],
)
def test_take_says_which_of_the_kept_values_are_taken(library, folder, takes, publisher, has_note):
    edit(folder, '"North-Holland"', '"By Hand"')
    options = [word for take in takes for word in ("--take", take)]
    ran = library(NEWER, "--update", "--write", *options)
    assert f'publisher = "{publisher}"' in text_of(folder)
    assert ("note = " in text_of(folder)) is has_note
    is_open = takes != ["ours"] and (publisher == "By Hand" or has_note)
    assert ran.code == (1 if is_open else 0)
    again = library(NEWER, "--update")
    assert ("kept" in again.err) is is_open


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--take", "theirs"], "--take needs --update"),
        (["--json"], "--json needs --update"),
        (["--update", "--take", "smith2020.publischer"], "did you mean smith2020.publisher?"),
        (["--update", "--take", "ours", "--take", "theirs"], "--take theirs and --take ours exclude each other"),
    ],
)
def test_a_wrong_option_is_refused(library, folder, options, message):
    before = text_of(folder)
    ran = library(NEWER, *options, "--write")
    assert (ran.code, text_of(folder)) == (2, before)
    assert message in ran.err


def test_json_has_all_values_and_the_new_keys(library, folder):
    edit(folder, '"North-Holland"', '"By Hand"')
    ran = library(NEWER, "--update", "--json")
    document = json.loads(ran.out)
    publisher = next(one for one in document["changes"] if one["field"] == "publisher")
    assert publisher == {
        "path": "library.json", "line": 1, "key": "smith2020", "field": "publisher", "change": "conflict", "taken": False,
        "file": "Elsevier", "hand": "By Hand", "earlier": "North-Holland", "fetched": None, "origin": "",
    }  # fmt: skip
    assert document["new"] == []
    other = {"id": "doe1", "type": "book", "title": "Another"}
    assert json.loads(library(other, "--update", "--json").out) == {"changes": [], "new": ["doe1"]}


# --- without what an earlier import gave


def test_without_an_earlier_import_what_stands_there_is_kept_and_what_is_missing_added(library, folder):
    forget(folder)
    ran = library(NEWER, "--update", "--write")
    assert 'publisher: kept, the two differ: the file "Elsevier"; entries.toml "North-Holland"' in ran.err
    assert 'publisher = "North-Holland"' in text_of(folder)
    assert 'abstract = "Things are parsed."' in text_of(folder)
    assert "note:" not in ran.err
    assert ran.code == 1


def test_without_an_earlier_import_the_same_file_has_no_news(library, folder):
    forget(folder)
    assert library(ITEM, "--update", "--write").err.endswith("no known work differs\n")


def test_a_library_exported_under_another_name_is_compared_with_the_only_import_there_was(library, folder):
    ran = library(NEWER, "--update", "--write", name="library-2.json")
    assert 'publisher = "Elsevier"' in text_of(folder)
    assert "note:" not in ran.err  # another file may never have had it


def test_two_files_that_differ_do_not_overwrite_each_other_at_each_import(library, folder):
    library(NEWER, "--update", "--write", name="colleague.json")
    taken = text_of(folder)
    for _ in range(2):
        library(ITEM, "--update", "--write")
        library(NEWER, "--update", "--write", name="colleague.json")
        assert text_of(folder) == taken


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: b"<<<<<<< ours\n" + line + b"=======\n" + line + b">>>>>>> theirs\n",
        lambda line: b"\xff\xfe not a line\n[1, 2]\n{}\n" + line,
        lambda line: line.replace(b"\n", b"\r\n"),
    ],
    ids=["git's markers", "other lines", "CRLF"],
)
def test_lines_that_are_none_hide_no_others(library, folder, damage):
    file = folder / "entries.imports.jsonl"
    file.write_bytes(damage(file.read_bytes()))
    library(NEWER, "--update", "--write")
    assert 'publisher = "Elsevier"' in text_of(folder)


def test_of_two_lines_that_differ_neither_counts(library, folder):
    file = folder / "entries.imports.jsonl"
    line = file.read_text()
    file.write_text(line + line.replace("North-Holland", "Springer"))
    ran = library(NEWER, "--update")
    assert "publisher: kept, the two differ" in ran.err


def test_an_import_writes_one_line_for_each_entry_sorted(library, folder):
    library({**ITEM, "id": "adams1999", "title": "Whales and Their Friends"}, "--write")
    lines = (folder / "entries.imports.jsonl").read_text().splitlines()
    assert [json.loads(line)[:2] for line in lines] == [["library.json", "adams1999"], ["library.json", "smith2020"]]


# --- keys, names, lists


@pytest.mark.parametrize("ids", ["", 'ids = ["smith2020"]\n'])
def test_a_work_whose_key_a_person_changed_is_updated(library, folder, ids):
    edit(folder, "[smith2020]\n", f"[parsing]\n{ids}")
    library(NEWER, "--update", "--write")
    assert 'publisher = "Elsevier"' in text_of(folder)
    assert "[parsing]" in text_of(folder)
    assert "[smith2020]" not in text_of(folder)
    assert Place("library.json", "parsing") in parse_imports((folder / "entries.imports.jsonl").read_bytes())


def test_a_field_under_another_name_is_changed_under_that_name(library, folder):
    edit(folder, "journaltitle =", "journal =")
    edit(folder, "date = 2020", "year = 2020")
    library({**NEWER, "container-title": "The Journal of Things"}, "--update", "--write")
    assert 'journal = "The Journal of Things"' in text_of(folder)
    assert "journaltitle" not in text_of(folder)
    assert parse_entries(text_of(folder).encode(), "").hands[0].entry.plain("publisher") == "Elsevier"
    assert 'date = "2020-05-03"' in text_of(folder)
    assert "year =" not in text_of(folder)


BIB = "@article{{meier, author = {{Meier, Eva}}, title = {{A Study of Other Things}}, year = 2015{more}}}\n"


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        ("", ", eprint = {1501.00001}, archiveprefix = {arXiv}", 'arxiv = "1501.00001"'),
        (", doi = {10.1000/a}", ", doi = {10.1000/b}", 'doi = "10.1000/b"'),
        ("", ", keywords = {one, two}", 'keywords = ["one", "two"]'),
        (", keywords = {one}", ", keywords = {one, two}", 'keywords = ["one", "two"]'),
        ("", ", publisher = {ACM and Springer}", 'publisher = ["ACM", "Springer"]'),
        ("", ", ids = {meyer}", 'ids = ["meyer"]'),
    ],
)
def test_fields_of_each_kind_are_taken(refexport, folder, before, after, stands):
    (folder / "entries.toml").write_text(START)
    for more in (before, after):
        (folder / "refs.bib").write_text(BIB.format(more=more))
        refexport("import", "refs.bib", "--update", "--write")
    assert stands in text_of(folder).splitlines()
    (folder / "refs.bib").write_text(BIB.format(more=after))
    assert refexport("import", "refs.bib", "--update").err.endswith("no known work differs\n")


def test_other_keys_are_added_to_those_of_the_hand(refexport, folder):
    (folder / "entries.toml").write_text(START)
    (folder / "refs.bib").write_text(BIB.format(more=", ids = {meyer}"))
    refexport("import", "refs.bib", "--write")
    edit(folder, '["meyer"]', '["meyer", "mine"]')
    (folder / "refs.bib").write_text(BIB.format(more=", ids = {meyer, mayer}"))
    refexport("import", "refs.bib", "--update", "--write")
    assert 'ids = ["meyer", "mine", "mayer"]' in text_of(folder)


def test_new_works_of_a_newer_file_are_added_besides(library, folder, refexport):
    (folder / "library.json").write_text(json.dumps([NEWER, {"id": "doe1", "type": "book", "title": "Another"}]))
    ran = refexport("import", "library.json", "--update", "--write")
    assert 'publisher = "Elsevier"' in text_of(folder)
    assert "[doe1]" in text_of(folder)
    assert "added 1 entry" in ran.err


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay(library, folder, bom):
    file = folder / "entries.toml"
    file.write_bytes(bom + file.read_bytes().replace(b"\n", b"\r\n"))
    library(NEWER, "--update", "--write")
    data = file.read_bytes()
    assert data.startswith(bom + b"[refexport]\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b'publisher = "Elsevier"\r\n' in data


# --- with the registries


MAML = (
    "@misc{{maml, author = {{Finn, Chelsea and Abbeel, Pieter and Levine, Sergey}}, year = 2017{more},\n"
    "  title = {{Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks}}}}\n"
)
PROCEEDINGS = "Proceedings of the 34th International Conference on Machine Learning"
"""What the record of MAML calls them."""


def test_what_the_registries_say_is_not_written(refexport, folder, registry):
    """The record of MAML has the venue that the file brings, and all that resolve took from the entry."""
    (folder / "entries.toml").write_text(START)
    (folder / "refs.bib").write_text(MAML.format(more=""))
    refexport("import", "refs.bib", "--write")
    refexport("resolve", "--write")
    refexport("enrich")
    resolved = text_of(folder)
    assert "\ntitle = " not in resolved
    assert refexport("import", "refs.bib", "--update", "--write").err.endswith("no known work differs\n")
    forget(folder)
    assert refexport("import", "refs.bib", "--update", "--write").err.endswith("no known work differs\n")
    (folder / "refs.bib").write_text(MAML.format(more=f", booktitle = {{{PROCEEDINGS}}}"))
    refexport("import", "refs.bib", "--update", "--write")
    assert text_of(folder) == resolved


@pytest.mark.parametrize("is_known", [True, False], ids=["with the earlier import", "without it"])
def test_what_the_registries_say_otherwise_of_the_publication_is_not_mixed_with_it(
    refexport, folder, registry, is_known
):
    (folder / "entries.toml").write_text(START)
    (folder / "refs.bib").write_text(MAML.format(more=""))
    refexport("import", "refs.bib", "--write")
    refexport("resolve", "--write")
    refexport("enrich")
    resolved = text_of(folder)
    if not is_known:
        forget(folder)
    (folder / "refs.bib").write_text(MAML.format(more=", booktitle = {A Workshop}, abstract = {New.}"))
    ran = refexport("import", "refs.bib", "--update", "--write")
    assert text_of(folder) == resolved + 'abstract = "New."\n'
    said = f'the file "A Workshop"; dblp:conf/icml/FinnAL17 "{PROCEEDINGS}"'
    assert f"booktitle: kept, the two differ: {said}\n" in ran.err
    again = refexport("import", "refs.bib", "--update", "--write")
    assert text_of(folder) == resolved + 'abstract = "New."\n'
    assert f"booktitle: kept, the two differ: {said}\n" in again.err


def test_braces_of_a_person_are_no_news(library, folder):
    forget(folder)
    edit(folder, "Parsing Things", "{Parsing} Things")
    assert library(ITEM, "--update").err.endswith("no known work differs\n")


def test_long_values_are_shown_where_they_differ(library, folder):
    words = "This is a long abstract about the parsing of things in a time that is linear in their number, "
    library({**ITEM, "abstract": words + "as is proved."}, "--update", "--write")
    ran = library({**ITEM, "abstract": words + "as is shown by experiments."}, "--update")
    assert 'the file "…their number, as is shown by experiments."; entries.toml "…their number, as is p' in ran.err


@pytest.mark.parametrize("kind", ["misc", "inproceedings"])
def test_a_type_that_the_registries_give_is_not_overridden(refexport, folder, registry, kind):
    """The entry is an arXiv id and a dblp key by hand; its type comes from the record of its publication."""
    (folder / "entries.toml").write_text(f'{START}\n[maml]\narxiv = "1703.03400"\ndblp = "conf/icml/FinnAL17"\n')
    refexport("enrich")
    before = text_of(folder)
    (folder / "refs.bib").write_text(MAML.format(more=f", booktitle = {{{PROCEEDINGS}}}").replace("@misc", f"@{kind}"))
    ran = refexport("import", "refs.bib", "--update", "--write")
    assert ran.err.endswith("no known work differs\n")
    assert text_of(folder) == before
