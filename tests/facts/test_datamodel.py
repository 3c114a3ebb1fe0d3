"""Fields, types and their words: the biblatex manual 3.18 transcribed section by section, and biblatex's own files."""

import locale
import re
import subprocess
from pathlib import Path

import pytest

from refexport.data import kinds
from refexport.data.datamodel import (
    ALIASES,
    BABEL,
    BOOKKEEPING,
    CHOICES,
    FIELDS,
    GENRES,
    LANGUAGES,
    LISTED,
    OF_STYLES,
    PUBLICATION,
    PUBSTATES,
    TYPE_ALIASES,
    TYPES,
    datatype_of,
    field_of,
    is_known,
)
from refexport.formats import FORMATS as LOADED
from refexport.text.capitals import CASED

NAMES = (
    "afterword annotator author bookauthor commentator editor editora editorb editorc foreword holder introduction "
    "shortauthor shorteditor sortname translator"
).split()
"""Section 2.2.2 and 2.2.3, in the order of the manual: "list (name)"."""

LITERAL_LISTS = "institution location organization origlocation origpublisher publisher".split()
"""The same: "list (literal)"; those of keys, language and origlanguage, apart."""

DATES = "date eventdate origdate urldate".split()

PROSE = (
    "abstract addendum annotation booksubtitle booktitle booktitleaddon eventtitle eventtitleaddon howpublished "
    "issuesubtitle issuetitle issuetitleaddon journalsubtitle journaltitle journaltitleaddon library mainsubtitle "
    "maintitle maintitleaddon nameaddon note origtitle relatedstring reprinttitle series shortjournal shortseries shorttitle subtitle "
    "title titleaddon venue shorthandintro indextitle"
).split()
"""The same: "field (literal)", those that hold words of a work and may have markup; `genre` is ``type``."""

CODES = (
    "chapter edition eid entrysubtype eprintclass eprinttype gender isan isbn ismn isrn issn issue iswc label "
    "number pagetotal part presort relatedtype shorthand sortkey sorttitle sortyear version volume volumes "
    "doi eprint file url authortype editortype editoratype editorbtype editorctype bookpagination pagination pubstate "
    "language origlanguage pages crossref xref related options entryset indexsorttitle langidopts relatedoptions "
    "sortshorthand"
).split()
"""The same: numbers, labels, keys, verbatim and uri fields, ranges, entry keys and options."""

OURS = {"text": "genre languages", "literal": "pmid pmcid dblp license capitals bibmonth bibtype", "list": "groups"}
"""Not in the manual: CSL 1.0.2, appendix IV (PMID, PMCID, license), JabRef's groups, and this project's own."""

MANUAL = {
    **dict.fromkeys(NAMES, "names"),
    **dict.fromkeys(DATES, "date"),
    **dict.fromkeys([*PROSE, *LITERAL_LISTS], "text"),
    **dict.fromkeys(CODES, "literal"),
    **dict.fromkeys(["keywords", "ids"], "list"),
    **{field: datatype for datatype, fields in OURS.items() for field in fields.split()},
}


def test_fields_hold_what_the_manual_says():
    assert FIELDS == MANUAL
    assert datatype_of("what-is-no-field") == "text"


def test_lists_are_the_literal_lists_of_the_manual():
    assert sorted(LISTED - {"languages"}) == LITERAL_LISTS  # the manual's language, a list of keys


def test_the_fields_that_steer_tools():
    """Section 2.2.3 (crossref, options of several kinds, presort), JabRef's groups, the key of a database, and three of ours."""
    assert (
        set("crossref options relatedoptions langidopts presort groups dblp capitals bibmonth bibtype".split())
        == BOOKKEEPING
    )
    assert CHOICES == {"capitals": ("rule", "all", "braced")}  # docs/reference/entries.md, "Capitals"


