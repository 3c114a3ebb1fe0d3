"""Shapes: the ways in which people write references, each with a line of that shape."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from refexport.clean import is_organisation
from refexport.imports.dates import Dated, has_date, take_date
from refexport.imports.people import HAN, PLACE, SURE, WEAK, is_initials, parse_people, strength
from refexport.imports.runs import Found, find_people, runs_of_people
from refexport.imports.venue import begins_with_venue, is_venue, tidy
from refexport.model.date import Date
from refexport.model.name import OTHERS, Name


class Parts(NamedTuple):
    """A reference taken apart: ``odd`` is the number in the year's place that is none, ``rest`` venues and remarks."""

    title: str = ""
    people: tuple[Name, ...] = ()
    date: Date | None = None
    odd: str = ""
    type: str = ""
    rest: tuple[str, ...] = ()

    def or_else(self, other: "Parts") -> "Parts":
        """These parts, the other's where these have none, and what rests of both."""
        merged = Parts(*(mine or theirs for mine, theirs in zip(self, other, strict=True)))
        return merged._replace(rest=(*self.rest, *other.rest), odd="" if merged.date else merged.odd)


class Shape(NamedTuple):
    """A way to write a reference: an example, what reads it (None: not this shape), and whether emphasis tells it."""

    example: str
    read: Callable[[str], Parts | None]
    is_marked: bool = False


class Mark(NamedTuple):
    """A way to set a title apart; after people's names it takes ``fewest`` words to be no journal's name."""

    pattern: re.Pattern[str]
    fewest: int


MARKS = (
    Mark(re.compile(r"《(?P<title>[^《》]{2,})》"), 1),
    Mark(
        re.compile(
            r"[\"“„](?P<title>[^\"“”„]{8,}?)(?:[,.]\s*[\"”]|[\"”](?=\s*(?:$|[,.;(\[–—-]|(?:in|by)\b)))", re.IGNORECASE
        ),
        2,
    ),
    Mark(re.compile(r"(?<!\*)\*\*(?P<title>(?:(?!\*\*).)+)\*\*"), 4),
    Mark(re.compile(r"__(?P<title>(?:(?!__).)+)__"), 4),
    Mark(re.compile(r"(?<![\w*])[*_](?=\S)(?P<title>[^*_]+)(?<=\S)[*_](?![\w*])"), 4),
)
"""Book-title marks, quotation marks, bold, italics."""

GB_TYPES = {"D": "thesis", "M": "book", "P": "patent", "R": "report", "S": "standard"}
"""GB/T 7714-2015, table B.1: marks of documents that say more than the venue does."""

GB_MARK = re.compile(r"(?P<before>.{4,}?)\s*\[(?P<mark>J|C|M|D|R|N|P|S|G|A|Z|DB|CP|EB)(?:/(?:OL|CD|MT|DK))?\][./]*(?P<after>.*)")
TAG = re.compile(r"^[\[(](?P<tag>[^\[\]()]{2,40})[\])][\s:,.-]*(?P<rest>\S.*)$", re.DOTALL)
EMPHASIS = re.compile(r"(\*\*|__|~~)(.+?)\1|`([^`]+)`|(?<![\w*\\])([*_])(?=\S)([^*_]+?)(?<=\S)\4(?![\w*])")
PARENTHESIS = re.compile(r"\((?P<inside>[^()]*)\)|\[(?P<square>[^\[\]]*)\]")
YEAR_SENTENCE = re.compile(r"^(?P<people>.{3,}?)[.,]\s+\(?(?P<year>(?:1[5-9]|20)\d\d)[a-z]?\)?[.:]\s+(?P<rest>\S.*)$")
END = re.compile(r"[.?!](?=\s+(?:[\"“(A-Z0-9\u4e00-\u9fff]|arXiv|in\b|doi))|[,;](?=\s)|\s[-–—|]+(?=\s)|。|\s(?=[(\[])")
"""Where a title may end."""

NO_END = re.compile(r"(?:\b[^\W\d_]|\b(?:vs|al|St|Dr|Jr|No|Vol|Proc|Int|Eq|Fig|cf|etc|e\.g|i\.e))$")
"""What a full stop belongs to that ends no sentence."""

