"""What a type of work is and what others call it, held against the manuals and the tables of other programs."""

import pytest
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from refexport.data import kinds
from refexport.data.datamodel import GENRES, PUBSTATES, TYPE_ALIASES, TYPES
from refexport.data.kinds import ANY, BOOK, DATA, KINDS, PAGE, PAPER, PERIODICAL, PROGRAM, THESIS
from refexport.formats import FORMATS
from refexport.formats.bib.biblatex import MODEL
from refexport.formats.csl.rows import TYPES as CSL_TYPES
from refexport.formats.hayagriva.rows import TYPES as HAYAGRIVA_TYPES
from refexport.formats.ris.rows import TYPES as RIS_TYPES
from refexport.model.entry import Entry, parse_value

MANUAL = """
article: author, title, journaltitle, date
book: author, title, date
mvbook: author, title, date
booklet: author/editor, title, date
collection: editor, title, date
mvcollection: editor, title, date
dataset: author/editor, title, date
inbook: author, title, booktitle, date
incollection: author, title, editor, booktitle, date
inproceedings: author, title, booktitle, date
manual: author/editor, title, date
misc: author/editor, title, date
online: author/editor, title, date, doi/eprint/url
patent: author, title, number, date
periodical: editor, title, date
proceedings: title, date
mvproceedings: title, date
report: author, title, type, institution, date
set: entryset
thesis: author, title, type, institution, date
unpublished: author, title, date
"""
"""The biblatex manual 3.18, section 2.1.1: "Required fields"."""

LIKE = {
    "bookinbook": "inbook", "suppbook": "inbook", "suppcollection": "inbook", "suppperiodical": "article",
    "reference": "collection", "mvreference": "mvcollection",
    "commentary": "book", "image": "artwork", "legal": "legislation", "music": "audio", "review": "article",
}  # fmt: skip
"""Section 2.1.1: "similar to", "behaves like", "a specific type of"; a supplement has no editor of its own. Section 2.1.3: "more specific variant of",
and commentaries "which have a status different from regular books"."""

STYLE_MANUAL = """
artwork: author, title, date
audio: author, title, date
blogpost: author, title, date, url
movie: title, date
video: author, title, date, url
software: author, title
preprint: author, title, date, eprint
inreference: title, booktitle, date
jurisdiction: title, date
legislation: title, date
letter: author, date
performance: title, date
standard: title, date
"""
"""What a reference of a type has, for types that the manual leaves open: Publication Manual of the APA, 7th edition,
chapters 10 (artwork 10.14, audio 10.13, video 10.12, software 10.10, web 10.16, archives of preprints 10.8, entries of
reference works 10.3) and 11 (legal references); letters and standards 8.9 and 10.4."""

WIDER = {"editor", "organization"}
"""Who may stand for an author (the manual's remark on ``book``; organizations as authors, APA 9.11)."""


def needs(table):
    rows = (line.split(": ") for line in table.strip().splitlines())
    return {
        type_: [{"genre" if name == "type" else name for name in one.split("/")} for one in fields.split(", ")]
        for type_, fields in rows
    }


def required():
    known = needs(MANUAL) | needs(STYLE_MANUAL)
    return known | {type_: known[other] for type_, other in LIKE.items()}


def test_every_type_is_in_a_manual():
    assert set(required()) == set(TYPES)


@pytest.mark.parametrize("type_", TYPES)
def test_types_require_what_the_manuals_say(type_):
    ours = [set(one) for one in TYPES[type_]]
    theirs = required()[type_]
    assert len(ours) == len(theirs)
    for one in theirs:
        (match,) = [other for other in ours if one <= other]
        assert match - one <= (WIDER if "author" in one else set())


# --- what a work is


