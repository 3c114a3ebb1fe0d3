"""Crossref: answers in the shape of its REST API; expected values are read off the works' landing pages by hand."""

import json

import pytest

from refexport.errors import UnavailableError
from refexport.model.entry import REFERENCE, Entry, parse_value
from refexport.registries import crossref
from refexport.registries.service import Answer
from tests.registries.conftest import own, spelled

WORKS = {
    "article_has-preprint": {
        "type": "article",
        "title": "An Algorithm for Template-Based Prediction of Secondary Structures of Individual RNA Sequences",
        "journaltitle": "Frontiers in Genetics", "shortjournal": "Front. Genet.", "publisher": "Frontiers Media SA",
        "author": ["Pánek, Josef", "Modrák, Martin", 3], "date": "2017-10-10", "volume": "8", "issn": "1664-8021",
        "doi": "10.3389/fgene.2017.00147",
    },
    "article_number_aps": {
        "type": "article", "title": "Prediction of a Large-Gap and Switchable Kane-Mele Quantum Spin Hall Insulator",
        "journaltitle": "Physical Review Letters", "shortjournal": "Phys. Rev. Lett.",
        "publisher": "American Physical Society (APS)", "author": ["Marrazzo, Antimo", "Gibertini, Marco", 3],
        "date": "2018-03-13", "volume": "120", "number": "11", "eid": "117701", "issn": "0031-9007", "language": "en",
        "doi": "10.1103/physrevlett.120.117701",
    },
    "book_yearonly": {
        "type": "book", "title": "Wide Area Workflow Management", "series": "Computer Supported Cooperative Work",
        "publisher": "Springer London", "location": "London", "author": ["Riempp, Gerold"], "date": "1998",
        "isbn": "9783540762430", "issn": "1431-1496", "doi": "10.1007/978-1-4471-1578-6",
    },
    "chapter_de_gruyter": {
        "type": "incollection", "title": "Gender and public space in a bilingual school",
        "booktitle": "Multilingualism, Second Language Learning, and Gender", "publisher": "DE GRUYTER MOUTON",
        "author": ["Heller, Monica"], "date": "2001-12-31", "pages": "257--282", "isbn": "9783110170269",
        "doi": "10.1515/9783110889406.257",
    },
    "component_notitle": {
        "type": "misc", "publisher": "Public Library of Science (PLoS)", "doi": "10.1371/journal.pmed.0030277.g001",
    },
    "dataset_caps": {
        "type": "dataset",
        "title": "THE CRYSTAL STRUCTURE OF HUMAN DEOXYHAEMOGLOBIN AT 1.74 ANGSTROMS RESOLUTION: 4hhb",
        "publisher": "Worldwide Protein Data Bank", "author": ["Fermi, G.", "Perutz, M.F."], "date": "1984-03-07",
        "doi": "10.2210/pdb4hhb/pdb",
    },
    "edited_book_no_author": {
        "type": "collection", "title": "Multilingualism, Second Language Learning, and Gender",
        "editor": ["Pavlenko, Aneta", "Blackledge, Adrian", 3], "publisher": "DE GRUYTER MOUTON", "date": "2001-12-31",
        "isbn": "9783110170269", "doi": "10.1515/9783110889406",
    },
    "grant": {
        "type": "misc",
        "title": "Single-particle cryo-EM structural analysis of Q-dependent transcription antitermination",
        "publisher": "Office of Scientific and Technical Information (OSTI)", "date": "2019-04-15",
        "doi": "10.46936/cpcy.proj.2019.50733/60006578",
    },
    "ieee_nulldate": {
        "type": "inproceedings", "title": "Accurate and explicit differentiation of wireless and congestion losses",
        "booktitle": "23rd International Conference on Distributed Computing Systems Workshops, 2003. Proceedings.",
        "eventtitle": "23rd International Conference on Distributed Computing Systems Workshops, 2003.",
        "venue": "Providence, Rhode Island, USA", "publisher": "IEEE", "author": ["Arya, V.", "Turletti, T."],
        "pages": "877--882", "doi": "10.1109/icdcsw.2003.1203662",
    },
    "proceedings_article": {
        "type": "inproceedings",
        "title": "Vector Quotient Filters: Overcoming the Time/Space Trade-Off in Filter Design",
        "booktitle": "Proceedings of the 2021 International Conference on Management of Data",
        "eventtitle": "SIGMOD/PODS '21: International Conference on Management of Data", "venue": "Virtual Event China",
        "publisher": "ACM", "location": "New York, NY, USA", "author": ["Pandey, Prashant", "Conway, Alex", 3],
        "date": "2021-06-09", "pages": "1386--1399", "doi": "10.1145/3448016.3452841",
    },
    "reference_book_edition": {
        "type": "reference", "title": "Audio Anecdotes II", "editor": ["Greenebaum, Ken", "Barzel, Ronen"],
        "publisher": "A K Peters/CRC Press", "isbn": "9781439864852", "language": "en", "date": "2004-10-01",
        "doi": "10.1201/9781439864852",
    },
    "report_nist": {
        "type": "report", "institution": "National Institute of Standards and Technology",
        "location": "Gaithersburg, MD",
        "title": "Voices of first responders - examining public safety communication problems and requested "
        "functionality: findings from user-centered interviews, phase 1, volume 2",
        "author": ["Dawkins, Shanee", "Choong, Yee-Yin", 3], "date": "2019-03", "doi": "10.6028/nist.ir.8245",
    },
    "standard_ieee_noauthor": {
        "type": "standard", "title": "IEEE Standard for Software Quality Assurance Processes", "date": "2014-03-27",
        "organization": "Software & Systems Engineering Standards Committee of the IEEE Computer Society",
        "publisher": "IEEE", "location": "Piscataway, NJ, USA", "isbn": "9780738191683",
        "doi": "10.1109/ieeestd.2014.6835311",
    },
}  # fmt: skip
"""Works whose record is written out in full: nothing else may be in it."""

