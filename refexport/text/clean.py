"""Registry values -> model values: people, dates, pages, numbers, languages.

What is only written oddly is repaired, what cannot be read is left out, nothing is guessed. Names that a registry
gives as one string are split by BibTeX's rules (model/name.py) with a table of particles.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from refexport.data.patterns import regex
from refexport.data.words import ORGANISATIONS
from refexport.model.date import SEASON_NUMBERS, Date, month_number, parse_date, print_date
from refexport.model.ids import normal_isbn, normal_issn
from refexport.model.name import OTHERS, Name, display_name
from refexport.model.pages import DASHES, normal_pages
from refexport.model.text import Text, plain_text, print_text
from refexport.text.markup import plain

PARTICLES = frozenset(
    "af al am auf av bin d' d’ da dal dalla de degl' degli dei del dell' della delle dem den der des di do dos du e el "
    "ibn la las le lo los ’t 't te ten ter thoe tho und van vande vanden vander vom von y zu zum zur".split()
)
"""Small words before a family name. Source: CSL 1.0.2, "Non-dropping particles", and citeproc-js's list of them."""

FAMILY_STARTS = frozenset(
    "Abu Al Da Dal De Dei Del Della Den Der Di Dos Du El La Le Lo Mac Mc St. Ter Ten Van Vander Von Zu Ó Ní".split()
)
"""The same written large: after another name they are the first word of the family name ("Le Cun", "Van Gool")."""

SUFFIX = regex(r"(?:Jr|Sr|Jnr|Snr|Junior)\.?|II|III|IV|2nd|3rd|4th", re.IGNORECASE)
DEGREE = regex(
    r"\b(?:M\.?D|Ph\.?\s?D|M\.?Sc|B\.?Sc|M\.?P\.?H|D\.?Phil|R\.?N|F\.?R\.?C\.?[SP]|Dr|Prof)\b\.?,?\s*", re.IGNORECASE
)
MARKS = " \t*†‡§¶‖#,;"
"""Footnote marks and separators that are left at the ends of names."""

ON_BEHALF = regex(r"(?:(?:on|in) behalf of|for)\s+(?:the\s+)?", re.IGNORECASE)
ORGANISATION = regex(rf"\b(?:{'|'.join(ORGANISATIONS)})\b", re.IGNORECASE)
"""Words that people are not called."""

AND_OTHERS = regex(r"\(?(?:et\.?\s*al|and others|others)\.?\)?", re.IGNORECASE)
ORCID = regex(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dX])", re.IGNORECASE | re.ASCII)
BUDDHIST = range(2400, 2700)
"""Years of the Buddhist era (543 ahead), as Thai registrants give them; no work is dated so by our calendar."""

