"""Events: the meeting at which a work was presented, with its days and place, told from where it was published.

A span of days never is one of pages; words such as ``paper presented at`` name a meeting, not a book.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.date import MONTHS, Date, print_date
from refexport.model.entry import Entry, Value
from refexport.model.text import literal_text
from refexport.references.parts import Parts
from refexport.references.titles import letters_of
from refexport.text.dates import read_date

MONTH = r"[^\W\d_]{3,12}\.?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?\.?"
UP_TO = r"\s?(?:[-–—]{1,2}|to|bis|au|al|and|&)\s?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAYS = tuple(
    (example, regex(pattern))
    for example, pattern in (
        ("8-14 December 2019", rf"(?<![\d(:-])\b{DAY}{UP_TO}{DAY} (?:de )?{MONTH}(?:,? (?:de )?{YEAR}\b)?"),
        ("30 Nov. – 4 Dec. 2015", rf"\b{DAY} {MONTH}{UP_TO}{DAY} {MONTH}(?:,? {YEAR}\b)?"),
        ("2019 Dec 8-14", rf"\b{YEAR},? {MONTH} {DAY}{UP_TO}(?:{MONTH} )?{DAY}(?!\d)"),
        ("December 8–14, 2019", rf"(?<!\w){MONTH} {DAY}{UP_TO}(?:{MONTH} )?{DAY}(?:,? {YEAR}\b|(?!\d))"),
    )
)
"""Ways to write the days of a meeting, with an example of each (APA 7, AMA 11, IEEE's and Springer's guides)."""

BEFORE_DAYS = regex(r"(?:[,;:.(–—]|\b(?:on|from|held|vom|am|du|le|del|dal))\s*$", re.IGNORECASE)
"""What stands before the days of a meeting; those after any other word are a title's."""

KIND = (
    r"(?:(?:invited|oral|conference|keynote|plenary|contributed) )?"
    r"(?:papers?|posters?|talk|lecture|keynote|abstract|address|speech|communication|conférence|exposé|vortrag|poster|beitrag|"
    r"ponencia|comunicación|доклад)"
)
LEADING = r"(?:keynote|invited|plenary) (?:talk|lecture|address|speech|presentation)"
PRESENTED = regex(
    rf"[\s.,;(]*(?<!\w)(?:(?P<kind>{KIND})?,? ?(?:presented|delivered|given|read) (?:at|to|before)(?: the\b)?|"
    rf"(?P<lead>{LEADING})(?:,|,? at(?: the\b)?)|"
    r"(?P<de>(?:vortrag|poster|beitrag)(?: gehalten)?) (?:auf|bei|an)(?: de[rm]\b)?|"
    r"(?P<fr>(?:communication|conférence|exposé|intervention)(?: présentée?| donnée?)?) "
    r"(?:aux?|à l[ae’']|lors d[eu])(?: la\b)?|"
    r"(?P<es>(?:ponencia|comunicación|trabajo) presentad[ao]) (?:en|al)(?: la\b| el\b)?|"
    r"(?P<ru>доклад) на)\s?:?\s+(?=[^\W_])",
    re.IGNORECASE,
)
"""What introduces the meeting at which a work was presented (APA 7, 10.5; AMA 11, 3.13.9; CMOS 17, 14.217; IEEE)."""

SESSION = regex(
    r"\s*\[(?P<kind>(?:Conference|Paper|Poster|Oral|Symposium|Keynote|Plenary|Panel|Invited)[ -]?"
    r"(?:session|presentation|poster|paper|address|talk|symposium|discussion|lecture)?)\][.,]?\s+",
    re.IGNORECASE,
)
"""``[Poster presentation].``: APA 7, section 10.5."""

UNTOLD = frozenset(("paper", "trabajo presentado", "ponencia presentada"))
"""Words for what is presented that say no more than that it was."""

HOSTS = ("booktitle", "journaltitle", "institution", "publisher", "organization")
"""Where a reading has the name of a meeting, the likeliest first."""


class Event(NamedTuple):
    """The text without the days of a meeting and the words before its name; the days, what was presented, and where.

    ``head`` is what stands before the words that say that something was presented, ``beside`` what is about the days.
    """

    text: str
    head: str = ""
    days: Date | None = None
    is_presented: bool = False
    kind: str = ""
    beside: tuple[str, str] = ("", "")


def take_event(text: str) -> Event:
    """What a reference on one line says of a meeting; the text alone if nothing."""
    event = with_presentation(text)
    for _, pattern in DAYS:
        for found in pattern.finditer(event.text):
            before, after = event.text[: found.start()], event.text[found.end() :]
            if BEFORE_DAYS.search(before) and (days := _days(found, event.text)):
                month = _month(days) if found["year"] else ""
                return event._replace(text=f"{before}{month}{after}", days=days, beside=(before, after))
    return event