PARTLY = {
    "author_no_given": {
        "author": ["Stravopodis"], "date": "2009-06-26", "issn": "1019-6439", "doi": "10.3892/ijo_00000353",
    },
    "caps_apj": {
        "title": "THE CHANDRA COSMOS LEGACY SURVEY: OVERVIEW AND POINT SOURCE CATALOG", "shortjournal": "ApJ",
        "author": ["Civano, F.", {"family": "Marchesi", "given": "S.", "orcid": "0000-0001-5544-0749"}, 3],
        "date": "2016-03-01", "volume": "819", "number": "1", "pages": "62", "doi": "10.3847/0004-637x/819/1/62",
    },
    "caps_authors": {
        "author": ["LARCHUK, T. S.", "TEICH, M. C.", 3], "journaltitle": "Annals of the New York Academy of Sciences",
        "date": "1995-04", "pages": "680--686", "doi": "10.1111/j.1749-6632.1995.tb39009.x",
    },
    "caps_authors_text": {"title": "A watermelon without seeds: A case study in rhetorical rationality",
    "date": "2001-01-18", "doi": "10.1515/text.2001.011",
    },
    "chapter_two_containers": {
        "type": "incollection", "title": "Climate Change and Increasing Risk of Extreme Heat",
        "booktitle": "Human Health and Physical Activity During Heat Exposure",
        "series": "SpringerBriefs in Medical Earth Sciences", "date": "2018", "pages": "1--13", "location": "Cham", "doi": "10.1007/978-3-319-75889-3_1",
    },
    "collaboration_first": {
        "title": "<i>Gaia</i> Early Data Release 3: Summary of the contents and survey properties",
        "journaltitle": "Astronomy & Astrophysics", "author": ["{Gaia Collaboration}", "Brown, A. G. A.", 3],
        "date": "2021-05", "volume": "649", "eid": "A1", "doi": "10.1051/0004-6361/202039657",
    },
    "consortium_star_family": {
        "author": ["{The Tabula Sapiens Consortium}", "Jones, Robert C.", 3], "date": "2022-05-13", "number": "6594", "doi": "10.1126/science.abl4896",
    },
    "container_ampersand": {"journaltitle": "Seminars in Cell & Developmental Biology", "pages": "116--124",
    "date": "2017-04", "doi": "10.1016/j.semcdb.2016.08.024",
    },
    "dissertation_nulldate": {
        "type": "thesis", "genre": "phdthesis", "institution": "The University of Queensland", "date": "2020-05-25",
        "author": [{"family": "Collingwood", "given": "Patricia Maree", "orcid": "0000-0003-3086-4443"}], "doi": "10.14264/uql.2020.791",
    },
    "fake_10.65215": {
        "type": "preprint", "title": "Attention Is All You Need", "date": "2025-08-23", "doi": "10.65215/ysbyhc05",
    },
    "mathml_title": {
        "title": r"Near-Unitary Spin Squeezing in ${}^{171}\mathrm{Yb}$", "date": "2019-06-05", "doi": "10.1103/physrevlett.122.223203",
    },
    "multiple_isbn_papis": {
        "type": "incollection", "booktitle": "Hyperbolic Problems: Theory, Numerics, Applications",
        "author": ["Bouchut, François", "James, François"], "isbn": "9783034897426", "language": "en", "date": "1999", "doi": "10.1007/978-3-0348-8720-5_13",
    },
    "org_author": {
        "author": ["Liu, Siyang", "{The Genome Denmark Consortium}", 3], "eid": "64", "volume": "4", "number": "1",
        "date": "2015-12", "issn": "2047-217X", "doi": "10.1186/s13742-015-0103-4",
    },
    "original_title_ja": {
        "type": "article", "title": "自律神経・循環器応答", "pages": "60", "volume": "56", "date": "2007",
        "shortjournal": "Tairyoku Kagaku", "doi": "10.7600/jspfsm.56.60",
    },
    "particle": {
        "journaltitle": "D-Lib Magazine", "number": "1/2", "author": ["Burton, Adrian", "Aryani, Amir", 3], "doi": "10.1045/january2017-burton",
    },
    "pone_updated-by": {
        "journaltitle": "PLoS ONE", "eid": "e33693", "volume": "7", "number": "3", "date": "2012-03-21",
        "editor": ["Borlongan, Cesario V."], "doi": "10.1371/journal.pone.0033693",
    },
    "preprint_biorxiv_markup": {
        "type": "preprint", "organization": "bioRxiv", "publisher": "openRxiv", "date": "2020-12-01",
        "title": "Identification of a novel cationic glycolipid in <i>Streptococcus agalactiae</i> "
        "that contributes to brain entry and meningitis", "doi": "10.1101/2020.12.01.406702",
    },
    "preprint_double_escaped": {
        "title": "The Atmospheric Bridge Communicated the δ<sup>13</sup>C Decline during the Last Deglaciation "
        "to the Global Upper Ocean", "publisher": "Copernicus GmbH", "date": "2020-07-28", "doi": "10.5194/cp-2020-95",
    },
    "preprint_is-preprint-of": {
        "type": "preprint", "title": "A Data Citation Roadmap for Scholarly Data Repositories", "doi": "10.1101/097196",
    },
    "proceedings_entity": {
        "type": "proceedings", "isbn": "9781450304641",
        "title": "Proceedings of the 2011 International Conference on Communication, Computing & Security", "doi": "10.1145/1947940",
    },
    "retraction_notice_trimmed": {"type": "article", "journaltitle": "The Lancet", "date": "2010-02",
    "issn": "0140-6736", "doi": "10.1016/s0140-6736(10)60175-4",
    },
    "sici_angle_entity": {
        "title": "Relocating the site of frozen sections?Is there room for improvement?", "journaltitle": "Head & Neck",
        "shortjournal": "Head Neck", "date": "2001-03", "pages": "230--232",
        "doi": "10.1002/1097-0347(200103)23:3<230::aid-hed1023>3.0.co;2-v",
    },
    "sici_caps_title": {
        "journaltitle": "Ecology", "date": "2006-11", "pages": "2832--2841",
        "doi": "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2",
    },
    "suffix_jr": {
        "author": ["Lieber, Richard L.", "Jacks, Thomas M.", 3], "pages": "519--527", "date": "1997-07", "doi": "10.1002/jor.1100150407",
    },
    "tex_in_title": {
        "title": r"Approximation by Combinations of ReLU and Squared ReLU Ridge Functions With $\ell^1$ and "
        r"$\ell^0$ Controls", "doi": "10.1109/tit.2018.2874447",
    },
    "tex_newline_title_aas": {
        "title": r"Evolutionary tracks and isochrones for low- and intermediate-mass stars: From 0.15 to 7 "
        r"$M_{\odot}$, "
        "and from $Z=0.0004$ to 0.03", "date": "2000-02", "volume": "141", "number": "3", "pages": "371--383", "doi": "10.1051/aas:2000126",
    },
    "title_tag_in_title": {
        "type": "inproceedings", "title": "HIRES: the high-resolution echelle spectrometer on the Keck 10-m Telescope",
        "booktitle": "Instrumentation in Astronomy VIII", "series": "SPIE Proceedings", "volume": "2198",
        "eventtitle": "1994 Symposium on Astronomical Telescopes & Instrumentation for the 21st Century",
        "venue": "Kailua, Kona, HI", "author": ["Vogt, Steven S.", "Allen, Steven L.", 3], "date": "1994-06-01", "doi": "10.1117/12.176725",
    },
    "two_titles_de_en": {
        "title": "Penisverletzung durch eine Moulinette: Folge einer autoerotischen Selbstverstümmelung",
        "journaltitle": "Der Urologe", "shortjournal": "Urologe", "language": "de", "date": "2007-07", "doi": "10.1007/s00120-007-1345-2",
    },
}  # fmt: skip
"""Works of which some fields are looked at."""

