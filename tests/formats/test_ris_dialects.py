"""RIS as programs and databases write it: what their own documentation and exports have under a tag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.formats.ris.records import KNOWN
from refexport.formats.ris.ris import read
from refexport.model.entry import print_value


def spelled(entry):
    return {field: print_value(field, value) for field, value in entry.fields.items()}


def only(text):
    (entry,), problems = read(text, "f.ris")
    return entry, problems


ENDNOTE = """\
TY  - JOUR
AD  - Dept of A, Town
AN  - 26017442
AU  - LeCun, Yann
AU  - Bengio, Yoshua
C2  - PMC1234567
C7  - e14539
DA  - 2015/05/28
DB  - PubMed
DO  - 10.1038/nature14539
ET  - 2015/05/29
IS  - 7553
J2  - Nature
KW  - learning
networks
vision
PY  - 2015
RN  - mine
SE  - 436
SN  - 1476-4687 (Electronic)
0028-0836 (Linking)
SP  - 436-444
ST  - Deep learning
T2  - Nature
TI  - Deep learning
UR  - https://www.ncbi.nlm.nih.gov/pubmed/26017442
VL  - 521
ID  - 12
ER  -
"""

OVID = """\
1.
TY  - JOUR
ID  - 26017442
T1  - Deep learning. [Review]
A1  - LeCun, Y
A1  - Bengio, Y
Y1  - 2015//
N2  - First sentence.
SP  - 436
EP  - 44
JF  - Nature
JA  - Nature
VL  - 521
IS  - 7553
CP  - 7553
M3  - https://dx.doi.org/10.1038/nature14539
UR  - https://ovidsp.ovid.com/x?a=1;b=2
ER  -

