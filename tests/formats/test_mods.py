"""MODS: what bibutils, whose own format it is, writes and reads; and what catalogues and broken files hold."""

import re
import subprocess

import pytest

from refexport.formats import FORMATS
from refexport.formats.mods import read
from refexport.formats.readback import is_same
from refexport.model.entry import print_value
from tests.formats.samples import BEYOND_T1, SAMPLES, entry

FORM = FORMATS["mods"]

BIB = """
@article{a1, author={van Gogh, Vincent and {World Health Organization}}, title={The Title: A Sub}, journal={J of X},
  volume=3, number=4, pages={1--10}, year=2019, month=mar, doi={10.1000/x}, issn={1234-5679}, url={http://x.org},
  keywords={a; b}, abstract={Abs}, note={A note}, language={german}, eprint={1703.03400}, archiveprefix={arXiv},
  annote={Ann}}
@book{b1, author={Doe, Jane}, title={Book}, publisher={P}, address={Pl}, edition=2, year=2001,
  isbn={978-0-306-40615-7}, series={S}, volume=3, number=7}
@incollection{c1, author={Doe, Jane}, title={Ch}, booktitle={Book: Sub}, editor={Roe, Richard}, publisher={P}, pages={3},
  chapter=4, year=2000}
@inproceedings{p1, author={Doe, Jane}, title={Pa}, booktitle={Proc}, editor={Roe, Richard}, series={LNCS}, year=2000}
@phdthesis{t1, author={Doe, Jane}, title={Th}, school={MIT}, year=2000}
@mastersthesis{t2, author={Doe, Jane}, title={Th}, school={MIT}, year=2000}
@techreport{r1, author={Doe, Jane}, title={Rep}, institution={Institute}, number=5, year=2000}
@manual{m1, title={Man}, year=2000}
@unpublished{u1, author={Doe, Jane}, title={Un}, note={n}, year=2000}
@proceedings{pr1, editor={Doe, Jane}, title={Proc}, year=2000}
@inbook{i1, author={Doe, Jane}, title={In}, booktitle={BT}, chapter=3, year=2000}
"""

AS_WRITTEN = {
    "a1": "article author title subtitle journaltitle volume number pages date doi issn url keywords abstract note language "
    "eprint annotation",
    "b1": "book author title publisher location edition date isbn series volume number",
    "c1": "incollection author title booktitle booksubtitle editor publisher pages chapter date",
    "p1": "inproceedings author title booktitle editor series date",
    "t1": "thesis author title institution date genre",
    "t2": "thesis author title institution date genre",
    "r1": "report author title institution number date",
    "m1": "manual title date",
    "u1": "unpublished author title note date",
    "pr1": "proceedings editor title date",
    "i1": "inbook author title booktitle chapter date",
}
"""key -> the type, and the fields that the .bib has."""

VALUES = {
    "a1": {"subtitle": "A Sub", "date": "2019-03", "pages": "1--10", "eprint": "1703.03400", "language": "de",
           "author": ["van Gogh, Vincent", "{World Health Organization}"], "keywords": ["a", "b"], "annotation": "Ann"},
    "b1": {"series": "S", "number": "7", "edition": "2", "isbn": "978-0-306-40615-7", "location": "Pl"},
    "c1": {"booktitle": "Book", "booksubtitle": "Sub", "editor": ["Roe, Richard"], "chapter": "4", "pages": "3"},
    "p1": {"series": "LNCS", "booktitle": "Proc"},
    "t1": {"genre": "phdthesis", "institution": "MIT"},
    "t2": {"genre": "mathesis"},
    "r1": {"institution": "Institute", "number": "5"},
}  # fmt: skip


@pytest.mark.program("bib2xml")
def test_what_bibutils_writes_of_a_bib_is_read_as_the_bib_says(tmp_path):
    (tmp_path / "in.bib").write_text(BIB)
    done = subprocess.run(["bib2xml", str(tmp_path / "in.bib")], capture_output=True, text=True, encoding="utf-8")
    found, problems = read(done.stdout.lstrip("\ufeff"), "x")
    assert [problem for problem in problems if problem.level != "note"] == []
    assert [one.key for one in found] == list(AS_WRITTEN)
    for one in found:
        type_, *fields = AS_WRITTEN[one.key].split()
        assert (one.key, one.type) == (one.key, type_)
        assert [field for field in fields if not one.has(field)] == []
        for field, value in VALUES.get(one.key, {}).items():
            assert print_value(field, one.fields[field]) == value