EXPECTED = WORKS | PARTLY


@pytest.fixture(scope="module")
def works():
    """DOI -> record of our list of works."""
    return crossref.parse(own("crossref/works.json"), [fields["doi"] for fields in EXPECTED.values()])


@pytest.mark.parametrize("name", EXPECTED)
def test_a_work_gives_these_fields(works, name):
    doi = EXPECTED[name]["doi"]
    assert (works[doi].id, works[doi].service) == (f"doi:{doi}", "crossref")
    found = spelled(works[doi])
    assert {field: found.get(field) for field in EXPECTED[name]} == EXPECTED[name]
    assert name not in WORKS or set(found) == set(WORKS[name])


def test_every_work_is_expected():
    items = json.loads(own("crossref/works.json").body)["message"]["items"]
    assert sorted(item["DOI"] for item in items) == sorted(fields["doi"] for fields in EXPECTED.values())


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("consortium_star_family", {"author": "The Tabula Sapiens Consortium*"}),
        ("collaboration_first", {"journaltitle": "Astronomy &amp; Astrophysics"}),
        ("two_titles_de_en", {"title": "Penisverletzung durch eine Moulinette | Penile injury caused by a Moulinette"}),
        ("caps_apj", {}),
        ("tex_newline_title_aas", {}),
    ],
)
def test_the_original_is_kept_where_cleaning_changed_more_than_white_space(works, name, raw):
    assert works[EXPECTED[name]["doi"]].raw == raw


