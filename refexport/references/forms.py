# ruff: noqa: E501 - the rows of tables
"""Forms: references that are plain from one of their parts: patents, standards, decisions of courts, untitled articles.

What tells the kind is taken out of the text with its number, so that no reading takes it for a volume or a year.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.model.entry import Value, parse_value
from refexport.model.name import Name
from refexport.references.names import SURE
from refexport.references.people import parse_people

PATENT = regex(
    r"[,.;(\s]*(?P<office>(?:U\.? ?S\.?|E\.? ?P\.?|WO|W\.O\.|PCT|DE|GB|JP|CN|FR|European|German|British|Japanese|Chinese|"
    r"French|Canadian|International|United States)\s)?(?P<word>(?i:patent)|Pat\.|Patentschrift|Offenlegungsschrift|Brevet|Патент)"
    r"(?P<more>(?:\s(?:Application|Appl\.|Publication|Pub\.|No\.|Nr\.|Number|n°|№))*)\s*"
    r"(?P<number>(?:[A-Z]{2}[ -]?)?\d{1,4}(?:[ ,./]?\d{2,})+(?: ?[A-Z]\d?(?![\w.]))?)[)\s]*"
)
"""``U.S. Patent 3 624 125``, ``European Patent Application No. EP 1234567 A1``."""

STANDARD = regex(
    r"(?P<body>ISO(?:/(?:IEC|TR|TS|IEEE))*|IEC|IEEE(?: Std\.?)?|DIN(?: EN)?(?: ISO)?|ANSI(?:/[A-Z]+)*|BS(?: EN)?(?: ISO)?|ASTM|"
    r"NF(?: EN)?|ГОСТ(?: Р)?(?: ИСО)?|GB(?:/T)?|ITU-[TR])\s?"
    r"(?P<number>[A-Z]{0,2}\.?\d[\d.]*(?:-\d+)*(?:[:–-](?P<year>(?:19|20)\d\d))?)[.,:]?\s+"
    r"(?=[^\W\d_])"
)
"""``ISO 690:2021, Information and documentation``; the issuing bodies' own way to name their standards."""

CASE = regex(
    r"(?P<name>[^\W\d_a-z][^()]*?\s(?:v|vs|c)\.?\s[^\W\d_a-z][^()]*?),?\s(?P<volume>\d+)\s(?P<reporter>[A-Z][\w.]*(?:\s?(?:[A-Z]|\d[a-z])[\w.]*)*)"
    r"\s(?P<page>\d+)(?:,\s(?P<pin>\d+(?:[-–]\d+)?))?\s\((?:(?P<court>[^()]+?)\s)?(?P<year>\d{4})\)\.?"
)
"""``Brown v. Board of Education, 347 U.S. 483 (1954)`` (The Bluebook, rule 10)."""


UNTITLED = regex(
    r"(?P<people>[^“”\"]+?), (?P<journal>[A-Z][\w.:&’' -]*?[\w.])(?: \(\w+\))?,? \*{0,2}(?P<volume>[A-Z]?\d+[A-Z]?)\*{0,2}"
    r"(?: ?\((?P<number>\d+)\))?, (?P<pages>[A-Z]?\d+(?:[-–]\d+)?) \((?P<year>(?:19|20)\d\d)\)\.?"
)
"""``P. W. Anderson, Science 177, 393 (1972)``: people, journal, volume, page and year, as physics cites (AIP's guide)."""

LONGEST_JOURNAL = 7
"""Words of the name of a journal that is shortened, as it is where titles are left out."""


class Form(NamedTuple):
    """A kind that a text shows plainly: the text without what shows it, the type, and the fields that this is."""

    text: str
    type: str = ""
    fields: Mapping[str, Value] = {}
    people: tuple[Name, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the form tells all that the reference says; the text that is left is its title."""
        return self.type in ("jurisdiction", "article")


def read_form(text: str) -> Form:
    """The form of a reference on one line; the text alone where it has none."""
    if case := CASE.fullmatch(text):
        return Form(case["name"], "jurisdiction", _case(case))
    untitled = UNTITLED.fullmatch(text)
    if untitled and (people := _people_before(untitled)):
        spelled = {field: untitled[field] for field in ("volume", "number", "pages") if untitled[field]}
        spelled |= {"journaltitle": untitled["journal"], "date": int(untitled["year"])}
        return Form("", "article", {field: parse_value(field, value) for field, value in spelled.items()}, people)
    if patent := PATENT.search(text):
        genre = " ".join(f"{patent['office'] or ''}{patent['word']}{NUMBER_WORD.sub('', patent['more'])}".split())
        fields = {"number": parse_value("number", _squeezed(patent["number"])), "genre": parse_value("genre", genre)}
        before = INVENTORS.sub("", text[: patent.start()])
        return Form(f"{before}, {text[patent.end() :].lstrip(' ,.;')}", "patent", fields)
    if standard := STANDARD.match(text):
        date = {"date": parse_value("date", int(standard["year"]))} if standard["year"] else {}
        fields = {"number": parse_value("number", f"{standard['body']} {standard['number']}"), **date}
        return Form(text[standard.end() :], "standard", fields, (Name(literal=standard["body"].split()[0]),))
    return Form(text)


INVENTORS = regex(r",\s+(?:inventors?|Erfinder(?:in)?|inventeurs?)\b", re.IGNORECASE)
"""What NLM and others call the authors of a patent."""

NUMBER_WORD = regex(r"\s(?:No\.|Nr\.|Number|n°|№)")


def _people_before(found: re.Match[str]) -> tuple[Name, ...]:
    """The people of an untitled article, none if they are not surely such, or the journal reads like a title."""
    words = found["journal"].split()
    is_name = len(words) <= LONGEST_JOURNAL and all(word[:1].isupper() or word in LITTLE for word in words)
    return (parse_people(found["people"], SURE) or ()) if is_name else ()


LITTLE = frozenset("& and de der des for für in la of the und".split())


def _case(found: re.Match[str]) -> dict[str, Value]:
    spelled = {
        "volume": found["volume"],
        "journaltitle": found["reporter"],
        "pages": found["page"],
        "institution": found["court"],
        "date": int(found["year"]),
        "annotation": f"at {found['pin']}" if found["pin"] else None,
    }
    return {field: parse_value(field, value) for field, value in spelled.items() if value}


def _squeezed(number: str) -> str:
    """A number without the blanks and commas between its thousands."""
    return re.sub(r"(?<=\d)[ ,.](?=\d{3}(?!\d))|(?<=[A-Z]{2})[ -](?=\d)", "", number)
