"""TeX Live's examples imported and exported: what biber and BibTeX make of them, and what styles print, stays as it was."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from tests.moving import (
    BIBLATEX_STYLES,
    BIBTEX_STYLES,
    SOURCES,
    Difference,
    bbl_differences,
    bbl_entries,
    bibtex_differences,
    find,
    is_named,
    moved,
    print_differences,
    real_source,
    word_differences,
)

pytestmark = pytest.mark.slow


class Alike(NamedTuple):
    """Spellings that are one: what the pattern finds is replaced on both sides before they are compared, and why."""

    where: str
    field: str
    pattern: str
    by: str
    reason: str


ALIKE = (
    Alike("bbl", ".*", r"\\bibnamedelim[a-d] ?|~|\\,|\\ ", " ", "a blank of another width or that does not break is read as a blank"),
    Alike("bbl", ".*", r"---", "—", "TeX's ligature for the dash"),
    Alike("bbl", ".*", r"--", "–", "TeX's ligature for the dash"),
    Alike("bbl", ".*", r"\\slash\b ?", "/", "the same sign with leave to break the line"),
    Alike("bbl", ".*", r"\\emph\b", r"\\textit", "in titles set upright the same print"),
    Alike("bbl", "annotation|note|abstract|.*title", r"\\(?:texttt|textsc)\b", "", "a font that the model of texts does not have"),
    Alike("bbl", ".*", r"(?:\\protect)?\\TeX ?", "TeX", "the logo is read as its letters"),
    Alike("[a-z-]+", "print", r"TEX", "TeX", "the logo is read as its letters"),
    Alike("bbl", ".*", r"\\&", "&", "the sign escaped for TeX, also in keys that are sorted by only"),
    Alike("|".join(BIBTEX_STYLES), "print", "–", "-", "a range of months is written with the dash of ranges"),
    Alike("bbl", ".*", r"[{}]", "", "braces keep capitals and words together, which the print of styles judges"),
)  # fmt: skip
"""Normalised by rule."""

DOI = re.compile(r"10\.\d{4,}/\S+")
"""A DOI means the same in capitals and small letters (DOI handbook, 2.4)."""


class Accepted(NamedTuple):
    """A difference that is right: patterns of its place and of both sides, and why."""

    where: str
    key: str
    field: str
    old: str
    new: str
    reason: str


BIBTEX = "|".join(BIBTEX_STYLES)
FLAT = "BibTeX prints a cross reference as \\cite of the host; an entry carries its host's facts itself"
YEARS = "years that \\switchargs puts together are a range, whose end has all its digits"

ACCEPTED = (
    Accepted("bbl", ".*", "dateera", "", "ce", "biber names the era of a `date`, not of the older `year` that was written"),
    Accepted("ieee|apa", "baez/.*", "print", "2-groups.*", "2-Groups.*", "a capital behind a digit is kept: 2-Groups is a term"),
    Accepted("ieee|apa", "ctan", "print", ".?Ctan.*", ".?CTAN.*", "the source forgot the braces round an acronym"),
    Accepted(BIBTEX, "article-crossref", "print",
             r"(?:[Ii]n|Journal)?(?: ?,)?(?: pages)?(?: ?73\+\.)?",
             r"|(?:G-Animal’s )?Journal, (?:41 ?\(7\): ?73\+(?:, July 1986)?\.|vol\. 41,)|73\+, July 1986\.", FLAT),
    Accepted(BIBTEX, "inbook-crossref", "print", r"(?:(?:section 1\.2\. )?Vol(?:ume|\.)(?: 1 of ,)?|Programming ,)?",
             r"vol(?:ume|\.)(?: 1 of The Art of Computer Programming,)?|(?:Programming, section 1\.2\. )?Addison-Wesley,", FLAT),
    Accepted(BIBTEX, "book-crossref", "print", r"Algorithms\. Vol(?:ume|\.)|(?:Programming )?,",
             r"Algorithms, vol(?:ume|\.)|(?:The Art of Computer )?Programming\. Addison-Wesley,", FLAT),
    Accepted(BIBTEX, "incollection-crossref", "print", r"(?:(?:Lipcoll et al\. )?,|179–183\.)?",
             r"(?=.*Lipcoll)(?=.*High Speed Computer and Algorithm Organization).*number 23 in Fast Computers,"
             r"|High Speed Computer and Algorithm Organization \(.*Lipcoll.*\), no\. 23 in Fast Computers,"
             r"|(?:Academic Press, New York, third edition|179–183, New York: Academic Press, third ed\.)(?:, Sept(?:ember|\.) 1977)?\.", FLAT),
    Accepted(BIBTEX, "inproceedings-crossref", "print", r"(?:OXstoc )?,|133–139\.",
             r"Proc\. Fifteenth Annual Symposium on the Theory of Computing,(?: \(Boston\),)?|133–139(?:, Boston)?(?:, 1983)?\.", FLAT),
    Accepted(BIBTEX, "whole-set", "print", r"(?:Knuth)?\(?1968–90\)?\.?", r"(?:Knuth)?\(?1968–1990\)?\.?", YEARS),
    Accepted("alpha|apalike", "whole-set", "print", "Knu68|1968", "Knu90|1990", f"{YEARS}; labels are cut of it"),
    Accepted("alpha", "whole-set", "order", "whole-journal", "book-crossref", f"{YEARS}; it is sorted by its label"),
    Accepted("chicago-authordate", "westfahl:space", "print", "Films”in|55–65",
             r"Films”\. In Space and Beyond: The Frontier Theme in Science Fiction, ed\. by Gary"
             r"|55–65\. Westport, Conn\. and London: Greenwood, 2000",
             "biblatex-chicago shortens a part that names its host by crossref; an entry carries its host's facts itself"),
    Accepted("bbl", "westfahl:frontier", "booktitle|booksubtitle", ".*", "",
             "the words of its title again, for BibTeX as the source says; biblatex has no booktitle of a collection"),
)  # fmt: skip
"""Facts of the source that are wrong, or that are normalised by a documented rule; all else is a fault."""


PERSONS = "an entry is a collection or a part of one if it has an editor, a work of reference has none but editors (docs/reference/formats.md)"
UNDEFINED = "an abbreviation that no file defines is kept as its name; biber leaves it out"
LIFTED = "an address, an identifier or a day of access is lifted from a note, howpublished or journal (docs/reference/formats.md)"
READ = "what BibTeX's users write for a date is read as one, which biber takes for words or leaves out"

REAL_ALIKE = (
    Alike("bbl", ".*", r"\\(La|Bib|)TeX(?![A-Za-z])(?:\{\}| )?", r"\1TeX", "the logo is read as its letters"),
    Alike("bbl", ".*", r"\\ldots ?", "…", "the sign itself"),
    Alike("bbl", ".*", r"\\(?:mbox|relax|protect|par|textsf|rm|texttt|em|textit)\b ?", "", "what sets, breaks and shapes, which the model of texts does not have"),
    Alike("bbl", ".*", "ı(?=[\u0300-\u036f])", "i", "an i has no dot below an accent"),
    Alike("bbl", "keyw", "; ?", ",", "biblatex's separator"),
)  # fmt: skip
"""What else is alike in files that others wrote."""

REAL = (
    Accepted("bbl", ".*", "entrytype", "book|reference|incollection", "collection|book|inbook", PERSONS),
    Accepted("bbl", ".*", "entrysubtype", "", "incollection|reference", PERSONS),
    Accepted("bbl", ".*", "langid", "", "[a-z]+", "a language alone is the one of the text too"),
    Accepted("bbl", ".*", "title|shorthand|journaltitle|howpublished", "", r"\{?[\w()/ -]+-(?:long|short)\}?|IEEE\S+", UNDEFINED),
    Accepted("bbl", ".*", "edition", r"\d+(?:st|nd|rd|th)|(?i:first|second|third|fifth)", r"\d+", "an edition is a number"),
    Accepted("bbl", ".*", "url|urlraw|eprint|eprinttype", "|arXiv", ".+", LIFTED),
    Accepted("bbl", ".*", "url(?:year|month|day|dateera)", "", ".+", LIFTED),
    Accepted("bbl", ".*", "urlraw", ".+", ".*%.*", "what cannot stand in an address is percent-encoded (RFC 3986)"),
    Accepted("bbl", ".*", "note|howpublished", r".*(?:\\url|https?:|www\.|[Aa]ccessed).*", ".*", LIFTED),
    Accepted("bbl", ".*", "year", r"\d{4}\W+\d{2,4}", r"\d{4}", READ),
    Accepted("bbl", ".*", "month", r"\d+[ ~/-].*", r"\d+", READ),
    Accepted("bbl", ".*", "day|end(?:year|month|day|dateera)|sortyear", "", r"\w+", READ),
    Accepted("bbl", ".*", "type", "Technical report", "techreport", "biblatex's key for these words, which it translates"),
    Accepted("bbl", "proceeding1|lncschap", "booktitle", "", ".+", "a paper without booktitle is in the proceedings of its event"),
    Accepted("bbl", "fake-database-key|scribe", "entry", "there", "", "open: btxdoc.bib's @FAKE-ENTRY, which shows what a .bib may hold"),
    Accepted("bbl", "negr[aã]o1[34]", "entry", ".*", ".*", "a key is of ASCII; import says the new one and keeps the old one among ids"),
    Accepted("bbl", ".*", "author \\d.*", r".*\\hologo.*", ".*", "open: a name holds no TeX"),
    Accepted("bbl", "itemize|b.*", "note|annotation", r".*\\begin.*", ".*", "TeX that acts stays characters (docs/decisions/0003)"),
    Accepted("bbl", ".*", ".*title", r".*(?:\\emph|\\itshape|~).*", ".*", "open: braces within styles"),
)  # fmt: skip
"""What else is right in files that others wrote; ``open`` what is not yet."""


def is_right_in_real(one: Difference, named: frozenset[tuple[str, str]]) -> bool:
    """Whether a difference is accepted, or named by import or in the ledger; the order follows from the fields."""
    old, new = (canonical(one, value, (*REAL_ALIKE, *ALIKE)) for value in (one.old, one.new))
    is_other = one.field != "order" and old != new and not accepted(one) and not is_named(one, named)
    return not is_other or bool(_reason(one, REAL))


def canonical(one: Difference, value: str, rules: Sequence[Alike] = ALIKE) -> str:
    for rule in rules:
        if re.fullmatch(rule.where, one.where) and re.fullmatch(rule.field, one.field):
            value = re.sub(rule.pattern, rule.by, value)
    value = unicodedata.normalize("NFD", value)
    return "".join(DOI.sub(lambda doi: doi[0].lower(), value).split())


def accepted(one: Difference) -> str:
    """Why a difference is right; nothing if it is a fault."""
    if one.field != "order" and canonical(one, one.old) == canonical(one, one.new):
        return "alike"
    return _reason(one, ACCEPTED)


def _reason(one: Difference, rules: Sequence[Accepted]) -> str:
    for rule in rules:
        pairs = (
            (rule.where, one.where),
            (rule.key, one.key),
            (rule.field, one.field),
            (rule.old, one.old),
            (rule.new, one.new),
        )
        if all(re.fullmatch(pattern, value) for pattern, value in pairs):
            return rule.reason
    return ""


def faults(found):
    return [str(one) for one in found if not accepted(one)]


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """TeX Live's examples and their re-exports by dialect; a dialect is absent where its file is."""
    folder = tmp_path_factory.mktemp("moved")
    found = {dialect: find(name) for dialect, name in SOURCES.items()}
    after = {dialect: moved(path, dialect, folder / dialect).bib for dialect, path in found.items() if path}
    for path in after.values():
        path.write_text(path.read_text(encoding="utf-8").replace(UNDATED, ""), encoding="utf-8")
    return {dialect: (found[dialect], path) for dialect, path in after.items()}