def test_places_follow_from_what_a_type_requires_and_biblatex_gives_it():
    """blx-dm.def: what has an ISBN of its own and no booktitle is a whole book, with an event it is proceedings."""
    asks = {
        field: {type_ for type_, one in required().items() if {field} in one}
        for field in ("booktitle", "journaltitle", "institution")
    }
    assert asks["booktitle"] == kinds.HOSTED
    assert asks["journaltitle"] == kinds.IN_JOURNALS
    assert asks["institution"] == kinds.INSTITUTIONAL
    whole = {type_ for type_, fields in MODEL.items() if "isbn" in fields and "booktitle" not in fields} - {"manual"}
    assert {type_ for type_ in whole if "eventtitle" in MODEL[type_]} == kinds.PROCEEDINGS
    assert whole - kinds.PROCEEDINGS | {"commentary"} == kinds.BOOKS  # 2.1.3, which gives it no fields
    assert {
        type_ for type_ in MODEL if "issn" in MODEL[type_] and type_ != "article"
    } == kinds.PERIODICALS - kinds.IN_JOURNALS
    assert {type_ for type_ in kinds.HOSTED if "eventtitle" in MODEL[type_]} == kinds.HOSTED - kinds.IN_BOOKS
    assert whole | kinds.HOSTED | {"commentary"} == kinds.IN_SERIES
    assert {KINDS[type_].csl.split()[1] for type_ in kinds.SITES} == {"webpage", "post-weblog"}  # in a website, CSL III


SORTS = {
    PAPER: "article-journal paper-conference chapter entry-encyclopedia article report manuscript",
    BOOK: "book pamphlet",
    THESIS: "thesis",
    DATA: "dataset",
    PROGRAM: "software",
    PERIODICAL: "periodical",
    PAGE: "webpage post-weblog song motion_picture performance personal_communication",
    ANY: "document graphic legal_case legislation patent standard",
}
"""CSL's types by the sort of work that they are: a text, a book, what is seen or heard, what may be either."""
OTHERWISE = {"bookinbook": BOOK, "suppbook": ANY, "suppcollection": ANY}
"""The manual: a book within a book; supplements may be forewords as well as essays."""


@pytest.mark.parametrize("type_", TYPES)
def test_the_sort_of_a_work_is_that_of_its_csl_type(type_):
    by_csl = {name: sort for sort, names in SORTS.items() for name in names.split()}
    assert KINDS[type_].sort == OTHERWISE.get(type_, by_csl[KINDS[type_].csl.split()[1]])


UNREGISTERED = "graphic song post-weblog webpage personal_communication motion_picture performance software".split()
"""CSL types of which Crossref, DataCite's texts, dblp and arXiv hold no records that a title finds."""


@pytest.mark.parametrize("type_", TYPES)
def test_works_are_searched_where_registries_hold_their_like(type_):
    assert KINDS[type_].is_searched == (KINDS[type_].csl.split()[1] not in UNREGISTERED)


# --- what others call it

ZOTERO = {
    "article": "journalArticle", "artwork": "artwork", "audio": "audioRecording", "blogpost": "blogPost", "book": "book",
    "booklet": "pamphlet", "bookinbook": "bookSection", "collection": "book", "dataset": "dataset", "inbook": "bookSection",
    "incollection": "bookSection", "inproceedings": "conferencePaper", "inreference": "encyclopediaArticle",
    "jurisdiction": "case", "legislation": "statute", "letter": "letter", "manual": "book", "misc": "document",
    "movie": "film", "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book",
    "online": "webpage", "patent": "patent", "performance": "performance", "periodical": "periodical",
    "preprint": "preprint", "proceedings": "book", "reference": "book", "report": "report", "software": "computerProgram",
    "standard": "standard", "suppbook": "bookSection", "suppcollection": "bookSection", "suppperiodical": "journalArticle",
    "thesis": "thesis", "unpublished": "manuscript", "video": "videoRecording",
    "commentary": "book", "image": "artwork", "legal": "statute", "music": "audioRecording", "review": "journalArticle",
    "set": "document",
}  # fmt: skip
"""Entry type -> Zotero's item type, as its BibLaTeX translator reads it; pamphlet, performance and periodical are CSL's
own names of what Zotero lacks."""