CORE = (
    "author",
    "editor",
    "title",
    "journaltitle",
    "booktitle",
    "date",
    "volume",
    "number",
    "pages",
    "doi",
    "isbn",
    "publisher",
)

KNOWN = {
    "author": "many2012 openai2023 openlab2022 pytorch2019 who2020 curly2010 gogh1888 ames1985 kings1963 moreau2021 wang2018",
    "title": "chem2005 salt1996 roman1990 quill2003 signs2009 goodfellow2016 owl2015",
    "date": "range2017 season2017",
    "publisher": "poole1993",
}
"""field -> keys of which xml2bib writes less: it has no 'and others', no braces round groups and no place for Jr. and
ORCID iDs, cuts at "and", has no markup, takes ~ and \\\\ for TeX, joins title and subtitle, knows no
ranges and seasons."""


@pytest.mark.program("xml2bib")
def test_bibutils_reads_the_core_of_what_is_written(tmp_path):
    entries = [*SAMPLES, *BEYOND_T1]
    (tmp_path / "out.mods").write_text(FORM.write(entries).text, encoding="utf-8")
    command = ["xml2bib", "-i", "unicode", "-o", "unicode", "--no-latex", str(tmp_path / "out.mods")]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    found = {one.key: one for one in FORMATS["bibtex"].read(done.stdout.lstrip("\ufeff"), "x").entries}
    assert [one.key for one in entries if one.key not in found] == []
    known = {(field, key) for field, keys in KNOWN.items() for key in keys.split()}
    differing = {
        (field, one.key)
        for one in entries
        for field in CORE
        if one.has(field) and not is_same(field, one.fields[field], found[one.key].fields.get(field))
    }
    assert differing == known


def test_a_record_of_the_library_of_congress():
    record = """<mods xmlns="http://www.loc.gov/mods/v3" version="3.7">
      <titleInfo usage="primary"><nonSort>The</nonSort><title>sound and the fury</title></titleInfo>
      <name type="personal" usage="primary"><namePart>Faulkner, William</namePart>
        <namePart type="date">1897-1962</namePart>
        <role><roleTerm type="text">author</roleTerm></role></name>
      <typeOfResource>text</typeOfResource><genre authority="marcgt">novel</genre>
      <originInfo><place><placeTerm type="code" authority="marccountry">nyu</placeTerm></place>
        <place><placeTerm type="text">New York</placeTerm></place><publisher>Random House</publisher>
        <dateIssued>c1956</dateIssued><dateIssued encoding="marc">1956</dateIssued><issuance>monographic</issuance></originInfo>
      <language><languageTerm authority="iso639-2b" type="code">eng</languageTerm></language>
      <subject authority="lcsh"><topic>Brothers</topic><topic>Fiction</topic></subject>
      <identifier type="lccn">56009712</identifier>
      <recordInfo><recordIdentifier source="DLC">5805717</recordIdentifier></recordInfo></mods>"""
    (found,), problems = read(record, "x.mods")
    assert {field: print_value(field, value) for field, value in found.fields.items()} == {
        "author": ["Faulkner, William"], "title": "The sound and the fury", "date": "1956", "publisher": "Random House",
        "location": "New York", "genre": "novel", "language": "en", "keywords": ["Brothers -- Fiction"],
    }  # fmt: skip
    assert found.type == "book"
    assert {(one.line, one.value) for one in problems} == {
        (4, "1897-1962"),
        (7, "nyu"),
        (12, "56009712"),
        (13, "5805717"),
    }


def test_a_broken_record_stops_no_other_and_is_kept():
    text = '<modsCollection>\n<mods ID="a"><titleInfo><title>A & B</title></titleInfo></mods>\n<mods ID="b">'
    text += "<titleInfo><title>Good</title></titleInfo></mods>\n</modsCollection>\n"
    found, problems = read(text, "x.mods")
    assert [one.key for one in found] == ["b"]
    assert found.lines == (3,)
    (unread,) = found.unread
    assert (unread.line, "A & B" in unread.text) == (2, True)
    assert [(one.line, "A & B" in one.value) for one in problems] == [(2, True)]