ISO_DATE = regex(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
YEAR = regex(r"(?<!\d)(?:1\d|20)\d\d(?!\d)", re.ASCII)
DAY = regex(r"(?<!\d)[0-3]?\d(?!\d)", re.ASCII)

NO_PAGES = regex(r"(?:n/?a|null|none|undefined|-|–|0)(?:\s*[-–]\s*(?:n/?a|null|0))?", re.IGNORECASE)
PAGE_WORD = regex(r"(?:pp?\.|pp\b|pages?\b)\s*", re.IGNORECASE)
ARTICLE_NUMBER = regex(r"[eA]\d+", re.IGNORECASE)
"""A lone ``e33693`` or ``A1`` (PLOS, Astronomy & Astrophysics) counts articles, not pages."""


def split_person(raw: str) -> Name | None:
    """The name in a string with the given names first, or in ``Family, Given``; None if there is none."""
    text = re.sub(r"\s*\([^()]*\)", "", plain(raw)).strip(MARKS)
    if AND_OTHERS.fullmatch(text):
        return OTHERS
    if not any(char.isalnum() for char in text):
        return None
    if is_organisation(text):
        return organisation(text)
    head, comma, tail = (part.strip() for part in text.partition(","))
    if comma and not SUFFIX.fullmatch(tail):
        return person(tail, head)
    words, suffix = head.split(), tail
    if not suffix and len(words) > 2 and SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    cut = _family_start(words)
    return person(" ".join(words[:cut]), " ".join(words[cut:]), suffix)


def person(given: str, family: str, suffix: str = "", orcid: str = "") -> Name | None:
    """A name from its parts; particles, suffixes and organisations are put where they belong; None if there is none."""
    first, last = plain(given).strip(MARKS), plain(family).strip(MARKS)
    if not last:
        return split_person(first) if first else None
    if ON_BEHALF.match(f"{first} {last}".strip()) or (is_organisation(last) and not first):
        return organisation(f"{first} {last}")
    last, family_suffix = _cut_suffix(last)
    first, given_suffix = _cut_suffix(first)
    first, before = _cut_end_particle(first)
    particle, last = _cut_start_particle(last)
    kept = DEGREE.sub("", plain(suffix)).strip(MARKS) or family_suffix or given_suffix
    return Name(last, first, f"{before} {particle}".strip(), kept, orcid=normal_orcid(orcid))


def organisation(raw: str) -> Name | None:
    """A name that is kept whole, without footnote marks and "on behalf of the"; None if nothing is left."""
    text = re.sub(f"^{ON_BEHALF.pattern}", "", plain(raw).strip(MARKS), flags=re.IGNORECASE)
    return Name(literal=text) if text else None


def is_organisation(text: str) -> bool:
    """Whether a name holds a word that people are not called, or speaks for others."""
    return bool(ORGANISATION.search(text) or ON_BEHALF.match(text))


def gather(pairs: Iterable[tuple[str, Sequence[Name | None]]]) -> tuple[tuple[Name, ...], str]:
    """All names, and the strings of those that cleaning made other words of, from pairs of a string and its names."""
    names: list[Name] = []
    changed: list[str] = []
    for raw, names_of in pairs:
        kept = [name for name in names_of if name]
        names += kept
        if _words_of(raw) != _words_of(" ".join(map(display_name, kept))):
            changed.append(" ".join(plain(raw).split()))
    return tuple(names), "; ".join(filter(None, changed))


def is_capitals(text: str) -> bool:
    """Whether a title or name of more than four letters is written in capitals throughout."""
    return text == text.upper() != text.lower() and sum(map(str.isalpha, text)) > 4


def normal_orcid(raw: str) -> str:
    """``0000-0002-1825-0097`` from an ORCID or its address; nothing if its check digit is wrong (ISO 7064 MOD 11-2)."""
    found = ORCID.search(raw)
    if not found:
        return ""
    orcid = "-".join(found.groups()).upper()
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return orcid if orcid[-1] == ("X" if check == 10 else str(check)) else ""


def date_of_parts(parts: object) -> Date | None:
    """The date of ``[2017, 8, 6]``, as far as it is one: ``[2017, 13]`` is a year; None for ``[null]`` and the like."""
    numbers = [_number(part) for part in parts[:3]] if isinstance(parts, list) else []
    for length in range(len(numbers), 0, -1):
        if all(numbers[:length]) and (date := date_of_text("-".join(f"{part:02}" for part in numbers[:length]))):
            return date
    return None


def date_of_text(raw: str) -> Date | None:
    """The date at the start of ``2017-08-06T12:00:00Z``, a Buddhist year by our calendar; None if there is none."""
    try:
        date = parse_date(raw.strip().partition("T")[0].partition(" ")[0])
    except ValueError:
        return None
    year = date.year or 0
    if year in BUDDHIST:
        return Date(year - 543, date.month, date.day)
    return date if 1000 <= year <= 9999 else None


def date_of_words(raw: str) -> Date | None:
    """The date in ``1998 Feb 28``, ``March 16, 2009``, ``c1991``, ``2013 Winter``, ``2019 Jul-Aug``; None without.

    What stands beside year, month and day is passed over.
    """
    text = plain(raw)
    if ISO_DATE.fullmatch(text):
        return date_of_text(text)
    years = YEAR.findall(text)
    first, *others = (_words_date(part, years[0]) for part in DASHES.split(text)) if years else (None,)
    try:
        return parse_date(f"{print_date(first)}/{print_date(others[0])}") if first and others and others[0] else first
    except ValueError:
        return first


def clean_pages(raw: str) -> str:
    """``1126--1135`` from any spelling of a range; a list keeps its commas; nothing for ``n/a``."""
    text = PAGE_WORD.sub("", plain(raw).strip(), count=1).rstrip("+-–").strip(" ,;.")
    if NO_PAGES.fullmatch(text):
        return ""
    return normal_pages(text, from_registry=True)


def is_article_number(pages: str) -> bool:
    """Whether what stands where pages should is the number of an article."""
    return bool(ARTICLE_NUMBER.fullmatch(pages))


def one_issn(raws: Iterable[str]) -> str:
    """The first valid ISSN (a reference has room for one); nothing if there is none."""
    return _first_valid(raws, normal_issn)


def one_isbn(raws: Iterable[str]) -> str:
    """The first valid ISBN (a reference has room for one); nothing if there is none."""
    return _first_valid((raw.rpartition("/")[2] for raw in raws), normal_isbn)


def language_tag(raw: str) -> str:
    """A BCP 47 tag as ``de`` or ``pt-BR``; nothing if it is none."""
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?", raw.strip(), re.IGNORECASE | re.ASCII)
    if not found:
        return ""
    return found[1].lower() + (f"-{found[2].upper()}" if found[2] else "")


def thesis_genre(raw: str) -> str:
    """What kind of thesis a degree or a depositor's word stands for: biblatex's key, else the word itself."""
    if re.search(r"ph\.?\s?d|doctor|d\.?phil", raw, re.IGNORECASE):
        return "phdthesis"
    if re.search(r"master|diplom|\bm\.?\s?(?:sc|a|s|phil|eng)\b", raw, re.IGNORECASE):
        return "mathesis"
    return "bathesis" if re.search(r"bachelor|\bb\.?\s?(?:sc|a|eng)\b", raw, re.IGNORECASE) else raw


def joined_title(title: str, subtitle: str) -> str:
    """``Title: Subtitle``, unless the title already ends with it or needs no colon."""
    head, tail = title.strip(), subtitle.strip()
    if not head or not tail or head.casefold().endswith(tail.casefold()):
        return head or tail
    return f"{head} {tail}" if head.endswith((":", "?", "!", "—", "–")) else f"{head}: {tail}"


def without_full_stop(title: str) -> str:
    """The title without the full stop that some depositors end it with; an abbreviation's stays."""
    return re.sub(r"(?<=\w{4})\.$", "", title.strip())


def is_changed(raw: str, value: Text) -> bool:
    """Whether cleaning changed more than white space, so that the raw string is worth keeping."""
    return " ".join(raw.split()) not in (plain_text(value), print_text(value))


def _words_of(text: str) -> list[str]:
    return sorted(text.replace(",", " ").split())


def _family_start(words: Sequence[str]) -> int:
    """Where the particle or the family name begins in a name with the given names first."""
    for n, word in enumerate(words[:-1]):
        if word in PARTICLES or (n > 0 and word in FAMILY_STARTS):
            return n
    return len(words) - 1


def _cut_suffix(text: str) -> tuple[str, str]:
    """The name without the suffix that stood at its end, and the suffix."""
    head, _, last = text.replace(",", " ").rpartition(" ")
    return (head.strip(), last) if head.strip() and SUFFIX.fullmatch(last) else (text, "")


def _cut_end_particle(given: str) -> tuple[str, str]:
    words = given.split()
    cut = len(words)
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _cut_start_particle(family: str) -> tuple[str, str]:
    words = family.split()
    cut = 0
    while cut < len(words) - 1 and words[cut] in PARTICLES:
        cut += 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _words_date(part: str, year: str) -> Date | None:
    """The date of one end of a range; an end without its own year has that of the other."""
    words = re.findall(r"[^\W\d_]+", part)
    month = next((n for word in words if (n := month_number(word) or SEASON_NUMBERS.get(word.lower()))), 0)
    day = DAY.search(part)
    own = YEAR.search(part)
    return None if not (own or month) else date_of_parts([own[0] if own else year, month, day[0] if day else 0])


def _number(part: object) -> int:
    """A whole number of at most four digits, also in a string; 0 for anything else."""
    is_number = isinstance(part, str | int) and re.fullmatch(r"\s*\d{1,4}\s*", str(part), re.ASCII)
    return int(str(part)) if is_number else 0


def _first_valid(raws: Iterable[str], normal: Callable[[str], str]) -> str:
    for raw in raws:
        try:
            return normal(raw)
        except ValueError:
            continue
    return ""
