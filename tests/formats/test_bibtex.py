"""BibTeX's blocks. What is expected comes from btxdoc and from what plain.bst and reference managers do."""

import re

import pytest

from refexport.errors import WriteError
from refexport.formats.bib.bibtex import write
from refexport.formats.bib.read import read_bib
from refexport.formats.format import loss
from refexport.model.entry import Entry
from refexport.model.text import literal_text
from tests.formats.samples import SAMPLES, arxiv, entry

LOST_DATES = [("2017-08-06/2017-08-11", "BibTeX has no range of dates"), ("2017~", "BibTeX has no uncertain dates")]


def written(type_, **fields):
    """(block type, fields) of one entry, read by eye; the words for no year have a test of their own."""
    head, *lines = write([entry("k", type_, **fields)]).text.split("\n")
    found = (line[2:-1].split(" = ", 1) for line in lines if line.startswith("  ") and "{n.d.}" not in line)
    return head[1:].partition("{")[0], {name: value.removeprefix("{").removesuffix("}") for name, value in found}


def test_a_preprint_as_a_file_has_it():
    one = entry(
        "finn2017model",
        "preprint",
        title="MAML for Nets",
        author=["Finn, Chelsea", "others"],
        date="2017-03-09",
        **arxiv("1703.03400"),
    )
    assert write([one]).text == (
        "@misc{finn2017model,\n"
        "  author = {Finn, Chelsea and others},\n"
        "  title = {{MAML} for Nets},\n"
        "  howpublished = {arXiv:1703.03400},\n"
        "  year = {2017},\n"
        "  month = mar,\n"
        "  day = {9},\n"
        "  eprint = {1703.03400},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  eprinttype = {arxiv},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("fields", "year"),
    [({}, "n.d."), ({"pubstate": "inpress"}, "in press"), ({"pubstate": "submitted", "date": "2020"}, "2020")],
)
def test_styles_have_something_to_print_for_a_year(fields, year):
    (found,) = re.findall("year = {(.*)}", write([entry("k", "book", author=["A, B"], **fields)]).text)
    assert found == year


def test_samples_are_ascii():
    assert write(SAMPLES).text.isascii()


@pytest.mark.parametrize(
    ("type_", "fields", "block"),
    [
        ("article", {"journaltitle": "J"}, "article"), ("article", {}, "article"), ("suppperiodical", {"journaltitle": "J"}, "article"),
        ("book", {"publisher": "P"}, "book"), ("book", {"organization": "O"}, "book"), ("book", {}, "book"), ("booklet", {}, "booklet"),
        ("collection", {"publisher": "P"}, "book"), ("inbook", {"booktitle": "B"}, "incollection"), ("incollection", {}, "incollection"), ("inbook", {}, "inbook"), ("inbook", {"maintitle": "M"}, "incollection"),
        ("inproceedings", {"booktitle": "B"}, "inproceedings"), ("inproceedings", {"eventtitle": "E"}, "inproceedings"), ("inproceedings", {}, "inproceedings"),
        ("thesis", {"institution": "I", "genre": "phdthesis"}, "phdthesis"), ("thesis", {"institution": "I", "genre": "mathesis"}, "mastersthesis"),
        ("thesis", {"institution": "I"}, "phdthesis"), ("thesis", {"genre": "phdthesis"}, "phdthesis"), ("report", {"institution": "I"}, "techreport"),
        ("report", {}, "techreport"), ("unpublished", {"note": "n"}, "unpublished"), ("unpublished", {}, "unpublished"), ("manual", {}, "manual"),
        ("proceedings", {}, "proceedings"), ("dataset", {}, "misc"), ("software", {}, "misc"), ("online", {}, "misc"), ("video", {}, "misc"), ("", {}, "misc"),
    ],
)  # fmt: skip
def test_types(type_, fields, block):
    assert written(type_, **fields)[0] == block