def at_event(parts: Parts, event: Event) -> Parts:
    """The parts of a reference with what belongs to the meeting in the meeting's fields."""
    is_printed = parts.type == "inproceedings" and bool({"pages", "volume"} & parts.fields.keys())
    if event.is_presented and not is_printed:
        return _as_talk(parts, event)
    if event.days and parts.type == "inproceedings":
        date = Date(event.days.year) if _is_month(parts.date, event.days) else parts.date
        fields = {**parts.fields, **_places(parts.fields, event), "eventdate": event.days}
        return parts._replace(fields={field: value for field, value in fields.items() if value}, date=date)
    return _with_days(parts, event.days) if event.days else parts


def _with_days(parts: Parts, days: Date) -> Parts:
    """The parts of what no meeting had: the days are its own date's, as a weekly magazine has them, else a remark."""
    if parts.date and parts.date.parts == days.parts[: len(parts.date.parts)]:
        return parts._replace(date=days)
    return parts._replace(rest=(*parts.rest, print_date(days)))


def is_talk(parts: Parts, event: Event) -> bool:
    """Whether the words for a presentation stand behind a title, rather than in one, and no journal printed it."""
    title = letters_of(parts.title)
    is_in_journal = parts.type != "inproceedings" and {"pages", "volume", "number"} & parts.fields.keys()
    return bool(title) and title in letters_of(event.head) and not is_in_journal


def _as_talk(parts: Parts, event: Event) -> Parts:
    """What was presented and not printed: the words behind the title are the meeting's name and its place."""
    fields = dict(parts.fields)
    entry = Entry("", "", fields)
    held = {field: entry.plain(field) for field in (*HOSTS, "location") if entry.has(field)}
    told = [words for words in parts.rest if f" In {words}" in event.text]
    name, *others = _in_order(event.text, [*held.values(), *told]) or [""]
    if not name:
        return parts
    if others and _are_joined(event.text, name, r"\.?", others[0]):  # "Int. Conf. | Machine Learning"
        name = f"{name} {others.pop(0)}"
    rest = [words for words in _in_order(event.text, parts.rest) if words not in told]
    while others and rest and _are_joined(event.text, others[-1], ",", rest[0]):  # "Chicago, IL, | United States"
        others.append(rest.pop(0))
    fields = {field: value for field, value in fields.items() if field not in held}
    fields["eventtitle"] = literal_text(re.sub(r"^in:? ", "", name, flags=re.IGNORECASE))
    if others:
        fields["venue"] = literal_text(", ".join(others))
    if event.kind:
        fields["genre"] = literal_text(event.kind)
    if event.days:
        fields["eventdate"] = event.days
    date = event.days if event.days and _is_month(parts.date, event.days) else parts.date
    return parts._replace(type="unpublished", fields=fields, date=date, rest=tuple(rest))


def _are_joined(text: str, one: str, between: str, other: str) -> bool:
    return bool(re.search(rf"{re.escape(one)}{between} {re.escape(other)}", text))


def _in_order(text: str, words: Iterable[str]) -> list[str]:
    """The words in the order of the text."""
    return sorted(words, key=text.find)


def _is_month(date: Date | None, days: Date) -> bool:
    return date is not None and date.parts == days.parts[:2]


def with_presentation(text: str) -> Event:
    """The text with ``In`` for the words that say that a work was presented, which readings know."""
    told = (found for found in PRESENTED.finditer(text, 1) if APART.search(text[: found.end()], 0, _start(found)))
    found = next(told, None) or SESSION.search(text, 1)
    if not found:
        return Event(text)
    before = text[: found.start()]
    kind = found[found.lastgroup] if found.lastgroup else ""
    kind = "" if kind.lower() in UNTOLD else kind
    return Event(f"{before}{_stop(before)} In {text[found.end() :]}", before, is_presented=True, kind=kind)


APART = regex(r"[.,;:?!()\]”\"’»'][\s(]*$")
"""What stands between a title and the words for its presentation."""


def _start(found: re.Match[str]) -> int:
    """Where the first word of a match begins."""
    return found.start() + len(found[0]) - len(found[0].lstrip(" .,;("))


def _stop(before: str) -> str:
    return "" if before.endswith((".", "”", '"', "’", "»", "“")) else "."


def _days(found: re.Match[str], text: str) -> Date | None:
    """The days of a match, in the reference's year if it names none itself."""
    years = [found["year"]] if found["year"] else re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)[:1]
    words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found[0])
    words = re.sub(r"\b(?:au|al)\b", "–", words.replace("&", "–"))
    date = read_date(words if found["year"] else f"{words.rstrip('.')} {''.join(years)}").date
    return date if date and date.end and date.day else None


def _month(days: Date) -> str:
    """The month of the first day, as readings know it."""
    return f"{MONTHS[(days.month or 1) - 1].capitalize()} {days.year}"


def _places(fields: Mapping[str, Value], event: Event) -> dict[str, Value]:
    """Where the meeting was, which its days stand beside, and where the book appeared."""
    first, _, rest = Entry("", "", fields).plain("location").partition(". ")
    before, after = (side.strip(" ,.;:()") for side in event.beside)
    if not first or not (before.endswith(first) or after.startswith(first)):
        return {}
    return {"venue": literal_text(first), "location": literal_text(rest)}