def found(file):
    path = subprocess.run(["kpsewhich", file], capture_output=True, text=True, check=True).stdout.strip()
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.program("kpsewhich")
def test_biblatex_has_the_same_datatypes():
    """``blx-dm.def`` declares fields by type and datatype."""
    blocks = re.findall(
        r"\\DeclareDatamodelFields\[type=(\w+),[^]]*datatype=(\w+)[^]]*\]\{([^}]*)\}", found("blx-dm.def")
    )
    assert blocks
    ours = {"name": {"names"}, "date": {"date"}, "literal": {"text", "literal"}, "keyword": {"list"}}
    for type_, datatype, names in blocks:
        for field in re.findall(r"\w+", names):
            if field in FIELDS and field != "ids":
                assert FIELDS[field] in ours.get(datatype, {"literal"}), field
                assert (field in LISTED) == ((type_, datatype) == ("list", "literal")), field


@pytest.mark.program("kpsewhich")
def test_every_field_of_biblatex_is_known():
    """What ``blx-dm.def`` declares is no misspelling; ``type`` names the entry's type here, and genre is the field."""
    declared = set()
    for names in re.findall(r"\\DeclareDatamodelFields\[[^]]*\]\{([^}]*)\}", found("blx-dm.def")):
        declared |= set(re.findall(r"\w+", names))
    assert len(declared) > 100
    assert {field for field in declared if not is_known(field_of(field))} == {"type"}
    assert declared >= OF_STYLES
    assert not OF_STYLES & FIELDS.keys()


FIELD_ALIASES = {
    "address": "location", "annote": "annotation", "archiveprefix": "eprinttype", "journal": "journaltitle",
    "key": "sortkey", "pdf": "file", "primaryclass": "eprintclass", "school": "institution",
}  # fmt: skip
"""Section 2.2.5, as far as it names one field; langid and hyphenation (2.2.3, and before 2.0) are the language."""


def test_aliases_of_fields_are_those_of_the_manual():
    assert FIELD_ALIASES | {"langid": "language", "hyphenation": "language"} == ALIASES


AUTHOR = "author/editor/organization"
"""Where the manual has ``author/editor`` and organisations publish without a person: 2.1.1 on manual, misc, online."""

REQUIRED = {
    # section 2.1.1, in its order
    "article": "author title journaltitle date", "book": "author/editor title date",
    "mvbook": "author/editor title date", "inbook": "author title booktitle date",
    "bookinbook": "author title booktitle date", "suppbook": "author title booktitle date",
    "booklet": "author/editor title date", "collection": "editor title date", "mvcollection": "editor title date",
    "incollection": "author title editor booktitle date", "suppcollection": "author title booktitle date",
    "dataset": "author/editor title date", "manual": f"{AUTHOR} title date", "misc": f"{AUTHOR} title date",
    "online": f"{AUTHOR} title date url/doi/eprint", "patent": "author title number date",
    "periodical": "editor title date", "suppperiodical": "author title journaltitle date",
    "proceedings": "title date", "mvproceedings": "title date", "inproceedings": "author title booktitle date",
    "reference": "editor title date", "mvreference": "editor title date", "inreference": "title booktitle date",
    "report": "author title genre institution date", "software": f"{AUTHOR} title",
    "thesis": "author title genre institution date", "unpublished": "author title date",
    # section 2.1.3, types without support of their own: what names such a work
    "commentary": "author/editor title date", "image": "author title date", "legal": "title date",
    "music": "author title date", "review": "author title journaltitle date", "set": "entryset",
    "artwork": "author title date", "audio": "author title date", "jurisdiction": "title date",
    "legislation": "title date", "letter": "author date", "movie": "title date", "performance": "title date",
    "standard": "title date", "video": f"{AUTHOR} title date url",
    # ours; both are online there
    "preprint": "author title date eprint", "blogpost": f"{AUTHOR} title date url",
}  # fmt: skip


def test_types_require_what_the_manual_says():
    assert {type_: tuple(tuple(one.split("/")) for one in needs.split()) for type_, needs in REQUIRED.items()} == TYPES


def test_aliases_of_types_are_those_of_the_manual():
    """Section 2.1.2; ``blog`` and ``webpage`` are what people write for the types of the web."""
    assert TYPE_ALIASES == {
        "conference": ("inproceedings", ""), "electronic": ("online", ""), "mastersthesis": ("thesis", "mathesis"),
        "phdthesis": ("thesis", "phdthesis"), "techreport": ("report", "techreport"), "www": ("online", ""),
        "webpage": ("online", ""), "blog": ("blogpost", ""),
    }  # fmt: skip


