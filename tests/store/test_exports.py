"""What a file of the export gets: names of fields, sort keys and files, as a table or the command line spells them."""

import pytest

from refexport.formats import FORMATS
from refexport.output.selection import COLLATIONS
from refexport.store.exports import JOURNALS, SORT_KEYS, Export, read_export, read_setting
from refexport.store.remark import Remarks, WrongError


def test_the_names_are_those_of_what_does_the_work():
    assert all(read_setting("format", name) == name for name in FORMATS)
    assert set(SORT_KEYS) == set(COLLATIONS)
    assert JOURNALS == ("full", "abbrev")


@pytest.mark.parametrize(
    ("spelled", "fields"),
    [
        ("author,title", ("author", "title")),
        (" Author , journal ", ("author", "journaltitle")),
        (["year", "month", "date"], ("date",)),
        ("arxiv", ("eprint", "eprinttype", "eprintclass")),
        ("eprint", ("eprint", "eprinttype", "eprintclass")),
        ("archiveprefix", ("eprinttype",)),
        ("shelf", ("shelf",)),
        ("", ()),
    ],
)
def test_fields_by_all_their_names(spelled, fields):
    assert read_setting("fields", spelled, {"shelf", "type"}) == fields
    assert read_setting("omit", spelled, {"shelf", "type"}) == fields


@pytest.mark.parametrize(
    ("setting", "spelled", "message", "hint"),
    [
        ("omit", "abstrct", "there is no field abstrct", "did you mean abstract?"),
        ("fields", ["title", "qqqq"], "there is no field qqqq", ""),
        ("omit", "type", "the entry type always stays", "what biblatex calls type is genre here"),
        ("omit", 3, "not a list of names", 'write omit = ["abstract", "file"]'),
        ("sort", "autor", "not a key to sort by", "did you mean author?"),
        ("sort", "author,qq", "not a key to sort by", "known: key, author, year, date, title, type"),
        ("sort", {"a": 1}, "not a list of names", 'write sort = "author,-year"'),
        ("journals", "short", "not a form of journals", "known: full, abbrev"),
        ("format", "bibtx", "not a format", "did you mean bibtex?"),
        (
            "format",
            3,
            "not a format",
            "known: bbt-json, biblatex, bibtex, cff, csl-json, csl-yaml, endnote, enw, hayagriva, mods, nbib, ris, word, zotero, zotero-rdf",
        ),
        ("only-cited", [3], "not a list of files", 'write only-cited = ["thesis.aux"]'),
    ],
)
def test_what_is_wrong_and_what_to_write(setting, spelled, message, hint):
    with pytest.raises(WrongError) as raised:
        read_setting(setting, spelled, {"type"})
    assert (str(raised.value), raised.value.hint) == (message, hint)


def test_the_order_and_the_sign_of_sort_keys_stay():
    assert read_setting("sort", "-year, author") == ("-year", "author")
    assert read_setting("sort", ["type", "key"]) == ("type", "key")


def test_one_file_is_a_list_of_one():
    assert read_setting("only-cited", "a, b.aux") == ("a, b.aux",)


def test_all_that_is_wrong_with_a_table_is_told_at_once():
    remarks = Remarks()
    read = read_export("a.bib", {"format": "ris", "sort": "no", "omit": ["no"], "jurnals": "full"}, (), remarks)
    assert read == Export("ris")
    assert [(one.field, one.hint) for one in remarks] == [
        ("export.a.bib.sort", "known: key, author, year, date, title, type"),
        ("export.a.bib.omit", ""),
        ("export.a.bib.jurnals", "did you mean journals?"),
    ]