CSL_OF_ZOTERO = {
    "artwork": "graphic", "audioRecording": "song", "blogPost": "post-weblog", "book": "book", "bookSection": "chapter",
    "case": "legal_case", "computerProgram": "software", "conferencePaper": "paper-conference", "dataset": "dataset",
    "document": "document", "encyclopediaArticle": "entry-encyclopedia", "film": "motion_picture",
    "journalArticle": "article-journal", "letter": "personal_communication", "manuscript": "manuscript",
    "patent": "patent", "preprint": "article", "report": "report", "standard": "standard", "statute": "legislation",
    "thesis": "thesis", "videoRecording": "motion_picture", "webpage": "webpage",
    "pamphlet": "pamphlet", "performance": "performance", "periodical": "periodical",
}  # fmt: skip
"""Zotero's schema, version 41, "csl": "types"."""

CSL_MEANS = {
    "article-magazine": "article", "article-newspaper": "article", "review": "article", "review-book": "article",
    "bill": "legislation", "regulation": "legislation", "treaty": "legislation", "broadcast": "audio", "classic": "book",
    "collection": "collection", "entry": "inreference", "entry-dictionary": "inreference", "figure": "artwork",
    "map": "artwork", "post": "online", "speech": "unpublished",
}  # fmt: skip
"""CSL types that no entry type is written as -> what is nearest to their description in appendix III."""


@pytest.mark.parametrize("type_", TYPES)
def test_csl_types_are_those_of_zotero_s_schema(type_):
    assert CSL_TYPES.written[type_] == CSL_OF_ZOTERO[ZOTERO[type_]]


def read_as(form, text):
    (found,), _ = FORMATS[form].read(text, "x")
    return found.type


def test_csl_types_are_read_as_what_they_are():
    natural = {
        "chapter": "inbook",
        "motion_picture": "video",
        "article": "preprint",
        "document": "misc",
        "book": "book",
    }
    own = {type_: item for type_, item in ZOTERO.items() if type_ not in LIKE and type_ != "set"}
    written = {CSL_OF_ZOTERO[item]: type_ for type_, item in own.items() if item not in ("bookSection", "book")}
    expected = written | {"article-journal": "article", "entry-encyclopedia": "inreference"} | natural | CSL_MEANS
    for csl_type, type_ in expected.items():
        assert read_as("csl-json", f'[{{"id": "k", "type": "{csl_type}"}}]') == type_, csl_type
    assert set(CSL_TYPES.read) | {"article-magazine", "article-newspaper", "review"} == set(expected)


RISPY = {
    "Abstract": "article", "Art Work": "artwork", "Bill": "legislation", "Blog": "blogpost", "Whole book": "book",
    "Case": "jurisdiction", "Book chapter": "inbook", "Computer program": "software",
    "Conference proceeding": "inproceedings", "Conference paper": "inproceedings", "Data file": "dataset",
    "Dictionary": "inreference", "Electronic Book": "book", "Electronic Book Section": "inbook",
    "Edited Book": "collection", "Electronic Article": "article", "Web Page": "online", "Encyclopedia": "inreference",
    "Generic": "misc", "Internet Communication": "online", "In Press": "article", "Journal (full)": "periodical",
    "Journal": "article", "Manuscript": "unpublished", "Magazine article": "article", "Motion picture": "movie",
    "Music score": "audio", "Newspaper": "article", "Pamphlet": "booklet", "Patent": "patent",
    "Personal communication": "letter", "Report": "report", "Sound recording": "audio", "Standard": "standard",
    "Statute": "legislation", "Thesis/Dissertation": "thesis", "Unpublished work": "unpublished",
    "Video recording": "video",
}  # fmt: skip
"""rispy's words for a TY (EndNote's names of reference types) -> the entry type that they name."""