NO_TITLE = re.compile(r"(?:and|by|et al|for|in|of|on|the|to|with)\b")
"""What follows names that are part of a title themselves (``Describing Clothing by …``)."""

VENUE_AND_YEAR = re.compile(r"[A-Z][\w&.-]*(?:\s+(?:of|on|in|the|and|for|[A-Z][\w&.-]*)){0,6}\s*\(?(?:1[5-9]|20)\d\d\)?\.?")

LONGEST_LEAD = 40
"""Characters of Chinese words before a title that is set apart."""

FEWEST_LETTERS = 3
FEWEST_NAMES = 3
"""Names in one style of which the last is no title."""

FEWEST_WORDS = 4
"""Words behind a question that go on with the title."""


def plain(text: str) -> str:
    """A text on one line without emphasis."""
    for _ in range(2):
        text = EMPHASIS.sub(lambda found: found[2] or found[3] or found[5], text)
    return " ".join(text.split())


def beside(text: str) -> Parts:
    """What stands beside a title: people, date, venue and remarks, in any order."""
    text = plain(text).strip(" -–—·|,.:;")
    found = find_people(text) or Found("", (), text)
    return rest_of(f"{found.before} {found.after}")._replace(people=found.people)


def rest_of(text: str) -> Parts:
    """The date of a text without people, and what is left of it: a venue or a remark."""
    dated = take_date(text)
    return Parts(date=dated.date, odd=dated.odd, rest=_rest(dated.text))


def _rest(text: str) -> tuple[str, ...]:
    return (bare,) if (bare := tidy(text)) else ()


def cut_title(text: str, *, after_comma: bool = False) -> tuple[str, str]:
    """A text that begins with a title cut in two: the title, and what follows it.

    ``after_comma``: commas part the pieces, so a name with a year at the end is a venue (``Title, Neural Computation (2012)``).
    """
    text = text.strip(" \t\n,.:;-–—·|。")
    asked: tuple[str, str] | None = None
    for stop in END.finditer(text):
        head, mark, tail = text[: stop.start()], stop[0].strip(), text[stop.end() :].strip()
        if len(head) < FEWEST_LETTERS or (mark in (".", "。") and NO_END.search(head)):
            continue
        cut = clean_title(head + (mark if mark in ("?", "!") else "")), tail
        if _ends_title(mark, tail, after_comma=after_comma):
            return cut
        is_short = len(tail.split()) < FEWEST_WORDS or has_date(tail)
        asked = asked or (cut if mark in ("?", "!") and is_short else None)
    return asked or (clean_title(text), "")


def _ends_title(mark: str, tail: str, *, after_comma: bool) -> bool:
    """Whether a title ends at a mark: at a full stop, at others where a venue or date follows."""
    is_last = after_comma and mark == "," and bool(VENUE_AND_YEAR.fullmatch(tail))
    return mark in (".", "。") or not tail or is_last or _is_publication(tail)


def _is_publication(text: str) -> bool:
    """Whether what follows a possible end of a title is a venue or a date; so must be what stands in parentheses."""
    inside = PARENTHESIS.match(text)
    return is_venue(text) if not inside else has_date(inside[0]) or is_venue(inside[0][1:-1])


def clean_title(text: str) -> str:
    """A title without the punctuation and quotation marks around it."""
    stripped = re.sub(r"[,;:，；：]+$", "", text.strip(" \t\n-–—|*_`·")).strip()
    if len(stripped) > 1 and stripped[0] in '"“「《' and stripped[-1] in '"”」》' and not re.search(r'["“”]', stripped[1:-1]):
        stripped = stripped[1:-1].strip()
    return stripped if stripped.endswith("..") else stripped.rstrip("., 。")


def is_title(text: str, *, is_dated: bool = True) -> bool:
    """Whether a text can be a title: letters, no organisation's name; several words where no date backs it."""
    letters = sum(char.isalpha() for char in text)
    if letters < FEWEST_LETTERS and not (HAN.search(text) and letters > 1):
        return False
    return is_dated or bool(HAN.search(text)) or (len(text.split()) > 2 and not is_organisation(text))


def _marked(text: str) -> Parts | None:
    """``S. Ioffe and C. Szegedy, "Batch normalization," in Proc. ICML, 2015.``"""
    for mark in MARKS:
        for found in mark.pattern.finditer(text):
            if parts := around(text[: found.start()], found["title"], text[found.end() :], fewest=mark.fewest):
                return parts
    return None