UNDATED = "  year = {n.d.},\n  date = {n.d.},\n"
"""The one thing that BibTeX's file says and its source does not, of works without a year: author-year styles (apalike,
plainnat) warn of an empty one, of types too that need none, and natbib prints "[]". It is left out before styles are compared,
since it moves labels and order as well; that no dated work has it, `test_no_dated_work_is_called_undated` says."""


def test_no_dated_work_is_called_undated(tmp_path):
    source = find(SOURCES["bibtex"])
    if source is None:
        pytest.skip(f"{SOURCES['bibtex']} is not installed")
    blocks = moved(source, "bibtex", tmp_path).bib.read_text(encoding="utf-8").split("\n@")
    undated = {re.search(r"\{(.*?),", block)[1] for block in blocks if UNDATED in block}
    dated = {
        key
        for key, fields in re.findall(r"(?ms)^@\w+\{([^,\s]+),(.*?)^\}", source.read_text())
        if re.search(r"(?mi)^\s*year", fields)
    }
    assert undated
    assert not undated & dated


def pair(examples, dialect):
    if dialect not in examples:
        pytest.skip(f"{SOURCES[dialect]} is not installed")
    return examples[dialect]


@pytest.mark.program("kpsewhich", "biber", "pdflatex")
def test_biber_reads_every_field_of_the_re_export_as_of_the_original(examples, tmp_path):
    assert faults(bbl_differences(*pair(examples, "biblatex"), tmp_path)) == []