2.
"""

SCOPUS = """\
TY  - JOUR
TI  - A title
AU  - Doe, J.
T2  - The New England Journal of Medicine
J2  - N. Engl. J. Med.
PY  - 2020
VL  - 3
IS  - 2
C7  - 1234
DO  - https://doi.org/10.1000/ABC
UR  - https://www.scopus.com/inward/record.uri?eid=2-s2.0-1
PB  - Publisher
SN  - 00280836 (ISSN)
LA  - English
M3  - Article
DB  - Scopus
N1  - Export Date: 1 May 2020; Cited By: 5
ER  -
"""

EMBASE = """\
TY  - JOUR
T1  - A title
A1  - Doe J.
JF  - Journal of Things
JO  - J. Things
Y1  - 2019
VL  - 4
SP  - 1
EP  - 9
SN  - 1476-4687
SN  - 0028-0836
U2  - L1234567
C5  - 26017442
DB  - Embase
DO  - 10.1000/x
L2  - http://dx.doi.org/10.1000/x
ER  -
"""

MENDELEY = """\
TY  - JOUR
T1  - A title
A1  - Doe, Jane
Y1  - 2015/05/28/
N2  - An abstract
JF  - Journal
VL  - 1
L1  - file:///a.pdf
UR  - http://x.org/1
UR  - http://x.org/2
KW  - one
KW  - two
ER  -
"""

ZOTERO = """\
TY  - CHAP
TI  - A chapter
AU  - Doe, Jane
T2  - A book
A2  - Roe, Richard
A3  - Series, Ed
PY  - 2015
CY  - Town
SP  - 1
EP  - 9
PB  - Publisher
SN  - 978-0-306-40615-7
UR  - http://x.org/
Y2  - 2020/05/01/
M2  - PMID: 26017442
CN  - QA76
ER  -
"""


def test_endnote():
    entry, problems = only(ENDNOTE)
    found = spelled(entry)
    assert (entry.key, entry.type) == ("12", "article")
    assert (found["pages"], found["issn"], found["pmid"]) == ("436--444", "1476-4687 (Electronic)", "26017442")
    assert (found["pmcid"], found["eid"]) == ("PMC1234567", "e14539")
    assert found["keywords"] == ["learning", "networks", "vision"]
    assert "edition" not in found
    assert {(one.line, one.value) for one in problems} == {
        (2, "Dept of A, Town"),
        (9, "PubMed"),
        (11, "2015/05/29"),
        (20, "0028-0836 (Linking)"),
    }


def test_ovid():
    entry, problems = only(OVID)
    found = spelled(entry)
    assert found["author"] == ["LeCun, Y", "Bengio, Y"]
    assert (found["pages"], found["number"], found["doi"]) == ("436--44", "7553", "10.1038/nature14539")
    assert (found["journaltitle"], found["abstract"], found["date"]) == ("Nature", "First sentence.", "2015")
    assert found["url"] == "https://ovidsp.ovid.com/x?a=1;b=2"
    assert [(one.line, one.value, one.level) for one in problems] == [(1, "1.", "warning"), (20, "2.", "warning")]


def test_scopus():
    entry, problems = only(SCOPUS)
    found = spelled(entry)
    assert (found["doi"], found["eid"], found["issn"]) == ("10.1000/abc", "1234", "00280836 (ISSN)")
    assert (found["journaltitle"], found["shortjournal"]) == ("The New England Journal of Medicine", "N. Engl. J. Med.")
    assert found["note"] == "Export Date: 1 May 2020; Cited By: 5"
    assert [(one.line, one.value) for one in problems] == [(16, "Scopus")]


def test_embase():
    entry, problems = only(EMBASE)
    found = spelled(entry)
    assert (found["journaltitle"], found["shortjournal"]) == ("Journal of Things", "J. Things")
    assert (found["pmid"], found["doi"], found["issn"]) == ("26017442", "10.1000/x", "1476-4687")
    assert [(one.line, one.value) for one in problems] == [(11, "0028-0836"), (12, "L1234567"), (14, "Embase")]


WEB_OF_SCIENCE = """\
TY  - JOUR
AU  - Doe, J
TI  - A title
T2  - NATURE
J2  - NATURE
SN  - 0028-0836
SN  - 1476-4687
PY  - 2015
DA  - OCT 12
VL  - 521
IS  - 7553
SP  - 436
EP  - +
C7  - 123
DO  - 10.1038/nature14539
AN  - WOS:000355286600030
C2  - MAY 2015
PU  - NATURE PUBLISHING GROUP
ER  -
"""


def test_web_of_science():
    entry, problems = only(WEB_OF_SCIENCE)
    found = spelled(entry)
    assert found["date"].startswith("2015")  # a day without its year takes nothing from the year
    assert (found["issn"], found["doi"], found["volume"]) == ("0028-0836", "10.1038/nature14539", "521")
    named = {one.value for one in problems}
    assert {"1476-4687", "WOS:000355286600030", "MAY 2015", "NATURE PUBLISHING GROUP"} <= named


def test_mendeley():
    entry, problems = only(MENDELEY)
    found = spelled(entry)
    assert (found["title"], found["date"], found["abstract"]) == ("A title", "2015-05-28", "An abstract")
    assert (found["file"], found["url"]) == ("file:///a.pdf", "http://x.org/1")
    assert [(one.line, one.field, one.value) for one in problems] == [(10, "url", "http://x.org/2")]


def test_zotero():
    entry, problems = only(ZOTERO)
    found = spelled(entry)
    assert (entry.type, found["booktitle"], found["isbn"]) == ("incollection", "A book", "978-0-306-40615-7")
    assert (found["note"], found["library"], found["urldate"]) == ("PMID: 26017442", "QA76", "2020-05-01")
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("SP  - 123-130", {"pages": "123--130"}),
        ("SP  - 123-30", {"pages": "123--30"}),
        ("SP  - 12-1", {"pages": "12-1"}),  # one page, of chapter 12
        ("EP  - 130", {"pages": "130"}),
        ("SP  - 123-130\nEP  - 130", {"pages": "123--130"}),
        ("EP  - 130\nSP  - 123", {"pages": "123--130"}),
        ("AU  - Doe, J.; Roe, R.; Poe, E.", {"author": ["Doe, J.", "Roe, R.", "Poe, E."]}),
        ("AU  - Doe, J.\nRoe, R.", {"author": ["Doe, J.", "Roe, R."]}),
        ("AU  - Doe,\nJane", {"author": ["Doe, Jane"]}),
        ("KW  - one,\ntwo", {"keywords": ["one", "two"]}),
        ("AU  - Doe, J.\nAU  - et al.", {"author": ["Doe, J.", "others"]}),
        ("AU  - Doe, J.\nA1  - Doe, J.", {"author": ["Doe, J."]}),
        ("KW  - one; two; three", {"keywords": ["one", "two", "three"]}),
        ("DO  - doi:10.1000/X", {"doi": "10.1000/x"}),
        ("DI  - 10.1000/x", {"doi": "10.1000/x"}),
        ("L3  - http://dx.doi.org/10.1000/x", {"doi": "10.1000/x"}),
        ("LK  - http://x.org", {"url": "http://x.org"}),
        ("UR  - http://x.org;y", {"url": "http://x.org;y"}),
        ("T2  - N Engl J Med\nJF  - New England Journal of Medicine", {"journaltitle": "New England Journal of Medicine", "shortjournal": "N Engl J Med"}),
        ("T2  - Journal\nJO  - Jrnl", {"journaltitle": "Journal", "shortjournal": "Jrnl"}),
        ("JO  - Journal", {"journaltitle": "Journal"}),
        ("TI  - Title\nT1  - Title", {"title": "Title"}),
        ("AB  - One\nN2  - Two", {"abstract": "One", "annotation": "Two"}),
        ("AB  - One\nT1- and T2-weighted images", {"abstract": "One T1- and T2-weighted images"}),
        ("AB  - Cells were\nER  - positive", {"abstract": "Cells were ER - positive"}),
        ("M2  - arXiv: 1703.03400 [cs.LG]", {"eprint": "1703.03400", "eprinttype": "arxiv", "eprintclass": "cs.LG"}),
        ("AN  - 1703.03400\nM1  - 5", {"number": "5"}),
        ("SN  - 0028-0836", {"issn": "0028-0836"}),
        ("SN  - 9780306406157\nSN  - 0028-0836", {"isbn": "9780306406157", "issn": "0028-0836"}),
    ],
)  # fmt: skip
def test_what_a_line_of_an_article_gives(line, expected):
    entry, _ = only(f"TY  - JOUR\n{line}\nER  - \n")
    assert spelled(entry) == expected


@pytest.mark.parametrize(
    ("type_", "line", "expected"),
    [
        ("CONF", "JO  - Proceedings", {"booktitle": "Proceedings"}),
        ("EJOUR", "C3  - PMC12", {"pmcid": "PMC12"}),
        ("PAT", "SN  - 0028-0836", {"number": "0028-0836"}),
        ("RPRT", "M1  - 7", {"number": "7"}),
    ],
)
def test_what_a_line_means_by_its_type(type_, line, expected):
    entry, problems = only(f"TY  - {type_}\n{line}\nER  - \n")
    assert (spelled(entry), problems) == (expected, ())


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("TI  - One\nTI  - Two", [(3, "title", "Two")]),
        ("DO  - 10.1000/a\nDO  - 10.1000/b", [(3, "doi", "10.1000/b")]),
        ("IS  - 3\nM1  - 4", [(3, "number", "4")]),
        ("PY  - 2015\nY1  - 2014", [(3, "date", "2014")]),
        ("AD  - Town", [(2, "", "Town")]),
        ("ET  - 2015/05/29", [(2, "", "2015/05/29")]),
        ("SP  - 1\nSP  - 2", [(3, "pages", "2")]),
        ("M2  - Citation Key: a\nM2  - Citation Key: b", [(3, "", "Citation Key: b")]),
    ],
)
def test_a_value_without_a_place_is_named_at_its_line(lines, said):
    _, problems = only(f"TY  - JOUR\n{lines}\nER  - \n")
    assert [(one.line, one.field, one.value) for one in problems] == said
    assert all(one.level == "warning" for one in problems)
    assert all("record of line 1" in one.message or one.key for one in problems)


@pytest.mark.parametrize(
    "text",
    [
        "TY - JOUR\nTI - One\nER -",
        "TY  -JOUR\nTI  -One\nER  -",
        "ty  - JOUR\nti  - One\ner  -",
        "TY- JOUR\nTI- One\nER-",
        "TY\t-\tJOUR\nTI\t-\tOne\nER\t-\t",
        "  TY  - JOUR\n  TI  - One\n  ER  - ",
        "TY  - JOUR\nTY  - JOUR\nTI  - One\nER  - ",
        "\ufeffTY  - JOUR\n\nTI  - One\n\nER  - \n\n",
        "TY  - JOUR\nTI  -\nOne\nAB  - \nER  - ",
    ],
)
def test_lines_as_people_and_programs_write_them(text):
    entry, problems = only(text)
    assert (entry.type, spelled(entry), problems) == ("article", {"title": "One"}, ())


def test_of_two_types_in_a_row_the_second_counts():
    entry, problems = only("TY  - JOUR\nTY  - BOOK\nTI  - One\nER  - ")
    assert entry.type == "book"
    assert [(one.line, one.value) for one in problems] == [(1, "JOUR")]


def test_text_between_records_stops_nothing():
    entries, problems = read(f"<1>\n{MENDELEY}Provider: X\n{ZOTERO}", "f.ris")
    assert len(entries) == 2
    assert [one.line for one in problems if "outside" in one.message] == [1, 15]


WORDS = st.lists(
    st.sampled_from([f"word{letter}" for letter in "abcdefghijklmnop"] + ["Xyz, Abc", "2015", "-", "10.1000/q", "12"]),
    max_size=4,
).map(" ".join)
TAGS = [*sorted(KNOWN - {"TY", "ER", "PY", "Y1", "Y2", "DA", "YR", "M2"}), "ZZ", "X9"]
LINES = st.tuples(st.sampled_from(TAGS), WORDS).map(lambda pair: f"{pair[0]}  - {pair[1]}")
LOOSE = st.one_of(LINES, WORDS)
TYPES = ["JOUR", "BOOK", "CONF", "CHAP", "THES", "RPRT", "GEN", "PAT", "ELEC", "COMP", "XXXX", "EJOUR", "STAND"]


@given(st.lists(st.tuples(st.sampled_from(TYPES), st.lists(LOOSE, max_size=8)), max_size=3), st.booleans())
def test_every_word_of_a_source_stands_in_an_entry_or_a_message(sources, ended):
    end = "ER  - \n" if ended else ""
    text = "".join(f"TY  - {type_}\n" + "".join(f"{line}\n" for line in lines) + end for type_, lines in sources)
    entries, problems = read(text, "f.ris")
    kept = " ".join([*(str(spelled(one)) + one.key for one in entries), *(one.value for one in problems)])
    missing = set(re.findall(r"word[a-p]|Xyz|Abc|2015|10.1000/q", text)) - set(
        re.findall(r"word[a-p]|Xyz|Abc|2015|10.1000/q", kept)
    )
    assert not missing