@pytest.mark.parametrize(
    ("name", "links"),
    [
        ("article_has-preprint", {"preprint": ("doi:10.1101/171108",)}),
        ("preprint_is-preprint-of", {"published": ("doi:10.1038/s41597-019-0031-8",)}),
        ("pone_updated-by", {"correction": ("doi:10.1371/annotation/c76da2c1-ccb8-4797-94c1-359d3ceceeda",)}),
        ("retraction_notice_trimmed", {"retracts": ("doi:10.1016/s0140-6736(97)11096-0",)}),
    ],
)
def test_links_between_works(works, name, links):
    assert works[EXPECTED[name]["doi"]].links == links


def test_our_own_work_in_full():
    record = crossref.parse(own("crossref/work.json"), ["10.1000/nothing.1"])["10.1000/nothing.1"]
    fields = {field: parse_value(field, value) for field, value in {
        "title": "On <i>Nothing</i>: A Study",
        "journaltitle": "Journal of Nothing",
        "publisher": "Nowhere Press",
        "author": [
            {"family": "NOBODY", "given": "Ada", "orcid": "0000-0002-1825-0097"}, "van der Meer, Jan", "Doe, Jr., Bo",
            "{Nil Study Group}", "{Nil Consortium}", "Quist, Zoë",
        ],
        "date": "2020-02", "volume": "7", "number": "2", "eid": "e12", "issn": "0378-5955", "language": "en",
        "doi": "10.1000/nothing.1",
    }.items()}  # fmt: skip
    fields["shortjournal"] = ()
    assert record.entry == Entry("", "article", {field: value for field, value in fields.items() if value})
    assert record.updated == "2026-01-02T03:04:05Z"
    assert record.links == {
        "retraction": ("doi:10.1000/nothing.9",),
        "correction": ("doi:10.1000/nothing.8",),
        "preprint": ("arxiv:1902.00001",),
    }
    assert record.raw == {
        "author": "Jan van der Meer*; on behalf of the Nil Study Group; Nil Consortium†; Zoë Quist Ph.D."
    }


