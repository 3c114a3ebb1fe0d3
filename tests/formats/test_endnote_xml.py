"""EndNote's XML: expected files and readings after its DTD (RSXML.dtd) and what EndNote exports."""

import xml.etree.ElementTree as ET

import pytest

from refexport.formats import FORMATS
from refexport.model.date import Date
from refexport.model.entry import Entry, parse_value
from refexport.model.name import Name
from refexport.model.text import print_text

FORM = FORMATS["endnote"]

LIBRARY = """<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE xml SYSTEM "RSXML.dtd"><xml><records>
<record><database name="L.enl" path="C:\\L.enl">L.enl</database><source-app name="EndNote" version="20.2">EndNote</source-app>
<rec-number>12</rec-number><foreign-keys><key app="EN" db-id="abc">12</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal" font="default" size="100%">Doe, J. M.</style></author>
<author>World Health Organization,</author></authors></contributors>
<titles><title><style face="normal">Growth of </style><style face="italic">E. coli</style></title>
<secondary-title>N Engl J Med</secondary-title><alt-title>The New England journal of medicine</alt-title></titles>
<pages>123-8</pages><volume>12</volume><number>3</number><section>123</section>
<keywords><keyword>one&#xD;two</keyword></keywords>
<dates><year>2018</year><pub-dates><date>Oct 12</date></pub-dates></dates>
<isbn>1533-4406 (Electronic)</isbn><accession-num>26017442</accession-num>
<urls><related-urls><url>https://doi.org/10.1056/NEJMoa1</url></related-urls>
<pdf-urls><url>internal-pdf://1/a.pdf</url></pdf-urls></urls>
<electronic-resource-num>https://doi.org/10.1056/NEJMoa1</electronic-resource-num>
<remote-database-name>Medline</remote-database-name><label>doe2018</label></record>
<record><misc1/></record>
<record><ref-type>6</ref-type><titles><title>Second</title></titles><misc1>spare</misc1></record>
</records></xml>
"""


def read(text):
    return FORM.read(text, "l.xml")


def test_a_record_is_read_whole():
    article = read(LIBRARY).entries[0]
    assert (article.key, article.type) == ("doe2018", "article")
    assert article.names("author") == (Name("Doe", "J. M."), Name(literal="World Health Organization"))
    assert print_text(article.text("title")) == "Growth of <i>E. coli</i>"
    assert article.date() == Date(2018, 10, 12)
    assert article.words("keywords") == ("one", "two")
    fields = "journaltitle shortjournal pages volume number pmid doi url file".split()
    assert [article.plain(field) for field in fields] == [
        "The New England journal of medicine", "N Engl J Med", "123--8", "12", "3", "26017442", "10.1056/nejmoa1",
        "https://doi.org/10.1056/NEJMoa1", "internal-pdf://1/a.pdf",
    ]  # fmt: skip


def test_entries_have_the_lines_of_their_records_and_messages_their_own():
    found, problems = read(LIBRARY)
    assert found.lines == (2, 18)
    assert [(one.line, one.key, one.value) for one in problems] == [
        (16, "doe2018", "Medline"), (17, "", "<record> <misc1/> </record>"), (18, "", "spare"),
    ]  # fmt: skip


def test_a_record_that_holds_nothing_is_kept_as_it_stands():
    (part,) = read(LIBRARY).entries.unread
    assert (part.line, part.why) == (17, "record 2 is empty")
    assert part.text.split() == ["<record>", "<misc1/>", "</record>"]


BROKEN = """<xml><records>
<record><titles><title>One <i>and more</title></titles><notes>a note</notes></record>
<record><titles><title>Two & three</title></titles></record>
<record><titles><title>Four <at home> five</title></titles></record>
words between
<record><titles><title>Six</title></titles></record>
<record><titles><title>Cut off"""


def test_a_broken_record_takes_no_other_with_it():
    found, problems = read(BROKEN)
    titles = ["One and more", "Two three", "Four five", "Six", "Cut off"]
    assert [one.plain("title") for one in found] == titles
    assert found.lines == (2, 3, 4, 6, 7)
    faults = {(one.line, one.message.partition(":")[0]) for one in problems if "no well-formed XML" in one.message}
    assert faults == {(2, "record 1"), (3, "record 2"), (4, "record 3"), (7, "record 5")}
    assert {one.value for one in problems} >= {"a note", "words between", "home"}


def test_an_entity_of_the_document_brings_no_file_in():
    text = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><records><record><titles><title>x &a;</title></titles></record></records></xml>'
    found, _ = read(text)
    assert "root" not in found[0].plain("title")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ('<author last-name="Doe" first-name="Jane" suffix="Jr."/>', Name("Doe", "Jane", suffix="Jr.")),
        ('<author corp-name="Some Group"/>', Name(literal="Some Group")),
    ],
)
def test_a_name_may_stand_in_attributes(author, name):
    found, _ = read(f"<record><contributors><authors>{author}</authors></contributors></record>")
    assert found[0].names("author") == (name,)


def test_words_outside_of_elements_are_named():
    _, problems = read("<records><record>loose <titles>here <title>T</title> there</titles></record></records>")
    assert {one.value for one in problems} == {"loose", "here there"}


def test_an_entry_is_written_as_the_dtd_has_it():
    fields = {
        "author": ["Doe, Jane"],
        "title": "A <i>b</i> & c",
        "journaltitle": "J",
        "date": "2018-10-12",
        "doi": "10.1000/182",
    }
    entry = Entry("k1", "article", {field: parse_value(field, value) for field, value in fields.items()})
    text, lost = FORM.write([entry])
    assert lost == ()
    (record,) = ET.fromstring(text).iterfind("records/record")
    order = "rec-number ref-type contributors titles periodical dates electronic-resource-num label".split()
    assert [one.tag for one in record] == order
    assert record.find("ref-type").attrib == {"name": "Journal Article"}
    assert record.findtext("ref-type") == "17"
    runs = [(one.get("face"), one.text) for one in record.iterfind("titles/title/style")]
    assert runs == [("normal", "A "), ("italic", "b"), ("normal", " & c")]
    assert record.findtext("contributors/authors/author/style") == "Doe, Jane"
    assert record.findtext("dates/pub-dates/date/style") == "Oct 12"


def test_the_order_of_elements_is_that_of_the_dtd():
    order = (
        "contributors auth-address titles periodical pages volume number num-vols edition section keywords dates "
        "pub-location publisher orig-pub isbn accession-num call-num electronic-resource-num abstract label notes "
        "research-notes work-type language urls access-date custom1 custom2 custom3 custom7"
    ).split()
    names = (
        "author title journaltitle pages volume number volumes edition date location publisher origtitle isbn library doi "
        "abstract note annotation genre language url urldate license eid keywords"
    ).split()
    values = {"author": ["Doe, J."], "date": "2018", "urldate": "2019", "keywords": ["a"]}
    entry = Entry("k", "article", {name: parse_value(name, values.get(name, "1")) for name in names})
    (record,) = ET.fromstring(FORM.write([entry]).text).iterfind("records/record")
    found = [one.tag for one in record][2:]
    assert found == [name for name in order if name in found]