@pytest.mark.parametrize(
    ("type_", "fields", "held"),
    [
        ("dataset", {"author": ["A, B"]}, {"author": "A, B", "entrysubtype": "dataset"}),
        ("thesis", {"author": ["A, B"], "institution": "I", "genre": "bathesis"}, {"author": "A, B", "type": r"Bachelor{\textquoteright}s thesis", "school": "I"}),
        ("thesis", {"author": ["A, B"], "institution": "I"}, {"author": "A, B", "type": "Thesis", "school": "I"}),
        ("thesis", {"author": ["A, B"], "genre": "phdthesis"}, {"author": "A, B"}),
        ("report", {"author": ["A, B"], "publisher": "I", "genre": "techreport"}, {"author": "A, B", "institution": "I"}),
        ("report", {"author": ["A, B"], "institution": "I"}, {"author": "A, B", "type": "Report", "institution": "I"}),
        ("article", {"author": ["A, B"], "journaltitle": "J", "journalsubtitle": "S", "eid": "e1"}, {"author": "A, B", "journal": "J: S", "pages": "e1", "eid": "e1"}),
        ("book", {"author": ["A, B"], "editor": ["C, D"], "publisher": "P"}, {"author": "A, B", "editora": "C, D", "editoratype": "editor", "publisher": "P"}),
        ("book", {"author": ["A, B"], "publisher": "P", "volume": "1", "number": "2", "series": "S"}, {"author": "A, B", "publisher": "P", "volume": "1", "issue": "2", "series": "S"}),
        ("book", {"author": ["A, B"], "publisher": "P", "number": "2", "series": "S"}, {"author": "A, B", "publisher": "P", "number": "2", "series": "S"}),
        ("book", {"author": ["A, B"], "publisher": "P", "number": "2"}, {"author": "A, B", "publisher": "P", "issue": "2"}),
        ("inproceedings", {"author": ["A, B"], "eventtitle": "ICML 2015"}, {"author": "A, B", "booktitle": "{ICML} 2015", "eventtitle": "ICML 2015"}),
        ("incollection", {"author": ["A, B"], "maintitle": "M", "publisher": "P"}, {"author": "A, B", "booktitle": "{M}", "publisher": "P", "entrysubtype": None}),
        ("misc", {"author": ["A, B"], "date": "2017-21"}, {"author": "A, B", "year": "2017", "month": "Spring"}),
        ("misc", {"author": ["A, B"], "urldate": "2020-01-02", "origdate": "1900"}, {"author": "A, B", "urldate": "2020-01-02", "origdate": "1900"}),
        ("misc", {"author": ["A, B"], "language": "de", "title": "Über BERT"}, {"author": "A, B", "language": "de", "title": r"{{\"U}ber BERT}"}),
        ("misc", {"author": ["A, B"], "title": "Deep: Nets?", "subtitle": "Why"}, {"author": "A, B", "title": "Deep: Nets? Why"}),
        ("misc", {"author": ["A, B"], "doi": "10.1/a_b%23<x>", "url": "http://x.y/~a_b?c=d%20e&f#g{h}é^"}, {"author": "A, B", "doi": "10.1/a_b%23<x>", "url": "http://x.y/~a_b?c=d%20e&f#g%7Bh%7D%C3%A9%5E"}),
        ("misc", {"author": ["A, B"], "eprint": "x1", "eprinttype": "hdl"}, {"author": "A, B", "eprint": "x1", "archiveprefix": "hdl", "eprinttype": "hdl"}),
        ("misc", {"author": ["A, B"], "license": "CC0", "annotation": "n", "location": "L"}, {"author": "A, B", "copyright": "CC0", "annote": "n", "address": "L"}),
        ("misc", {"author": ["A, B"], "auther": "x", "pmid": "1"}, {"author": "A, B", "auther": "x", "pmid": "1"}),
        ("misc", {"author": ["A, B"], "groups": ["g"]}, {"author": "A, B"}),
        ("misc", {"author": ["A, B"], "keywords": ["R&D", "50%", "a_b #1"]}, {"author": "A, B", "keywords": "R&D, 50%, a_b #1"}),
        ("misc", {"title": "Title"}, {"title": "Title", "key": "Title"}),
        ("misc", {"title": "Title", "organization": "O & Co"}, {"title": "Title", "organization": r"O {\&} Co", "key": r"O {\&} Co"}),
        ("misc", {"title": "Title", "editor": ["A, B"]}, {"title": "Title", "editor": "A, B", "key": "Title"}),
        ("misc", {"title": "Title", "sortkey": "own"}, {"title": "Title", "key": "own"}),
        ("proceedings", {"title": "Title", "editor": ["A, B"]}, {"title": "Title", "editor": "A, B"}),
    ],
)  # fmt: skip
def test_fields(type_, fields, held):
    expected = {name: value for name, value in held.items() if value is not None}
    found = written(type_, **fields)[1]
    assert {name: value for name, value in found.items() if held.get(name, "") is not None} == expected


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        ("1", "First"),
        ("2", "Second"),
        ("3", "Third"),
        ("10", "Tenth"),
        ("11", "11th"),
        ("12", "12th"),
        ("22", "22nd"),
        ("Revised", "Revised"),
    ],
)
def test_editions_are_ordinals(number, ordinal):
    assert written("misc", author=["A, B"], edition=number)[1]["edition"] == ordinal


