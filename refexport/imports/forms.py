# ruff: noqa: E501 - the rows of tables
"""Forms: references whose kind is plain from one of their parts: patents, standards, decisions of courts.

What tells the kind is taken out of the text with its number, so that no reading takes it for a volume or a year.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from refexport.model.entry import Value, parse_value
from refexport.model.name import Name

PATENT = re.compile(
    r"[,.;(\s]*(?P<office>(?:U\.? ?S\.?|E\.? ?P\.?|WO|W\.O\.|PCT|DE|GB|JP|CN|FR|European|German|British|Japanese|Chinese|"
    r"French|Canadian|International|United States)\s)?(?P<word>(?i:patent)|Pat\.|Patentschrift|Offenlegungsschrift|Brevet|Патент)"
    r"(?P<more>(?:\s(?:Application|Appl\.|Publication|Pub\.|No\.|Nr\.|Number|n°|№))*)\s*"
    r"(?P<number>(?:[A-Z]{2}[ -]?)?\d{1,4}(?:[ ,./]?\d{2,})+(?: ?[A-Z]\d?(?![\w.]))?)[)\s]*"
)
"""``U.S. Patent 3 624 125``, ``European Patent Application No. EP 1234567 A1``."""

STANDARD = re.compile(
    r"(?P<body>ISO(?:/(?:IEC|TR|TS|IEEE))*|IEC|IEEE(?: Std\.?)?|DIN(?: EN)?(?: ISO)?|ANSI(?:/[A-Z]+)*|BS(?: EN)?(?: ISO)?|ASTM|"
    r"NF(?: EN)?|ГОСТ(?: Р)?(?: ИСО)?|GB(?:/T)?|ITU-[TR])\s?"
    r"(?P<number>[A-Z]{0,2}\.?\d[\d.]*(?:-\d+)*(?:[:–-](?P<year>(?:19|20)\d\d))?)[.,:]?\s+"
    r"(?=[^\W\d_])"
)
"""``ISO 690:2021, Information and documentation``; the issuing bodies' own way to name their standards."""

CASE = re.compile(
    r"(?P<name>[^\W\d_a-z][^()]*?\s(?:v|vs|c)\.?\s[^\W\d_a-z][^()]*?),?\s(?P<volume>\d+)\s(?P<reporter>[A-Z][\w.]*(?:\s?(?:[A-Z]|\d[a-z])[\w.]*)*)"
    r"\s(?P<page>\d+)(?:,\s(?P<pin>\d+(?:[-–]\d+)?))?\s\((?:(?P<court>[^()]+?)\s)?(?P<year>\d{4})\)\.?"
)
"""``Brown v. Board of Education, 347 U.S. 483 (1954)`` (The Bluebook, rule 10)."""


class Form(NamedTuple):
    """A kind that a text shows plainly: the text without what shows it, the type, and the fields that this is."""

    text: str
    type: str = ""
    fields: Mapping[str, Value] = {}
    people: tuple[Name, ...] = ()


def read_form(text: str) -> Form:
    """The form of a reference on one line; the text alone where it has none."""
    if case := CASE.fullmatch(text):
        return Form(case["name"], "jurisdiction", _case(case))
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


INVENTORS = re.compile(r",\s+(?:inventors?|Erfinder(?:in)?|inventeurs?)\b", re.IGNORECASE)
"""What NLM and others call the authors of a patent."""

NUMBER_WORD = re.compile(r"\s(?:No\.|Nr\.|Number|n°|№)")


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