@pytest.mark.program("kpsewhich", "biber", "pdflatex", "pdftotext")
@pytest.mark.parametrize("style", BIBLATEX_STYLES)
def test_a_biblatex_style_prints_the_re_export_as_the_original(examples, style, tmp_path):
    assert faults(print_differences(*pair(examples, "biblatex"), style, tmp_path)) == []


@pytest.mark.program("kpsewhich", "bibtex", "pandoc")
@pytest.mark.parametrize("style", BIBTEX_STYLES)
def test_a_bibtex_style_prints_the_re_export_as_the_original(examples, style, tmp_path):
    assert faults(bibtex_differences(*pair(examples, "bibtex"), style, tmp_path)) == []


@pytest.mark.program("kpsewhich", "biber", "pdflatex")
def test_biber_reads_the_files_of_tex_live_after_moving_as_before(tmp_path):
    source = real_source(tmp_path)
    if not source:
        pytest.skip("TeX Live's .bib files are not installed")
    after = moved(source, "biblatex", tmp_path / "moved")
    found = bbl_differences(source, after.bib, tmp_path / "bbl")
    assert [str(one) for one in found if not is_right_in_real(one, after.named)] == []


BBL = r"""
    \entry{a}{article}{skipbib=true}
      \name{author}{2}{}{%
        {{hash=0}{%
           family={Knuth},
           familyi={K\bibinitperiod},
           given={D.\bibnamedelimi E.}}}%
        {{useprefix=true,hash=1}{%
           family={Gogh},
           prefix={van}}}%
      }
      \list{location}{2}{%
        {Oslo}%
        {Bergen}%
      }
      \strng{namehash}{0}
      \field{sortinit}{K}
      \field{title}{A {B} \emph{c}}
      \range{pages}{3}
      \verb{url}
      \verb https://x.org/a_b
      \endverb
      \keyw{x,y}
    \endentry
"""


