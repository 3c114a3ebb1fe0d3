# ruff: noqa: E501 - the rows of a table
"""KINDS: all that depends on the type of a work, one row a type: what it requires, what it is, what formats call it.

Sources: the biblatex manual 3.18, section 2.1.1 ("Required fields"; ``organization`` may stand for an author where the
manual leaves the author optional in practice); btxdoc, section 3.1; CSL 1.0.2, appendix III; the RIS format
specification; "The Hayagriva YAML File Format"; MODS: MARC's genre terms (loc.gov/standards/valuelist/marcgt.html),
bibutils' own and Zotero's item types, with ``_`` for a blank; Word: ST_SourceType of ECMA-376-1, 22.6. What registries
hold: the types of Crossref (api.crossref.org/types), DataCite (metadata schema 4.5, appendix 1), dblp (dblp.org/faq)
and arXiv.
"""

from collections.abc import Mapping
from typing import NamedTuple

Required = tuple[tuple[str, ...], ...]

PAPER, BOOK, THESIS, DATA, PROGRAM, PAGE, PERIODICAL = "paper book thesis data program page periodical".split()
ANY = ""
"""May be a work of any sort: ``misc``, and types that say more of a work's use than of its form."""


class Kind(NamedTuple):
    """The facts about an entry type.

    ``needs`` names what it requires, ``a/b`` is met by either; ``sort`` is the sort of work (works of two sorts are two
    works), ``place`` where it stands: "in a book" and the like, "a book", "on a site", "issued" by an institution.
    ``is_searched``: registries hold such works under their titles. ``bibtex`` is its block, ``biblatex`` the nearest
    type of biblatex's if it has none itself. The others are what formats call it: ``= theirs, others read as it``, or
    with ``>`` if theirs is read as another type.
    """

    needs: str
    sort: str
    place: str = ""
    is_searched: bool = True
    bibtex: str = "misc"
    biblatex: str = ""
    csl: str = ""
    ris: str = ""
    hayagriva: str = ""
    mods: str = ""
    word: str = ""

    @property
    def required(self) -> Required:
        """What the type requires: one of each of the groups."""
        return tuple(tuple(one.split("/")) for one in self.needs.split())

    @property
    def is_part(self) -> bool:
        """Whether such a work is part of another one: it has no ISBN of its own but bears that of its book."""
        return self.place.startswith("in ")