STRINGS = {
    "bathesis": "Bachelor’s thesis", "mathesis": "Master’s thesis", "phdthesis": "PhD thesis",
    "candthesis": "Candidate thesis", "resreport": "Research report", "techreport": "Technical report",
    "software": "Software", "datacd": "Data CD", "audiocd": "Audio CD",
}  # fmt: skip
STATES = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
    "prepublished": "prepublished",
}  # fmt: skip
"""Sections 4.9.2.13 and 4.9.2.11, in their order, with the words that the manual explains the keys by."""


def test_words_of_genres_and_states_are_those_of_the_manual():
    assert GENRES == STRINGS
    assert PUBSTATES == STATES


@pytest.mark.program("kpsewhich")
def test_biblatex_prints_the_same_words_in_english():
    """``english.lbx``; for the media its words are CD-ROM and computer software."""
    rows = dict(re.findall(r"^  (\w+)\s*= \{\{((?:[^{}]|\{[^}]*\})*)\}", found("english.lbx"), re.MULTILINE))
    said = {key: rows[key].replace("\\addabbrvspace", "").replace("'", "’") for key in [*GENRES, *PUBSTATES]}
    ours = {key: words.lower().replace("-", "") for key, words in (GENRES | PUBSTATES).items()}
    unlike = {key for key in ours if ours[key] != " ".join(said[key].lower().replace("-", "").split())}
    assert unlike == {"datacd", "software"}


MANIFESTATION = {
    "statement of responsibility": "editor",
    "edition or issue designation": "edition version volume number issue issuetitle part chapter eid pages",
    "place, publisher, distributor": "location publisher institution organization howpublished",
    "date of publication": "date pubstate",
    "series statement": "series shortseries volumes maintitle mainsubtitle booktitle booksubtitle booktitleaddon "
    "journaltitle journalsubtitle journaltitleaddon shortjournal",
    "manifestation identifier and access address": "doi url isbn issn",
    "form": "genre",
    "the meeting where it was read": "eventtitle eventtitleaddon eventdate venue",
}
"""FRBR (IFLA 1998), section 4.4: what belongs to one publication of a work, and the event of which it is a record."""


def test_what_describes_one_publication_goes_together():
    assert {field for fields in MANIFESTATION.values() for field in fields.split()} == PUBLICATION


@pytest.mark.parametrize(
    "field", "title subtitle author translator abstract keywords language eprint note file".split()
)
def test_what_is_about_the_work_does_not(field):
    """FRBR, sections 4.2 and 4.3 (work and expression), and what a user adds."""
    assert field in FIELDS
    assert field not in PUBLICATION


DESCRIBED = {
    "BOOKS": "book mvbook collection mvcollection reference mvreference commentary",
    "PROCEEDINGS": "proceedings mvproceedings",
    "IN_BOOKS": "inbook bookinbook suppbook incollection suppcollection inreference",
    "IN_JOURNALS": "article review suppperiodical",
    "SITES": "online blogpost",
}
"""Section 2.1.1: works in one volume or more; what is part of a book; of a periodical; what is on the web."""


def test_sets_of_types_follow_the_descriptions_of_the_manual():
    assert {name: set(types.split()) for name, types in DESCRIBED.items()} == {
        name: set(getattr(kinds, name)) for name in DESCRIBED
    }
    assert {"inproceedings"} == kinds.HOSTED - kinds.IN_BOOKS
    assert {"periodical"} == kinds.PERIODICALS - kinds.IN_JOURNALS


def requiring(field):
    return {type_ for type_, needs in REQUIRED.items() if field in needs.split()}


def test_what_a_type_requires_says_what_it_is_part_of():
    assert requiring("booktitle") == kinds.HOSTED
    assert requiring("journaltitle") == kinds.IN_JOURNALS
    assert requiring("institution") == kinds.INSTITUTIONAL
    assert kinds.IN_SERIES == kinds.BOOKS | kinds.PROCEEDINGS | kinds.HOSTED


SENTENCE_CASE = {
    "title and subtitle": "title subtitle titleaddon shorttitle",
    "the book's": "booktitle booksubtitle booktitleaddon",
    "the works' in volumes": "maintitle mainsubtitle maintitleaddon",
    "the issue's": "issuetitle issuesubtitle",
    "the type": "genre",
}
"""What styles set in small letters: plain.bst (format.title, format.thesis.type), biblatex.def (titlecase) and CSL's
text-case "sentence"; journals and series keep their capitals in all of them."""


