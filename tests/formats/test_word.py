"""Word's sources: the schema of ECMA-376 on what is written, bibutils' files, and what Word's own list holds."""

import subprocess

import pytest
from lxml import etree

from refexport.data.kinds import KINDS
from refexport.formats import FORMATS
from refexport.formats.word import ROWS, TYPES, read
from refexport.formats.word_xml import CORPORATE, NAMESPACE
from refexport.model.entry import print_value
from tests.formats.samples import BEYOND_T1, SAMPLES, entry

FORM = FORMATS["word"]

SOURCE_TYPES = frozenset(
    "ArticleInAPeriodical Book BookSection JournalArticle ConferenceProceedings Report SoundRecording Performance Art "
    "DocumentFromInternetSite InternetSite Film Interview Patent ElectronicSource Case Misc".split()
)
"""ST_SourceType (shared-bibliography.xsd)."""

ELEMENTS = frozenset(
    "AbbreviatedCaseNumber AlbumTitle Author BookTitle Broadcaster BroadcastTitle CaseNumber ChapterNumber City Comments "
    "ConferenceName CountryRegion Court Day DayAccessed Department Distributor Edition Guid Institution InternetSiteTitle "
    "Issue JournalName LCID Medium Month MonthAccessed NumberVolumes Pages PatentNumber PeriodicalTitle ProductionCompany "
    "PublicationTitle Publisher RecordingNumber RefOrder Reporter SourceType ShortTitle StandardNumber StateProvince Station "
    "Tag Theater ThesisType Title Type URL Version Volume Year YearAccessed".split()
)
"""Elements of CT_SourceType, in any order."""

ROLES = frozenset(
    "Artist Author BookAuthor Compiler Composer Conductor Counsel Director Editor Interviewee Interviewer Inventor Performer "
    "ProducerName Translator Writer".split()
)
"""Elements of CT_AuthorType; Author and Performer are CT_NameOrCorporateType, the others CT_NameType."""

SINCE_2013 = {"DOI"}
"""What Word writes beyond the standard."""


def names(element):
    return [etree.QName(child).localname for child in element]


def test_what_is_written_is_as_the_schema_says():
    every = [entry(f"k{n}", type_, title="T", author=["Doe, J."]) for n, type_ in enumerate(KINDS)]
    root = etree.fromstring(FORM.write([*SAMPLES, *BEYOND_T1, *every]).text.encode())
    assert root.tag == f"{{{NAMESPACE}}}Sources"
    for source in root:
        assert set(names(source)) <= ELEMENTS | SINCE_2013
        assert len(set(names(source))) == len(names(source))
        assert source.findtext("{*}SourceType") in SOURCE_TYPES
        for role in source.findall("{*}Author/*"):
            assert names(role) == ["NameList"] or (
                names(role) == ["Corporate"] and etree.QName(role).localname in CORPORATE
            )
            assert all(name == "Person" for one in role.findall("{*}NameList") for name in names(one))
            assert all(names(one) in (["Last"], ["Last", "First"], ["First"]) for one in role.findall("*/{*}Person"))


def test_the_rows_name_elements_of_the_schema():
    assert {row.target.partition("/")[0] for row in ROWS} - SINCE_2013 - {"ISSN"} <= ELEMENTS
    assert {row.target.partition("/")[2] for row in ROWS} - {""} <= ROLES
    assert set(TYPES.written.values()) <= SOURCE_TYPES
    assert set(TYPES.read) - {"Proceedings", "Conference"} == SOURCE_TYPES  # bibutils writes these two


BIB = """
@article{a1, author={Doe, Jane Mary and Roe, Richard}, title={The Title}, journal={J of X}, volume=3, number=4, pages={1--10},
  year=2019, month=mar, url={http://x.org}}
@book{b1, author={Doe, Jane}, title={Book}, publisher={P}, address={Pl}, edition=2, year=2001}
@techreport{r1, author={Doe, Jane}, title={Rep}, publisher={Institute}, year=2000}
"""


@pytest.mark.program("bib2xml", "xml2wordbib")
def test_what_bibutils_writes_for_word_is_read(tmp_path):
    (tmp_path / "in.bib").write_text(BIB)
    mods = subprocess.run(
        ["bib2xml", str(tmp_path / "in.bib")], capture_output=True, text=True, encoding="utf-8"
    ).stdout
    (tmp_path / "in.xml").write_text(mods, encoding="utf-8")
    done = subprocess.run(["xml2wordbib", str(tmp_path / "in.xml")], capture_output=True, text=True, encoding="utf-8")
    found, problems = read(done.stdout.lstrip("\ufeff"), "x")
    assert problems == ()
    article, book, report = found
    assert {field: print_value(field, value) for field, value in article.fields.items()} == {
        "author": ["Doe, Jane Mary", "Roe, Richard"], "title": "The Title", "journaltitle": "J of X", "date": "2019-03",
        "volume": "3", "number": "4", "pages": "1--10", "url": "http://x.org",
    }  # fmt: skip
    assert (article.type, book.type, report.type) == ("article", "book", "report")
    assert [book.plain(field) for field in ("publisher", "location", "edition")] == ["P", "Pl", "2"]


@pytest.mark.program("wordbib2xml", "xml2bib")
def test_bibutils_reads_what_is_written_for_word(tmp_path):
    """Names and dates it reads of no file, not even of its own."""
    work = entry("k1", "article", title="The Title", author=["Doe, Jane"], journaltitle="J of X", volume="3", date="2019",
                 pages="1--10")  # fmt: skip
    (tmp_path / "out.xml").write_text(FORM.write([work]).text, encoding="utf-8")
    mods = subprocess.run(
        ["wordbib2xml", str(tmp_path / "out.xml")], capture_output=True, text=True, encoding="utf-8"
    ).stdout
    (found,), _ = FORMATS["mods"].read(mods.lstrip("\ufeff"), "x")
    assert found.key == "k1"
    assert [found.plain(field) for field in ("title", "booktitle", "volume", "pages")] == [
        "The Title",
        "J of X",
        "3",
        "1--10",
    ]


def test_a_broken_source_stops_no_other_and_is_kept():
    head = f'<b:Sources xmlns:b="{NAMESPACE}">\n'
    text = f"{head}<b:Source><b:Tag>a</b:Tag><b:Title>A & B</b:Title></b:Source>\n"
    text += "<b:Source><b:Tag>b</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Good</b:Title></b:Source></b:Sources>"
    found, problems = read(text, "Sources.xml")
    assert ([one.key for one in found], found.lines) == (["b"], (3,))
    assert [(one.line, "A & B" in one.text) for one in found.unread] == [(2, True)]
    assert [one.line for one in problems] == [2]