RIS_WRITTEN = {
    "preprint": "Unpublished work", "performance": "Generic", "manual": "Whole book", "inreference": "Book chapter",
    "collection": "Whole book", "proceedings": "Whole book", "reference": "Whole book", "mvbook": "Whole book",
    "mvcollection": "Whole book", "mvproceedings": "Whole book", "mvreference": "Whole book",
    "inbook": "Book chapter", "incollection": "Book chapter", "bookinbook": "Book chapter",
    "suppbook": "Book chapter", "suppcollection": "Book chapter", "suppperiodical": "Journal",
    "audio": "Sound recording", "article": "Journal", "online": "Web Page", "legislation": "Statute",
    "inproceedings": "Conference proceeding", "unpublished": "Unpublished work", "book": "Whole book",
    "commentary": "Whole book", "image": "Art Work", "legal": "Statute", "music": "Sound recording", "review": "Journal",
    "set": "Generic", "artwork": "Art Work", "misc": "Generic",
}  # fmt: skip
"""Where several TYs would do, the one that all of Zotero, citation-js, rispy and bibutils know."""


def test_ris_types_are_read_as_what_rispy_calls_them():
    for ty, name in TYPE_OF_REFERENCE_MAPPING.items():
        if name in RISPY:
            assert read_as("ris", f"TY  - {ty}\nER  - ") == RISPY[name], ty
        else:
            assert ty not in RIS_TYPES.read, ty
    others = {"WEB": "online", "UNPD": "unpublished"}
    assert {ty: read_as("ris", f"TY  - {ty}\nER  - ") for ty in others} == others  # Zotero's own
    assert set(RIS_TYPES.read) <= {*TYPE_OF_REFERENCE_MAPPING, *others}


@pytest.mark.parametrize("type_", TYPES)
def test_ris_types_are_written_as_what_rispy_calls_them(type_):
    of_name = {name: type_ for name, type_ in RISPY.items() if type_ not in RIS_WRITTEN}
    name = RIS_WRITTEN.get(type_) or next(name for name, one in of_name.items() if one == type_)
    assert TYPE_OF_REFERENCE_MAPPING[RIS_TYPES.written[type_]] == name


HAYAGRIVA = """
article in periodical: article suppperiodical
article in newspaper: article
article in blog, article in web: blogpost
article in proceedings, article in conference, chapter in proceedings: inproceedings
article: preprint
chapter in book, chapter, article in book: inbook
anthos in anthology, anthos, article in anthology, chapter in anthology: incollection
entry in reference, entry, article in reference, chapter in reference: inreference
book: book
anthology: collection
proceedings: proceedings
reference: reference
report: report
thesis: thesis
web, blog, post, thread: online
patent: patent
case: jurisdiction
legislation: legislation
manuscript: unpublished
video, scene: video
audio: audio
artwork: artwork
performance: performance
periodical, newspaper: periodical
repository: software
misc: misc
"""
"""The documentation's list of types ("an article in a periodical", "a part of an anthology" …) -> entry type."""

HAYAGRIVA_WRITTEN = {
    "bookinbook": "chapter in book", "suppbook": "chapter in book", "suppcollection": "anthos in anthology",
    "booklet": "book", "manual": "book", "mvbook": "book", "mvcollection": "anthology", "mvproceedings": "proceedings",
    "commentary": "book", "image": "artwork", "legal": "legislation", "music": "audio", "review": "article in periodical",
    "set": "misc", "mvreference": "reference", "dataset": "repository", "letter": "misc", "movie": "video", "standard": "report",
}  # fmt: skip
"""Types of which the documentation has none -> the nearest that it has."""


def hayagriva():
    rows = (line.split(": ") for line in HAYAGRIVA.strip().splitlines())
    return [(one.split(" in "), types.split()) for ones, types in rows for one in ones.split(", ")]