def test_a_list_gives_what_was_asked_and_nothing_else():
    asked = ["10.1000/chapter.1", "10.1000/thesis.1", "10.1000/retracted.1", "10.1000/notitle.1", "10.1000/absent"]
    records = crossref.parse(own("crossref/list.json"), asked)
    assert list(records) == asked[:4]
    chapter = spelled(records["10.1000/chapter.1"])
    assert chapter == {
        "type": "inproceedings", "title": "A Paper", "booktitle": "Things – NIL 2018", "edition": "2",
        "series": "Lecture Notes in Computer Science", "eventtitle": "Conference on Nothing", "venue": "Nowhere",
        "date": "2018", "eventdate": "2018-09-08/2018-09-14", "isbn": "9783540762430", "doi": "10.1000/chapter.1",
    }  # fmt: skip
    thesis = spelled(records["10.1000/thesis.1"])
    assert (thesis["type"], thesis["genre"], thesis["institution"]) == ("thesis", "mathesis", "University of Nowhere")
    assert thesis["date"] == "2017"
    assert "publisher" not in thesis
    retracted = records["10.1000/retracted.1"]
    assert spelled(retracted)["date"] == "2012-02"
    assert retracted.links == {"retraction": ("RETRACTED: On Much",), "newer": ("doi:10.1000/retracted.2",)}


CROSSREF_TYPES = """
book book-chapter book-part book-section book-series book-set book-track component database dataset dissertation
edited-book grant journal journal-article journal-issue journal-volume monograph other peer-review posted-content
proceedings proceedings-article proceedings-series reference-book reference-entry report report-component report-series
standard
"""
"""The ids that https://api.crossref.org/types lists."""


def test_the_types_cover_crossrefs_list():
    assert set(CROSSREF_TYPES.split()) == set(crossref.TYPES)