# fmt: off
KINDS: Mapping[str, Kind] = {
    "article": Kind("author title journaltitle date", PAPER, "in a journal", bibtex="article",
        csl="= article-journal review-book", ris="= JOUR ABST EJOUR INPR", hayagriva="= article/periodical article/newspaper",
        mods="= journal_article article journalarticle magazine_article magazinearticle newspaper_article newspaperarticle research_article", word="= JournalArticle ArticleInAPeriodical"),
    "artwork": Kind("author title date", ANY, is_searched=False,
        csl="= graphic figure map", ris="= ART", hayagriva="= artwork",
        mods="= art_original artwork art_reproduction picture map painting", word="= Art"),
    "audio": Kind("author title date", PAGE, is_searched=False,
        csl="= song broadcast", ris="= SOUND MUSIC", hayagriva="= audio",
        mods="= sound audiorecording podcast radiobroadcast", word="= SoundRecording"),
    "blogpost": Kind("author/editor/organization title date url", PAGE, "on a site", is_searched=False, biblatex="online",
        csl="= post-weblog", ris="= BLOG", hayagriva="= article/blog article/web",
        mods="= blog_post blogpost blog", word="> InternetSite"),
    "book": Kind("author/editor title date", BOOK, "a book", bibtex="book",
        csl="= book classic", ris="= BOOK EBOOK", hayagriva="= book",
        mods="= book monograph", word="= Book"),
    "booklet": Kind("author/editor title date", BOOK, bibtex="booklet",
        csl="= pamphlet", ris="= PAMP", hayagriva="> book",
        mods="= pamphlet booklet", word="> Book"),
    "bookinbook": Kind("author title booktitle date", BOOK, "in a book", bibtex="incollection",
        csl="> chapter", ris="> CHAP", hayagriva="> chapter/book",
        mods="> book_chapter", word="> BookSection"),
    "collection": Kind("editor title date", BOOK, "a book", bibtex="book",
        csl="> book collection", ris="> BOOK EDBOOK", hayagriva="= anthology",
        mods="> book edited_book festschrift", word="> Book"),
    "commentary": Kind("author/editor title date", BOOK, "a book", bibtex="book",
        csl="> book", ris="> BOOK", hayagriva="> book",
        mods="> book", word="> Book"),
    "dataset": Kind("author/editor title date", DATA, csl="= dataset", ris="= DATA", hayagriva="> repository",
        mods="= dataset database numeric_data", word="> ElectronicSource"),
    "image": Kind("author title date", ANY, is_searched=False,
        csl="> graphic", ris="> ART", hayagriva="> artwork",
        mods="> picture", word="> Art"),
    "inbook": Kind("author title booktitle date", PAPER, "in a book", bibtex="incollection",
        csl="> chapter", ris="> CHAP", hayagriva="= chapter/book chapter article/book",
        mods="= book_chapter chapter", word="> BookSection"),
    "incollection": Kind("author title editor booktitle date", PAPER, "in a book", bibtex="incollection",
        csl="= chapter", ris="= CHAP ECHAP", hayagriva="= anthos/anthology anthos article/anthology chapter/anthology",
        mods="= book_section booksection book_part", word="= BookSection"),
    "inproceedings": Kind("author title booktitle date", PAPER, "in proceedings", bibtex="inproceedings",
        csl="= paper-conference", ris="= CONF CPAPER", hayagriva="= article/proceedings article/conference chapter/proceedings",
        mods="= conference_paper conferencepaper proceedings_paper", word="= ConferenceProceedings Proceedings"),
    "inreference": Kind("title booktitle date", PAPER, "in a book", bibtex="incollection",
        csl="= entry-encyclopedia entry entry-dictionary", ris="> CHAP DICT ENCYC", hayagriva="= entry/reference entry article/reference chapter/reference",
        mods="= encyclopedia_article encyclopediaarticle dictionary_entry dictionaryentry", word="> BookSection"),
    "jurisdiction": Kind("title date", ANY, csl="= legal_case", ris="= CASE", hayagriva="= case",
        mods="= legal_case_and_case_notes case law_report_or_digest", word="= Case"),
    "legal": Kind("title date", ANY, csl="> legislation", ris="> STAT", hayagriva="> legislation",
        mods="> legislation", word="> Misc"),
    "legislation": Kind("title date", ANY,
        csl="= legislation bill regulation treaty", ris="= STAT BILL", hayagriva="= legislation",
        mods="= legislation statute bill treaty", word="> Misc"),
    "letter": Kind("author date", PAGE, is_searched=False,
        csl="= personal_communication", ris="= PCOMM", hayagriva="> misc",
        mods="= letter communication email e-mail_communication", word="> Misc"),
    "manual": Kind("author/editor/organization title date", BOOK, bibtex="manual",
        csl="> book", ris="> BOOK", hayagriva="> book",
        mods="= instruction manual", word="> Book"),
    "misc": Kind("author/editor/organization title date", ANY, csl="= document", ris="= GEN", hayagriva="= misc",
        mods="= miscellaneous document", word="= Misc Interview"),
    "movie": Kind("title date", PAGE, is_searched=False, csl="> motion_picture", ris="= MPCT", hayagriva="> video",
        mods="= motion_picture film", word="= Film"),
    "music": Kind("author title date", PAGE, is_searched=False, csl="> song", ris="> SOUND", hayagriva="> audio",
        mods="= music", word="> SoundRecording"),
    "mvbook": Kind("author/editor title date", BOOK, "a book", bibtex="book",
        csl="> book", ris="> BOOK", hayagriva="> book",
        mods="= multivolume_monograph", word="> Book"),
    "mvcollection": Kind("editor title date", BOOK, "a book", bibtex="book",
        csl="> book", ris="> BOOK", hayagriva="> anthology",
        mods="> multivolume_monograph", word="> Book"),
    "mvproceedings": Kind("title date", BOOK, "proceedings", bibtex="proceedings",
        csl="> book", ris="> BOOK", hayagriva="> proceedings",
        mods="> conference_publication", word="> Book"),
    "mvreference": Kind("editor title date", BOOK, "a book", bibtex="book",
        csl="> book", ris="> BOOK", hayagriva="> reference",
        mods="> encyclopedia", word="> Book"),
    "online": Kind("author/editor/organization title date url/doi/eprint", PAGE, "on a site", is_searched=False,
        csl="= webpage post", ris="= ELEC ICOMM WEB", hayagriva="= web blog post thread",
        mods="= web_site web_page webpage website online_system_or_service", word="= InternetSite DocumentFromInternetSite"),
    "patent": Kind("author title number date", ANY, csl="= patent", ris="= PAT", hayagriva="= patent",
        mods="= patent", word="= Patent"),
    "performance": Kind("title date", PAGE, is_searched=False,
        csl="= performance", ris="> GEN", hayagriva="= performance",
        mods="= performance rehearsal presentation", word="= Performance"),
    "periodical": Kind("editor title date", PERIODICAL, "a periodical",
        csl="= periodical", ris="= JFULL", hayagriva="= periodical newspaper",
        mods="= periodical journal academic_journal newspaper magazine series", word="> Book"),
    "preprint": Kind("author title date eprint", PAPER, biblatex="online",
        csl="= article", ris="> UNPB", hayagriva="= article",
        mods="= preprint", word="> Report"),
    "proceedings": Kind("title date", BOOK, "proceedings", bibtex="proceedings",
        csl="> book", ris="> BOOK", hayagriva="= proceedings",
        mods="= conference_publication proceedings", word="> Book Conference"),
    "reference": Kind("editor title date", BOOK, "a book", bibtex="book",
        csl="> book", ris="> BOOK", hayagriva="= reference",
        mods="= encyclopedia dictionary handbook", word="> Book"),
    "report": Kind("author title genre institution date", PAPER, "issued", bibtex="techreport",
        csl="= report", ris="= RPRT", hayagriva="= report",
        mods="= technical_report report working_paper government_publication", word="= Report"),
    "review": Kind("author title journaltitle date", PAPER, "in a journal", bibtex="article",
        csl="> article-journal", ris="> JOUR", hayagriva="> article/periodical",
        mods="= review", word="> JournalArticle"),
    "set": Kind("entryset", ANY, csl="> document", ris="> GEN", hayagriva="> misc",
        mods="> miscellaneous", word="> Misc"),
    "software": Kind("author/editor/organization title", PROGRAM, is_searched=False,
        csl="= software", ris="= COMP", hayagriva="= repository",
        mods="= software computerprogram computer_program", word="= ElectronicSource"),
    "standard": Kind("title date", ANY, csl="= standard", ris="= STAND", hayagriva="> report",
        mods="= standard_or_specification standard", word="> Misc"),
    "suppbook": Kind("author title booktitle date", ANY, "in a book", bibtex="incollection",
        csl="> chapter", ris="> CHAP", hayagriva="> chapter/book",
        mods="> book_chapter", word="> BookSection"),
    "suppcollection": Kind("author title booktitle date", ANY, "in a book", bibtex="incollection",
        csl="> chapter", ris="> CHAP", hayagriva="> anthos/anthology",
        mods="> book_section", word="> BookSection"),
    "suppperiodical": Kind("author title journaltitle date", PAPER, "in a journal", bibtex="article", biblatex="article",
        csl="> article-journal", ris="> JOUR", hayagriva="> article/periodical",
        mods="> journal_article", word="> JournalArticle"),
    "thesis": Kind("author title genre institution date", THESIS, "issued", bibtex="phdthesis",
        csl="= thesis", ris="= THES", hayagriva="= thesis",
        mods="= thesis dissertation ph.d._thesis masters_thesis doctoral_thesis studentthesis monographdoctoralthesis", word="> Report"),
    "unpublished": Kind("author title date", PAPER, bibtex="unpublished",
        csl="= manuscript speech", ris="= UNPB MANSCPT UNPD", hayagriva="= manuscript",
        mods="= unpublished manuscript speech", word="> Misc"),
    "video": Kind("author/editor/organization title date url", PAGE, is_searched=False,
        csl="= motion_picture", ris="= VIDEO", hayagriva="= video scene",
        mods="= videorecording television_broadcast tvbroadcast video", word="> Film"),
}
# fmt: on
"""Entry type -> facts.

``preprint`` and ``blogpost`` are ours: CSL, Zotero and RIS tell them apart, biblatex writes both as ``online``; ``video``
requires what ``online`` does. Where two TYs of RIS would do, the one that more clients know."""

UNKNOWN = Kind("", ANY)


def kind_of(type_: str) -> Kind:
    """The facts about an entry type; no type, or one of the user's own, may be anything."""
    return KINDS.get(type_, UNKNOWN)


def _placed(*places: str) -> frozenset[str]:
    return frozenset(type_ for type_, kind in KINDS.items() if kind.place in places)


BOOKS = _placed("a book")
"""Whole books but proceedings."""

PROCEEDINGS = _placed("proceedings")

IN_BOOKS = _placed("in a book")
"""Parts of books but proceedings."""

HOSTED = _placed("in a book", "in proceedings")
"""Parts of books, whose title is ``booktitle``."""

IN_SERIES = BOOKS | PROCEEDINGS | HOSTED
"""Types whose number is the series' (btxdoc, section 3.2), and which have no issue."""

IN_JOURNALS = _placed("in a journal")
"""Parts of periodicals, whose title is ``journaltitle``."""

PERIODICALS = _placed("in a journal", "a periodical")
"""Types whose number is the issue's."""

SITES = _placed("on a site")
"""Types whose ``organization`` is the name of the site that holds them."""

INSTITUTIONAL = _placed("issued")
"""Types that an ``institution`` issues."""