def around(before: str, title: str, after: str, *, fewest: int = 3) -> Parts | None:
    """A title that is set apart, with what stands before it (nothing, people, a venue or date) and after it."""
    if after.lstrip("*_ ").startswith(":"):
        return None
    lead = plain(before) if tidy(before) else ""
    title = clean_title(plain(title))
    if not _is_set_apart(title, fewest if lead else min(fewest, 2)):
        return None
    people = parse_people(lead, WEAK) if lead else ()
    if people is None and not (is_venue(lead) or has_date(lead) or (HAN.search(lead) and len(lead) <= LONGEST_LEAD)):
        return None
    first = Parts(title, people) if people else beside(lead)._replace(title=title)
    return _with_own_year(first.or_else(beside(after)))


def _is_set_apart(title: str, fewest: int) -> bool:
    """Whether a stretch that is set apart is a title, and not people's names, a venue or a label."""
    words = title.split()
    is_other = parse_people(title, SURE) or title.endswith(":") or (is_venue(title) and len(words) < 4)
    return bool(HAN.search(title)) or (len(words) >= fewest and not is_other)


def _with_own_year(parts: Parts) -> Parts:
    """``[Title (2017)](address)``: a year in parentheses at the title's end is the date."""
    found = re.fullmatch(r"(?P<title>.+?)[,.]?\s*\((?P<inside>[^()]*)\)", parts.title)
    if found and not parts.date and (dated := take_date(found["inside"])).date:
        return parts._replace(title=clean_title(found["title"]), date=dated.date, rest=_rest(dated.text) + parts.rest)
    return parts


def _gb(text: str) -> Parts | None:
    """``LIN Y, LIU Z. Title[C]//ACL, 2017: 34-43.``"""
    found = GB_MARK.fullmatch(text)
    if not found:
        return None
    head = next(_people_first(found["before"], PLACE, is_dated=True), None) or Parts(clean_title(found["before"]))
    return head._replace(type=GB_TYPES.get(found["mark"], "")).or_else(rest_of(found["after"]))


def _tagged(text: str) -> Parts | None:
    """``[ICLR 2018] Title, A. Ng, B. Li``"""
    found = TAG.match(text.replace("`", "[", 1).replace("`", "]", 1) if text.startswith("`") else text)
    if not found or not (is_venue(found["tag"]) or has_date(found["tag"])):
        return None
    return (read_shape(found["rest"]) or Parts(clean_title(found["rest"]))).or_else(rest_of(found["tag"]))


def _parenthesised(text: str) -> Parts | None:
    """``Title, (2017), A. Ng, B. Li``, ``Title (A. Ng and B. Li, ICML 2017)``, ``A. Ng (2017). Title``"""
    for found in PARENTHESIS.finditer(text):
        before, after = text[: found.start()].rstrip(" ,;:"), text[found.end() :].lstrip(" ,.;:")
        inside = take_date(found["inside"] if found["square"] is None else found["square"])
        is_dated = bool(inside.date or inside.odd) and not (inside.odd and before[-1:].isdigit())
        is_dated = is_dated and not ((more := PARENTHESIS.match(after)) and has_date(more[0]))
        if parts := _around_parenthesis(before, inside, after, is_dated=is_dated):
            return parts
    return None


def _around_parenthesis(before: str, inside: Dated, after: str, *, is_dated: bool) -> Parts | None:
    date = Parts(date=inside.date, odd=inside.odd) if is_dated else Parts()
    if is_dated and after and not tidy(inside.text) and not parse_people(after, WEAK) and (people := parse_people(before, WEAK)):
        title, venue = cut_title(after)
        return Parts(title, people).or_else(date).or_else(rest_of(venue)) if is_title(title) else None
    people_inside = bool(find_people(inside.text))
    if not (is_dated or people_inside) or not is_title(clean_title(before)):
        return None
    rest = beside(f"{inside.text}; {after}")
    own = next(_people_first(before, WEAK), None)
    if own and strength(own.people) > strength(rest.people):
        return None
    return Parts(clean_title(before)).or_else(date).or_else(rest) if rest.people or people_inside else None


