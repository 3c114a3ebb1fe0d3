"""DATA: which fields there are and what they hold, and how types, fields and languages are called elsewhere.

Source, unless a line says otherwise: the biblatex manual 3.18 (Philipp Lehman and others), sections 2.1 (types),
2.2 (fields) and 2.2.5 (aliases), and its data model ``blx-dm.def``.
"""

from refexport.data.kinds import KINDS
from refexport.data.patterns import regex

NAMES, DATE, TEXT, LITERAL, LIST = "names", "date", "text", "literal", "list"


def _field_table(**words: str) -> dict[str, str]:
    return {field: datatype for datatype, fields in words.items() for field in fields.split()}


FIELDS: dict[str, str] = _field_table(
    # section 2.2.2, name lists
    names="author editor translator bookauthor editora editorb editorc afterword annotator commentator foreword holder "
    "introduction shortauthor shorteditor sortname",
    # section 2.2.2, date fields
    date="date eventdate origdate urldate",
    # section 2.2.2, literal and literal-list fields that are printed as prose
    text="title subtitle titleaddon shorttitle booktitle booksubtitle booktitleaddon maintitle mainsubtitle "
    "maintitleaddon journaltitle journalsubtitle journaltitleaddon shortjournal issuetitle issuesubtitle "
    "issuetitleaddon series shortseries eventtitle eventtitleaddon venue publisher institution organization "
    "location origpublisher origlocation origtitle reprinttitle howpublished note addendum annotation abstract "
    "nameaddon library relatedstring shorthandintro indextitle languages genre",
    # section 2.2.2, verbatim, uri, key, integer, range and separator fields: characters, no markup
    literal="doi eprint eprinttype eprintclass url isbn issn isrn isan ismn iswc pmid pmcid dblp pages eid volume "
    "volumes number issue edition chapter part pagetotal version language origlanguage pubstate file license "
    "entrysubtype pagination bookpagination authortype editortype editoratype editorbtype editorctype label "
    "shorthand sortkey sorttitle sortyear presort options crossref xref related relatedtype gender "
    "entryset indexsorttitle langidopts relatedoptions sortshorthand capitals bibmonth bibtype",
    # section 2.2.3, separated values
    list="keywords groups ids",
)
"""field -> datatype. ``genre`` is the manual's ``type`` field (TOML's ``type`` names the entry type);
``dblp``, ``license``, ``pmid``, ``pmcid`` (CSL 1.0.2), ``groups`` (JabRef), ``capitals``, ``bibmonth`` and
``bibtype`` (ours) are not the manual's. ``language`` is its ``langid``, ``languages`` its ``language``, which a
bibliography prints.
``bibmonth`` is what BibTeX prints for the month of ``date`` where that is more than its name: ``10 jan``;
``bibtype`` the type of a block that no data model has: ``bookinarticle`` of a style's own."""

OF_STYLES = frozenset(
    "usera userb userc userd usere userf verba verbb verbc lista listb listc listd liste listf namea nameb namec "
    "nameatype namebtype namectype xdata execute".split()
)
"""Section 2.2.4 ("Custom Fields") and ``blx-dm.def``: fields that biblatex has for styles of one's own, and two that
steer biber. They say nothing here and are carried along as text."""

OF_PROGRAMS = frozenset(
    # dblp's .bib files; ACM's; Mendeley's; JabRef's; BibDesk's; CiteULike's; NASA ADS's and INSPIRE's
    "timestamp biburl bibsource acmid issue_date numpages articleno mendeley-groups mendeley-tags arxivid owner "
    "creationdate modificationdate citationkey ranking readstatus priority qualityassured printed relevance date-added "
    "date-modified rating read citeulike-article-id posted-at adsurl adsnote slaccitation".split()
)
"""Fields that programs and registries write into a .bib for themselves; they say nothing of the work that is lost."""

NUMBERED_OF_PROGRAMS = regex(r"bdsk-(?:url|file)-\d+|citeulike-linkout-\d+")

RULE, ALL, BRACED = "rule", "all", "braced"

CHOICES: dict[str, tuple[str, ...]] = {"capitals": (RULE, ALL, BRACED)}
"""field -> the only values it may have. ``capitals`` says which of its titles' capitals an entry keeps: those that
rules find, all, or those in braces."""

LISTED = frozenset("institution languages location organization origlocation origpublisher publisher".split())
"""Fields that are lists in biblatex, cut at "and" (section 2.2.1): one string is one item, a list several."""

BOOKKEEPING = frozenset(
    "bibmonth bibtype capitals dblp crossref presort options relatedoptions langidopts groups".split()
)
"""Fields that steer tools and say nothing about the work: leaving them out of a format is no loss."""