@pytest.mark.parametrize("name", ["crossref/batch.json", "crossref/works.json"])
def test_a_batch_is_matched_by_doi(name):
    answer = own(name)
    dois = [item["DOI"].upper() for item in json.loads(answer.body)["message"]["items"]]
    records = crossref.parse(answer, [*reversed(dois), "10.1000/absent"])
    assert set(records) == set(dois)
    assert all(records[doi].id == f"doi:{doi.lower()}" for doi in dois)


def test_the_year_is_that_of_the_printed_issue():
    records = crossref.parse(
        own("crossref/batch.json"),
        ["10.1007/s00198-010-1230-5", "10.1055/s-0032-1323765", "10.1038/onc.2013.602"],
    )
    # online 2010-04-21, 2012-10-23, 2014-01-27; issue of January 2011, of 2013-04-22 (online only), of January 2015
    assert [spelled(record)["date"] for record in records.values()] == ["2011-01", "2013-04-22", "2015-01"]


def test_papers_in_series_of_proceedings_name_the_book_first():
    records = crossref.parse(
        own("crossref/batch.json"),
        ["10.1007/978-3-642-34620-0_22", "10.1007/978-3-642-33362-0_25", "10.1007/978-3-319-66824-6_35"],
    )
    told = [[spelled(record)[field] for field in ("type", "booktitle", "series")] for record in records.values()]
    assert told == [
        ["inproceedings", "Modeling Decisions for Artificial Intelligence", "Lecture Notes in Computer Science"],
        ["inproceedings", "Scalable Uncertainty Management", "Lecture Notes in Computer Science"],
        [
            "inproceedings",
            "Advances in Fuzzy Logic and Technology 2017",
            "Advances in Intelligent Systems and Computing",
        ],
    ]


def test_requests():
    plain = ["10.1000/a", "10.1000/b"]
    batch = crossref.request([*plain, "10.1000/with,comma", "10.1000/with%25", "10.1002/1(2)3:4<5::aid>6.0.co;2-v"])
    assert batch.path == "/works"
    assert batch.query == (("filter", "doi:10.1000/a,doi:10.1000/b"), ("rows", "2"))
    alone = crossref.request(["10.1002/1(2)3:4<5::aid>6.0.co;2-v"])
    assert alone.path == "/works/10.1002%2F1%282%293%3A4%3C5%3A%3Aaid%3E6.0.co%3B2-v"
    assert alone.query == ()
    only_odd = crossref.request(["10.1000/a,b", "10.1000/c,d"])
    assert only_odd.path == "/works/10.1000%2Fa%2Cb"


def test_fifty_dois_fit_into_an_address():
    batch = crossref.request([f"10.1000/{'x' * 50}{n:04}" for n in range(crossref.SERVICE.batch)])
    assert len(dict(batch.query)["filter"].split(",")) == crossref.SERVICE.batch
    assert len(dict(batch.query)["filter"]) < 3700


def test_not_found_is_said_for_one_doi_only():
    answer = Answer(404, b"Resource not found.", "text/plain")
    record = crossref.parse(answer, ["10.1371/notarealdoi"])["10.1371/notarealdoi"]
    assert (record.id, record.entry) == ("doi:10.1371/notarealdoi", None)
    with pytest.raises(UnavailableError):
        crossref.parse(answer, ["10.1371/notarealdoi", "10.1371/another"])


def test_another_work_than_asked_for_is_no_answer():
    assert crossref.parse(own("crossref/work.json"), ["10.1000/other"]) == {}
    led = own("crossref/work.json", url="https://api.crossref.org/works/10.1000%2FNothing.1?mailto=x")
    records = crossref.parse(led, ["10.1000/alias"])
    assert records["10.1000/alias"].id == "doi:10.1000/alias"
    assert records["10.1000/alias"].entry.plain("doi") == "10.1000/nothing.1"


def failed(kind, type_, value):
    """The body of a refusal, as the REST API's documentation shows it."""
    message = [{"type": type_, "value": value, "message": "Why it is refused"}]
    return json.dumps({"status": "failed", "message-type": kind, "message": message}).encode()


