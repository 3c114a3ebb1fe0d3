"""Entries from RIS records, whoever wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.ris.ris import natural_type, read
from refexport.model.entry import Entry, print_value


def only(*lines):
    entries, problems = read("\n".join([*lines, "ER  - "]), "f.ris")
    assert len(entries) == 1
    return entries[0], problems


def spelled(*lines):
    entry, problems = only(*lines)
    assert problems == ()
    return entry.key, entry.type, {field: print_value(field, value) for field, value in entry.fields.items()}


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["TY  - JOUR", "ID  - k", "AU  - Gogh, Vincent", "T2  - J", "SP  - 1", "EP  - 10", "SN  - 1234-5679"], ("k", "article", {"author": ["Gogh, Vincent"], "journaltitle": "J", "pages": "1--10", "issn": "1234-5679"})),
        (["TY - JOUR", "TI - One", "ID - a"], ("a", "article", {"title": "One"})),
        (["TY  - JOUR", "A1  - van Gogh, Vincent, Jr.", "AU  - The Big Group", "AU  - OpenAI"], ("", "article", {"author": ["van Gogh, Jr., Vincent", "{The Big Group}", "{OpenAI}"]})),
        (["TY  - CONF", "C3  - B", "JF  - B", "T2  - E", "C1  - L", "CY  - L"], ("", "inproceedings", {"booktitle": "B", "eventtitle": "E", "location": "L"})),
        (["TY  - CPAPER", "T2  - E"], ("", "inproceedings", {"eventtitle": "E"})),
        (["TY  - CHAP", "T2  - B", "A2  - A, B"], ("", "incollection", {"booktitle": "B", "editor": ["A, B"]})),
        (["TY  - CHAP", "T2  - B"], ("", "inbook", {"booktitle": "B"})),
        (["TY  - BOOK", "A3  - A, B", "SP  - 300"], ("", "collection", {"editor": ["A, B"], "pagetotal": "300"})),
        (["TY  - EBOOK", "T2  - S", "SN  - 0-306-40615-2"], ("", "book", {"series": "S", "isbn": "0-306-40615-2"})),
        (["TY  - THES", "PB  - U", "M3  - PhD thesis"], ("", "thesis", {"institution": "U", "genre": "phdthesis"})),
        (["TY  - RPRT", "SN  - R-1", "M3  - White Paper"], ("", "report", {"number": "R-1", "genre": "White Paper"})),
        (["TY  - NEWS", "T2  - Times"], ("", "article", {"journaltitle": "Times", "entrysubtype": "newspaper"})),
        (["TY  - UNPB", "M2  - arXiv: 1703.03400", "M2  - type: preprint", "M2  - Citation Key: k"], ("k", "preprint", {"eprint": "1703.03400", "eprinttype": "arxiv"})),
        (["TY  - UNPB", "M2  - arXiv: nonsense"], ("", "unpublished", {"eprint": "nonsense"})),
        (["TY  - GEN", "M2  - type: document"], ("", "misc", {})),
        (["TY  - JOUR", "PY  - 2017", "DA  - 2017/03/09"], ("", "article", {"date": "2017-03-09"})),
        (["TY  - JOUR", "Y1  - 2017/3//"], ("", "article", {"date": "2017-03"})),
        (["TY  - JOUR", "DA  - 2017///Spring"], ("", "article", {"date": "2017-21"})),
        (["TY  - JOUR", "KW  - a, b"], ("", "article", {"keywords": ["a", "b"]})),
        (["TY  - JOUR", "KW  - a, b", "KW  - c"], ("", "article", {"keywords": ["a, b", "c"]})),
        (["TY  - JOUR", "TI  - A {b} <i>c</i> $x_1$ costs $5 and $6"], ("", "article", {"title": r"A \{b\} \<i>c\</i> $x_1$ costs \$5 and \$6"})),
        (["TY  - JOUR", "AB  - first", "second line", "  third"], ("", "article", {"abstract": "first second line third"})),
        (["TY  - JOUR", "N1  - one", "N1  - two"], ("", "article", {"note": "one; two"})),
        (["TY  - JOUR", "TI  - "], ("", "article", {})),
    ],
)  # fmt: skip
def test_records(lines, read):
    assert spelled(*lines) == read


def test_bom_line_ends_and_end_of_file():
    for text in (
        "\ufeffTY  - JOUR\r\nTI  - One\r\nER  - \r\n",
        "TY  - JOUR\rTI  - One\rER  -",
        "TY  - JOUR\nTI  - One\nER  - \n\x1a",
    ):
        entries, problems = read(text, "x")
        assert ([entry.plain("title") for entry in entries], problems) == (["One"], ())


def test_a_line_separator_is_no_line_end():
    entries, problems = read("TY  - JOUR\nTI  - One\u2028ER  - \x85\nER  - \n", "x")
    assert len(entries) == 1
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "field", "message"),
    [
        ("DB  - Scopus", "", "no field for DB"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(line, field, message):
    entry, problems = only("TY  - JOUR", "ID  - k", line)
    assert not entry.fields
    assert [(p.line, p.key, p.field, p.level) for p in problems] == [(3, "k", field, "warning")]
    assert message in problems[0].message


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2015", "DA  - Oct 12"], "2015-10-12"), (["PY  - 2015/00/00"], "2015"), (["PY  - 2015/october"], "2015-10"), (["PY  - October 2015"], "2015-10"),
        (["DA  - 2003///Jan-Mar"], "2003-01/2003-03"), (["PY  - 1999///"], "1999"), (["DA  - ///199X"], "199X"), (["PY  - 2015", "DA  - Hilary Term"], "{Hilary Term 2015}"),
        (["DA  - 2020/01/02/14:22:11"], "2020-01-02T14:22:11"), (["DA  - 2020-01-02T14:22:11Z"], "2020-01-02T14:22:11Z"), (["DA  - ///Hilary Term 1998"], "{Hilary Term 1998}"),
    ],
)  # fmt: skip
def test_dates_as_databases_write_them(lines, date):
    entry, _ = only("TY  - JOUR", *lines)
    assert {name: print_value(name, value) for name, value in entry.fields.items()} == {"date": date}


def test_other_information_beside_a_day_is_named():
    entry, problems = only("TY  - JOUR", "ID  - k", "DA  - 2001/05/21/Epub ahead of print")
    assert print_value("date", entry.fields["date"]) == "2001-05-21"
    assert [(p.field, p.value) for p in problems] == [("date", "2001/05/21/Epub ahead of print")]


@pytest.mark.parametrize(
    ("line", "field", "kept"),
    [("PY  - soon", "date", "{soon}"), ("PY  - 20211", "date", "{20211}"), ("Y2  - 2020/13/01", "urldate", "{2020-13-01}"), ("DA  - 2017/x/y", "date", "{2017/x/y}")],
)  # fmt: skip
def test_what_is_no_date_is_kept_as_words_and_named(line, field, kept):
    entry, problems = only("TY  - JOUR", "ID  - k", line)
    assert {name: print_value(name, value) for name, value in entry.fields.items()} == {field: kept}
    assert [(p.line, p.key, p.field, p.level) for p in problems] == [(3, "k", field, "warning")]
    assert "kept as it is written" in problems[0].message


def test_an_unknown_type_is_named():
    entry, problems = only("TY  - PREPRINT", "TI  - T")
    assert entry.type == "misc"
    assert [(p.value, p.level) for p in problems] == [("PREPRINT", "warning")]


def test_a_record_without_end_is_named_and_read():
    entries, problems = read("TY  - JOUR\nTI  - One\nER  - \nTY  - BOOK\nTI  - Two\n", "x")
    assert [entry.plain("title") for entry in entries] == ["One", "Two"]
    assert [(p.line, p.level) for p in problems] == [(4, "warning")]


def test_a_record_that_another_interrupts():
    entries, problems = read("TY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - ", "x")
    assert [entry.plain("title") for entry in entries] == ["One", "Two"]
    assert [(p.line, p.level) for p in problems] == [(1, "warning")]


def test_lines_outside_of_records_are_named():
    entries, problems = read("hello\nyou\n\n1.\nTY  - JOUR\nER  - \nbye", "x")
    assert len(entries) == 1
    assert [(p.line, p.value, p.level) for p in problems] == [
        (1, "hello", "warning"), (2, "you", "warning"), (4, "1.", "warning"), (7, "bye", "warning"),
    ]  # fmt: skip


def test_what_stands_between_records_is_kept_but_for_their_numbers():
    entries, _ = read("hello\nyou\n\n1.\nTY  - JOUR\nER  - \n<2>\nbye", "x")
    assert [(one.line, one.text) for one in entries.unread] == [(1, "hello\nyou"), (8, "bye")]


def test_a_record_without_its_type_is_read_as_misc():
    entries, problems = read("TI  - One\nAU  - Doe, Jane\nER  - \nTY  - JOUR\nTI  - Two\nER  - \n", "x")
    assert [(entry.type, entry.plain("title")) for entry in entries] == [("misc", "One"), ("article", "Two")]
    assert [(p.line, p.level) for p in problems] == [(1, "warning")]
    assert entries.lines == (1, 4)


def test_natural_types():
    assert natural_type("GEN", ["type: document"], Entry("k", "", {})) == "misc"
    assert natural_type("GEN", ["type: nonsense"], Entry("k", "", {})) == "misc"
    assert natural_type("XXXX", [], Entry("k", "", {})) == "misc"


@given(
    st.lists(
        st.sampled_from(
            [
                "TY  - JOUR",
                "TY  - ",
                "ER  - ",
                "AU  - ,,",
                "PY  - 2//",
                "PY  - ///",
                "SP  - ",
                "EP  - 1",
                "KW  - ,",
                "M2  - arXiv: ",
                "x",
                "",
                "T2  - $",
                "SN  - 1234-567X",
            ]
        ),
        max_size=12,
    )
)
def test_reading_is_total(lines):
    entries, problems = read("\n".join(lines), "x")
    assert len(entries) <= sum(not line.startswith("ER") for line in lines)
    assert all(problem.line >= 1 for problem in problems)