def test_what_is_no_mods_is_said():
    found, (problem,) = read("<html><body>no</body></html>", "x.mods")
    assert found == ()
    assert "html" in problem.message


def test_no_file_of_the_machine_comes_in():
    text = '<!DOCTYPE mods [<!ENTITY x SYSTEM "file:///etc/passwd">]><mods><titleInfo><title>A &x;</title></titleInfo></mods>'
    found, _ = read(text, "x.mods")
    assert not any("root:" in one.plain("title") for one in found)


def test_cite_keys_that_are_no_xml_ids_come_back():
    entries = [entry(key, "misc", title="T") for key in ("a/b:c", "1st", "é", "dup")]
    text = FORM.write(entries).text
    assert [one.key for one in read(text, "x").entries] == ["a/b:c", "1st", "é", "dup"]
    assert re.findall(r'ID="([^"]*)"', text) == ["dup"]


ZOTERO = """<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>
<titleInfo><title>On Owls</title></titleInfo><typeOfResource>text</typeOfResource>
<genre authority="local">journalArticle</genre><genre authority="marcgt">article</genre>
<name type="personal"><namePart type="family">Doe</namePart><namePart type="given">Jane</namePart>
<role><roleTerm type="code" authority="marcrelator">aut</roleTerm></role></name>
<location><url usage="primary display" dateLastAccessed="2016-03-01T10:00:00Z">https://owls.example/1</url></location>
<identifier type="doi">10.1000/owl</identifier>
<relatedItem type="host"><titleInfo><title>Journal of Owls</title></titleInfo>
<titleInfo type="abbreviated"><title>J. Owls</title></titleInfo>
<originInfo><issuance>continuing</issuance><dateIssued>2016-02</dateIssued></originInfo><genre authority="marcgt">periodical</genre>
<identifier type="issn">1234-5679</identifier><part><detail type="volume"><number>3</number></detail>
<detail type="issue"><number>4</number></detail><extent unit="pages"><start>1</start><end>9</end></extent></part></relatedItem>
<subject><topic>owls</topic></subject></mods></modsCollection>"""

DSPACE = """<mods:mods xmlns:mods="http://www.loc.gov/mods/v3">
<mods:name><mods:role><mods:roleTerm type="text">author</mods:roleTerm></mods:role><mods:namePart>Doe, Jane</mods:namePart></mods:name>
<mods:originInfo><mods:dateIssued encoding="iso8601">2010-05</mods:dateIssued></mods:originInfo>
<mods:identifier type="uri">https://repository.example/1/2</mods:identifier><mods:abstract>Few words.</mods:abstract>
<mods:language><mods:languageTerm authority="rfc3066">en_US</mods:languageTerm></mods:language>
<mods:subject><mods:topic>owls</mods:topic></mods:subject>
<mods:titleInfo><mods:title>On Owls</mods:title></mods:titleInfo><mods:genre>Thesis</mods:genre></mods:mods>"""


@pytest.mark.parametrize(
    ("text", "type_", "fields"),
    [
        (ZOTERO, "article", {
            "author": ["Doe, Jane"], "title": "On Owls", "journaltitle": "Journal of Owls", "shortjournal": "J. Owls",
            "date": "2016-02", "volume": "3", "number": "4", "pages": "1--9", "issn": "1234-5679", "doi": "10.1000/owl",
            "url": "https://owls.example/1", "urldate": "2016-03-01T10:00:00Z", "keywords": ["owls"],
        }),
        (DSPACE, "thesis", {
            "author": ["Doe, Jane"], "title": "On Owls", "date": "2010-05", "url": "https://repository.example/1/2",
            "abstract": "Few words.", "language": "en-US", "keywords": ["owls"],
        }),
    ],
    ids=["zotero", "dspace"],
)  # fmt: skip
def test_what_programs_write(text, type_, fields):
    (found,), problems = read(text, "x.mods")
    assert problems == ()
    assert (found.type, {field: print_value(field, value) for field, value in found.fields.items()}) == (type_, fields)