GATEWAY = b"<html><head><title>504 Gateway Time-out</title></head><body></body></html>"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(301, b""),
        Answer(400, failed("validation-failure", "parameter-not-allowed", "query.*"), "application/json"),
        Answer(400, failed("validation-failure", "integer-not-valid", "things"), "application/json"),
        Answer(400, failed("validation-failure", "select-not-available", "subtype"), "application/json"),
        Answer(404, failed("resource-failure", "cursor-invalid", "thing"), "application/json"),
        Answer(429, b"<html><body><h1>429 Too Many Requests</h1></body></html>", "text/html"),
        Answer(429, b""),
        Answer(504, GATEWAY, "text/html"),
    ],
)
def test_errors_tell_nothing(answer):
    with pytest.raises(UnavailableError) as raised:
        crossref.parse(answer, ["10.1000/nothing.1"])
    assert raised.value.message.startswith("Crossref answered")


@pytest.mark.parametrize("name", ["crossref/no_works.json", "crossref/failed.json"])
def test_odd_answers_tell_nothing(name):
    with pytest.raises(UnavailableError, match="holds no works"):
        crossref.parse(own(name), ["10.1000/nothing.1"])


def test_a_gateways_page_with_status_200_tells_nothing():
    with pytest.raises(UnavailableError, match="HTML page"):
        crossref.parse(Answer(200, GATEWAY), ["10.1000/nothing.1"])
    with pytest.raises(UnavailableError, match="empty body"):
        crossref.parse(Answer(200, b""), ["10.1000/nothing.1"])


def test_a_work_without_type_is_no_answer():
    # an agency's answer under the address of the work
    message = {"DOI": "10.1371/journal.pone.0033693", "agency": {"id": "crossref", "label": "Crossref"}}
    body = json.dumps({"status": "ok", "message-type": "work-agency", "message": message}).encode()
    assert crossref.parse(Answer(200, body), ["10.1371/journal.pone.0033693"]) == {}


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (own("crossref/no_hits.json"), 0),
        (own("crossref/search.json"), 6),  # with ``select``: works hold what was asked for, and no more
        (own("crossref/batch.json"), 6),
        (own("crossref/works.json"), 38),  # of 41: a component, a grant and a paper in Japanese have no ``title``
    ],
)
def test_candidates_of_searches(answer, count):
    candidates = crossref.found(answer)
    assert len(candidates) == count
    assert all(one.id.startswith("doi:10.") and one.entry.has("title") for one in candidates)


def test_candidates_without_title_are_left_out():
    assert [one.id for one in crossref.found(own("crossref/list.json"))] == [
        "doi:10.1000/chapter.1", "doi:10.1000/thesis.1", "doi:10.1000/retracted.1",
    ]  # fmt: skip


def test_search_asks_for_title_first_author_and_year():
    fields = {"title": "On {Nothing}", "author": ["van Irgendwo, Max", "Doe, Bo"], "date": 2019}
    entry = Entry("x", "", {field: parse_value(field, value) for field, value in fields.items()})
    assert crossref.search([entry]).query == (("query.bibliographic", "On Nothing Irgendwo 2019"), ("rows", "5"))
    assert crossref.search([entry.without("author", "date")]).query[0][1] == "On Nothing"
    assert crossref.search([entry.without("title")]) is None


def test_search_asks_by_the_whole_reference():
    """The REST API's documentation: ``query.bibliographic`` takes titles, authors, ISSNs and years, as citations do."""
    said = "Irgendwo M van. On nothing. Zeitschr Nichts. 2019;7(2):11-12."
    entry = Entry("x", "", {"title": parse_value("title", "On Nothing"), REFERENCE: parse_value("note", said)})
    assert crossref.search([entry]).query == (("query.bibliographic", said), ("rows", "5"))
    long = entry.replace(**{REFERENCE: parse_value("note", "word " * 900)})
    assert len(crossref.search([long]).query[0][1]) == 1000