ALIASES = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "hyphenation": "language",
    "journal": "journaltitle",
    "key": "sortkey",
    "langid": "language",
    "pdf": "file",
    "primaryclass": "eprintclass",
    "school": "institution",
}
"""Section 2.2.5: other names of fields, understood on reading, never written back into entries.toml.

``langid`` and ``hyphenation`` are fields of their own there; here the one language says both (`BABEL`)."""

TYPES = {type_: kind.required for type_, kind in KINDS.items()}
"""type -> what it requires, one of each group."""

TYPE_ALIASES: dict[str, tuple[str, str]] = {
    "blog": ("blogpost", ""),
    "conference": ("inproceedings", ""),
    "electronic": ("online", ""),
    "mastersthesis": ("thesis", "mathesis"),
    "phdthesis": ("thesis", "phdthesis"),
    "techreport": ("report", "techreport"),
    "webpage": ("online", ""),
    "www": ("online", ""),
}
"""alias -> (type, genre it implies). Section 2.1.2."""

GENRES = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "datacd": "Data CD",
    "audiocd": "Audio CD",
    "software": "Software",
}
"""Section 4.9.2.13 (localisation keys of the ``type`` field) -> the words for readers without localisation."""

GENRE_KEYS = {words.lower(): key for key, words in GENRES.items()}

PUBSTATES = {
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "prepublished",
}
"""Section 4.9.2.11 (localisation keys of the ``pubstate`` field) -> the words for readers without localisation."""

PUBSTATE_KEYS = {words: key for key, words in PUBSTATES.items()}

PREFERENCES = ("published", "preprint")
"""Which publication of a work an entry takes its facts from; the first is the default."""

PUBLICATION = frozenset(
    (
        "date eventdate journaltitle journalsubtitle journaltitleaddon shortjournal booktitle booksubtitle "
        "booktitleaddon maintitle mainsubtitle eventtitle eventtitleaddon venue series shortseries volume volumes "
        "number issue issuetitle pages eid chapter part edition publisher institution organization location doi url "
        "isbn issn genre pubstate howpublished editor version"
    ).split()
)
"""Fields that describe one publication of a work: merged as one block (docs/decisions/0004)."""

LANGUAGES = {
    "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "de-AT": "austrian", "de-CH": "swissgerman", "el": "greek",
    "en": "english", "en-GB": "british", "en-US": "american", "es": "spanish", "et": "estonian", "eu": "basque",
    "fi": "finnish", "fr": "french", "gl": "galician", "he": "hebrew", "hr": "croatian", "hu": "hungarian",
    "is": "icelandic", "it": "italian", "ja": "japanese", "ko": "korean", "la": "latin", "lt": "lithuanian",
    "lv": "latvian", "nb": "norsk", "nl": "dutch", "nn": "nynorsk", "pl": "polish", "pt": "portuguese",
    "pt-BR": "brazilian", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene", "sr": "serbian",
    "sv": "swedish", "tr": "turkish", "uk": "ukrainian", "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip
"""BCP 47 tag -> babel's name of the language (biblatex manual, table 2; babel manual)."""

BABEL = {name: tag for tag, name in reversed(LANGUAGES.items())} | {
    "brazil": "pt-BR", "francais": "fr", "mexican": "es", "naustrian": "de-AT", "ngerman": "de",
    "nswissgerman": "de-CH", "portuges": "pt", "slovenian": "sl", "ukenglish": "en-GB", "usenglish": "en-US",
}  # fmt: skip
"""babel's names of languages, older and other ones too -> tag (babel manual, section 1.12)."""


ANNOTATION = regex(r"([a-z][a-z0-9_-]*)\+an(?::[a-z0-9_-]+)?")
"""The name of a field that annotates another one, perhaps under a name of its own (section 3.7)."""


def is_annotation(field: str) -> bool:
    """Whether a field annotates another one that there is, in the syntax of annotations."""
    found = ANNOTATION.fullmatch(field)
    return bool(found) and field_of(found[1] if found else "") in FIELDS


def is_known(field: str) -> bool:
    """Whether a field is the model's, annotates one of them, is biblatex's for one's own styles, or a program's own."""
    is_own = field in OF_STYLES or field in OF_PROGRAMS or bool(NUMBERED_OF_PROGRAMS.fullmatch(field))
    return field in FIELDS or is_own or is_annotation(field)


def datatype_of(field: str) -> str:
    """What a field holds; an unknown field holds text."""
    return FIELDS.get(field, TEXT)


def field_of(name: str) -> str:
    """The model's name of a field that may be written by an alias."""
    return ALIASES.get(name, name)