@pytest.mark.parametrize(
    ("date", "year", "month"),
    [
        ("1978/1979", "1978--1979", ""), ("2004/..", "2004--", ""), ("../2004", "--2004", ""), ("2009-06/2009-07", "2009", 'jun # "--" # jul'), ("2009-21/2009-22", "2009", "{Spring--Summer}"),
        ("-0299", "300 BC", ""), ("199X", "199X", ""), ("{Hilary Term 1998}", "Hilary Term 1998", ""), ("{in {Rome} & 5%}", r"in {\textbraceleft}Rome{\textbraceright} {\&} 5{\%}", ""),
    ],
)  # fmt: skip
def test_dates_that_bibtex_says_in_words(date, year, month):
    written = write([entry("k", "misc", author=["A, B"], date=date)])
    assert re.findall("year = {(.*)}", written.text) == [year]
    assert re.findall("month = (.*),", written.text) == ([month] if month else [])
    assert not written.lost


@pytest.mark.parametrize(("date", "why"), LOST_DATES)
def test_dates_that_bibtex_cannot_say_whole(date, why):
    assert write([entry("k", "misc", author=["A, B"], date=date)]).lost == (loss("k", "date", why, "date"),)


@pytest.mark.parametrize(
    ("type_", "fields", "loss"),
    [
        ("misc", {"keywords": ["a, b", "c"]}, loss("k", "keywords", "a word of the list holds a comma", "keywords")),
        ("misc", {"my field": "x"}, loss("k", "my field", "the format has no such field")),
        ("standard", {"entrysubtype": "norm"}, loss("k", "type", "written as @misc")),
    ],
)
def test_other_losses(type_, fields, loss):
    assert write([entry("k", type_, **fields)]).lost == (loss,)


def test_keys_that_bibtex_cannot_carry_are_errors():
    with pytest.raises(WriteError, match="my key"):
        write([entry("my key", "misc", title="T")])


def test_tex_of_the_user_that_would_break_the_file_is_an_error():
    with pytest.raises(WriteError, match=r"\[k\] title"):
        write([entry("k", "misc", title=r"<tex>\foo{</tex>")])


def test_control_characters_never_reach_the_file():
    text = write([Entry("k", "misc", {"title": literal_text("a\x1b[31m\u202eb\u200bc\nd")})]).text
    assert "title = {a [31mbc d}" in text


@pytest.mark.parametrize(
    "block",
    [
        "@ieeetranbstctl{ctl,\n  ctluse_url = {no},\n  ctlname_format_string = {{f.~}{vv~}{ll}{, jj}},\n}\n",
        "@control{achemso-control,\n  ctrl-article-title = {yes},\n}\n",
    ],
)
def test_what_sets_up_a_style_stays_what_it_is(block):
    """IEEEtran_bst_HOWTO, section VII; achemso, section 2.3: a block of another type would be printed as a work."""
    entries, _ = read_bib(block, "x")
    assert write(entries).text == block


def test_an_entry_stands_once_more_under_its_other_keys():
    """BibTeX knows no ``ids`` (docs/decisions/0017): what is cited by an old key must be found under it."""
    entries = [entry("new", "misc", title="T", ids=["old", "Other", "a b"]), entry("other", "misc", title="O")]
    written = write(entries)
    assert re.findall(r"@misc\{(.*),", written.text) == ["new", "old", "other"]
    assert [(one.key, one.field) for one in written.lost] == [("new", "ids")] * 3
    assert any("'Other'" in one.message for one in written.lost)
    read, problems = read_bib(written.text, "x")
    assert ([one.key for one in read], problems) == (["new", "other"], ())
    assert read[0].words("ids") == ("old", "Other")


def test_another_work_under_a_key_of_ids_is_no_repetition():
    read, _ = read_bib("@misc{a, ids = {b}, title = {A}}\n@misc{b, title = {B}}", "x")
    assert [one.key for one in read] == ["a", "b"]