def _year_sentence(text: str) -> Parts | None:
    """``Ada Ng and Bo Li. 2018. Title. In BMVC.``"""
    found = YEAR_SENTENCE.match(text)
    people = parse_people(found["people"]) if found else None
    if not found or not people:
        return None
    title, venue = cut_title(found["rest"])
    return Parts(title, people, Date(int(found["year"]))).or_else(rest_of(venue)) if is_title(title) else None


def _with_people(text: str) -> Parts | None:
    """``A. Ng, B. Li. Title. Venue, 2017.`` or ``Title. A. Ng, B. Li. Venue 2017.``, whichever reads more like names."""
    by = find_people(text)
    first = next(_people_first(text, WEAK), None)
    last = _title_first(text, by) if by else None
    if first and last:
        return last if strength(last.people) > strength(first.people) else first
    return first or last


def _people_first(text: str, least: int, *, is_dated: bool = False) -> Iterator[Parts]:
    """The parts of a text that begins with names, the longest list first; ``is_dated``: its date stands elsewhere."""
    for n, found in enumerate(runs_of_people(text, least)):
        if n == 0:
            may_shrink = len(found.people) < FEWEST_NAMES or not _is_uniform(found.people)
        elif not may_shrink:
            return
        if found.after.lstrip().startswith(":") and not _is_uniform(found.people):
            continue  # "Sliding Sketches: A Framework …" is a title
        title, venue = cut_title(found.after, after_comma=found.after.lstrip().startswith(","))
        parts = Parts(title, found.people).or_else(rest_of(venue))
        is_backed = is_dated or bool(parts.date or parts.odd)
        is_other = begins_with_venue(title) or NO_TITLE.match(title) or find_people(title, SURE)
        if is_title(title, is_dated=is_backed) and not is_other:
            yield parts


def _is_uniform(people: tuple[Name, ...]) -> bool:
    """Whether the last name is written as the others are, with initials or without; and more than one word is known."""
    short = [any(map(is_initials, name.given.split())) for name in people if name != OTHERS]
    return strength(people) >= SURE and (short[-1] or not all(short[:-1]) or len(short) < 2) and all(
        name.given or name.literal or name == OTHERS or HAN.search(name.family) for name in people
    )


def _title_first(text: str, found: Found) -> Parts | None:
    """The title before the names."""
    title, venue = cut_title(found.before)
    if not is_title(title):
        return None
    return Parts(title, found.people).or_else(rest_of(f"{venue} {found.after}"))


def _dated(text: str) -> Parts | None:
    """``Title, Venue, 2017.`` and ``Title (Venue 2017)``"""
    dated = take_date(text)
    if not (dated.date or dated.odd):
        return None
    for found in reversed(list(PARENTHESIS.finditer(text))):
        inside = take_date(found[0][1:-1])
        if (inside.date or inside.odd) and is_title(clean_title(text[: found.start()])):
            return Parts(clean_title(text[: found.start()])).or_else(rest_of(text[found.start() :]))
    title, venue = cut_title(text)
    rest = rest_of(venue)
    return Parts(title).or_else(rest) if (rest.date or rest.odd) and is_title(title) else None


SHAPES: tuple[Shape, ...] = (
    Shape("LIN Y, LIU Z, SUN M. Neural relation extraction[C]//ACL, 2017: 34-43.", _gb),
    Shape("S. Ioffe and C. Szegedy, “Batch normalization,” in Proc. ICML, 2015.", _marked, is_marked=True),
    Shape("[ICLR 2018] Graph Attention Networks, P. Veličković, G. Cucurull", _tagged, is_marked=True),
    Shape("Prototypical Networks for Few-shot Learning, (2017), Jake Snell, Kevin Swersky.", _parenthesised),
    Shape("Peixiang Zhong and Di Wang. 2020. Towards Empathetic Models. In EMNLP.", _year_sentence),
    Shape("A. Ng, B. Li. Mixed Nets for Two Images. NIPS, 2017.", _with_people),
    Shape("How Powerful are Graph Neural Networks? (ICLR 2019)", _dated),
)
"""Tried in order."""


def read_shape(text: str) -> Parts | None:
    """The parts of a reference by the first shape that fits; None when none does."""
    bare = plain(text)
    return next((parts for shape in SHAPES if (parts := shape.read(text if shape.is_marked else bare))), None)