def test_hayagriva_s_types_are_read_as_what_they_are():
    for (type_, *parent), (expected, *_) in hayagriva():
        held = f", parent: {{type: {parent[0]}, title: P}}" if parent else ""
        assert read_as("hayagriva", f"k: {{type: {type_}, title: T{held}}}") == expected, (type_, parent)
    assert set(HAYAGRIVA_TYPES.read) == {"/".join(one) for one, _ in hayagriva()} | set()


@pytest.mark.parametrize("type_", TYPES)
def test_hayagriva_s_types_are_written_as_the_documentation_names_them(type_):
    first = {name: " in ".join(one) for one, types in reversed(hayagriva()) for name in types}
    assert HAYAGRIVA_TYPES.written[type_].replace("/", " in ") == HAYAGRIVA_WRITTEN.get(type_) or first[type_]


BTXDOC = {
    "article": "article", "review": "article", "suppperiodical": "article", "booklet": "booklet", "inproceedings": "inproceedings",
    "manual": "manual", "report": "techreport", "thesis": "phdthesis", "unpublished": "unpublished",
    "proceedings": "proceedings", "mvproceedings": "proceedings",
    **dict.fromkeys("book collection commentary mvbook mvcollection mvreference reference".split(), "book"),
    **dict.fromkeys("bookinbook inbook incollection inreference suppbook suppcollection".split(), "incollection"),
}  # fmt: skip
"""btxdoc, section 3.1; a part of a book with its own title is @incollection there, @inbook is a chapter or pages."""


@pytest.mark.parametrize("type_", TYPES)
def test_bibtex_blocks_are_btxdoc_s(type_):
    assert KINDS[type_].bibtex == BTXDOC.get(type_, "misc")


def test_what_biblatex_lacks_goes_to_its_nearest_type():
    """The manual, 2.1.1: @online for what has a URL only; @suppperiodical "similar to" @article."""
    lacking = {type_: kind.biblatex for type_, kind in KINDS.items() if kind.biblatex}
    assert lacking == {"blogpost": "online", "preprint": "online", "suppperiodical": "article"}


# --- names of types, genres and states in biblatex


def test_aliases_of_types():
    """Section 2.1.2 ("Type Aliases"), and the names of web pages that other programs write."""
    manual = {
        "conference": ("inproceedings", ""), "electronic": ("online", ""), "mastersthesis": ("thesis", "mathesis"),
        "phdthesis": ("thesis", "phdthesis"), "techreport": ("report", "techreport"), "www": ("online", ""),
    }  # fmt: skip
    assert manual | {"blog": ("blogpost", ""), "webpage": ("online", "")} == TYPE_ALIASES


def test_genres_and_states_are_localisation_keys():
    """Sections 4.9.2.13 and 4.9.2.11; the words of english.lbx."""
    assert {key: words.replace("’", "'") for key, words in GENRES.items()} == {
        "phdthesis": "PhD thesis", "mathesis": "Master's thesis", "bathesis": "Bachelor's thesis",
        "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
        "software": "Software", "datacd": "Data CD", "audiocd": "Audio CD",
    }  # fmt: skip
    assert PUBSTATES == {
        "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
        "inpress": "in press", "prepublished": "prepublished",
    }  # fmt: skip


def test_articles_of_magazines_and_newspapers_are_told_apart():
    """CSL, appendix III; EndNote's TYs of magazines and newspapers."""
    for subtype, csl_type, ty in (
        ("magazine", "article-magazine", "MGZN"),
        ("newspaper", "article-newspaper", "NEWS"),
        ("review", "review", "JOUR"),
    ):
        values = {"title": "T", "entrysubtype": subtype}
        entry = Entry("k", "article", {field: parse_value(field, value) for field, value in values.items()})
        assert f'"type": "{csl_type}"' in FORMATS["csl-json"].write([entry]).text
        assert FORMATS["ris"].write([entry]).text.startswith(f"TY  - {ty}")
        assert read_as("csl-json", f'[{{"id": "k", "type": "{csl_type}"}}]') == "article"