def test_a_bbl_is_read_by_part_of_a_name_and_item_of_a_list():
    expected = {
        "entrytype": "article", "options": "skipbib=true", "author 1 family": "Knuth", "author 1 given": r"D.\bibnamedelimi E.",
        "author 2 options": "useprefix=true", "author 2 family": "Gogh", "author 2 prefix": "van", "location 1": "Oslo",
        "location 2": "Bergen", "title": r"A {B} \emph{c}", "pages range": "3", "url": "https://x.org/a_b", "keyw": "x,y",
    }  # fmt: skip
    assert bbl_entries(BBL) == {"a": expected}


@pytest.mark.parametrize(
    ("field", "old", "new", "is_right"),
    [
        ("title", "The {TeX} Book", "The TeX Book", True),
        ("title", "A~B -- C", "A B – C", True),
        ("title", "A B", "A C", False),
        ("location 1", "Oslo", "Oslo and Bergen", False),
        ("doi", "10.1000/ABC", "10.1000/abc", True),
        ("doi", "10.1000/ABC", "10.1000/abd", False),
        ("entry", "there", "", False),
        ("options", "skipbib=true", "", False),
    ],
)
def test_only_what_has_a_reason_is_no_fault(field, old, new, is_right):
    assert bool(accepted(Difference("bbl", "k", field, old, new))) is is_right


def test_words_in_print_are_compared_one_by_one():
    found = list(word_differences("plain", "k", "In Oslo and Bergen, 1999.", "In Oslo, 1999."))
    assert [(one.old, one.new) for one in found] == [("Oslo and Bergen,", "Oslo,")]