def test_fields_that_styles_set_in_small_letters():
    assert {field for fields in SENTENCE_CASE.values() for field in fields.split()} == CASED


@pytest.mark.program("kpsewhich")
def test_biblatex_cases_no_title_that_is_not_listed():
    cased = set(re.findall(r"\[titlecase\]\{(\w+)\}", found("biblatex.def")))
    assert cased - CASED == {"journaltitle", "journalsubtitle"}  # its titlecase of journals leaves them as they are


def test_languages_are_those_of_the_standard_library():
    """`locale` names the languages of X11, most as babel does."""
    aliases = {name: tag.split(".")[0] for name, tag in locale.locale_alias.items()}
    compared = {name: tag for tag, name in LANGUAGES.items() if name in aliases and "-" not in tag}
    assert len(compared) > 25
    assert {name: aliases[name].split("_")[0] for name in compared} == compared


BABEL_NAMES = {
    "arabic": "ar", "bulgarian": "bg", "catalan": "ca", "czech": "cs", "danish": "da", "german": "de", "ngerman": "de",
    "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH", "nswissgerman": "de-CH", "greek": "el",
    "english": "en", "british": "en-GB", "ukenglish": "en-GB", "american": "en-US", "usenglish": "en-US",
    "spanish": "es", "mexican": "es", "estonian": "et", "basque": "eu", "finnish": "fi", "french": "fr",
    "francais": "fr", "galician": "gl", "hebrew": "he", "croatian": "hr", "hungarian": "hu", "icelandic": "is",
    "italian": "it", "japanese": "ja", "korean": "ko", "latin": "la", "lithuanian": "lt", "latvian": "lv",
    "norsk": "nb", "nynorsk": "nn", "dutch": "nl", "polish": "pl", "portuguese": "pt", "portuges": "pt",
    "brazilian": "pt-BR", "brazil": "pt-BR", "romanian": "ro", "russian": "ru", "slovak": "sk", "slovene": "sl",
    "slovenian": "sl", "serbian": "sr", "swedish": "sv", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
    "chinese": "zh",
}  # fmt: skip
"""babel's manual, section 1.12 and 1.13 (options and locales), and biblatex's, table 2, with ISO 639-1's codes."""


def test_languages_have_babels_names():
    assert BABEL == BABEL_NAMES
    assert {name: tag for tag, name in LANGUAGES.items()}.items() <= BABEL_NAMES.items()
    assert set(LANGUAGES) == set(BABEL_NAMES.values())


@pytest.mark.program("kpsewhich")
def test_babel_has_the_same_tags():
    """The locale files' ``name.babel``; the names of options that are older than these files are not in them."""
    older = {"norsk": "norwegianbokmal", "swissgerman": "german-switzerland"}
    for tag, name in LANGUAGES.items():
        names = re.search(r"^name\.babel = (.*)$", found(f"babel-{tag}.ini"), re.MULTILINE)
        assert older.get(name, name) in names[1].split(), tag


SUFFIXES = {
    "bibtex": ".bib", "biblatex": ".bib", "csl-json": ".json", "csl-yaml": ".yaml", "zotero": ".json", "ris": ".ris",
    "zotero-rdf": ".rdf", "bbt-json": ".json", "hayagriva": ".yml", "endnote": ".xml", "enw": ".enw",
    "mods": ".mods", "word": "ources.xml", "nbib": ".nbib", "cff": ".cff",
}  # fmt: skip
"""What each program calls its files: BibTeX and biber, pandoc's citeproc, Zotero, Better BibTeX and EndNote; Typst's documentation of
``bibliography`` has .yml and .yaml, of which pandoc has the second; the Library of Congress registered
application/mods+xml with .mods, and Word calls its list of sources Sources.xml."""


def test_each_format_is_the_one_that_its_name_says():
    assert {name: format_.name for name, format_ in LOADED.items()} == {name: name for name in SUFFIXES}
    assert {name for name, format_ in LOADED.items() if format_.suffix.endswith(SUFFIXES[name])} == set(SUFFIXES)
