"""Hypothesis strategies for values of the model: strings full of what has a meaning in some format."""

import unicodedata

from hypothesis import strategies as st
from msgspec.structs import replace

from refexport.data.datamodel import CHOICES, FIELDS
from refexport.model.date import OPEN, SEASONS, UNKNOWN, Date
from refexport.model.name import OTHERS, Name
from refexport.model.text import NESTED, Span, Style, collapse, normal_text

SPECIALS = r"""\ { } $ < > / " ' ` % # & _ ^ ~ , ; . - @ = 7""".split()
PIECES = [
    *SPECIALS,
    *("<i>", "</i>", "<b>", "</sub>", "<tex>", "</tex>", "\\alpha", "ER  - ", " and ", "et al.", "others", "10.1000/x"),
    *("é", "ß", "漢字", "Ω", "e\u0301", "\u0338"),
    *("\N{NO-BREAK SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{LINE SEPARATOR}"),
]
hard_strings = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map("".join)
"""Any characters but half a surrogate pair, specials far more often than elsewhere."""


def _clean(string):
    """NFC with no control characters and no mark that would join the markup before it."""
    printable = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", string))
    return printable.lstrip("\u0338")


clean_strings = hard_strings.map(_clean)
words = clean_strings.map(lambda string: " ".join(string.split()))
"""Strings with single blanks, as the model holds them."""
some_words = words.filter(bool)

styles = st.frozensets(st.sampled_from(NESTED), max_size=3)
plain_spans = st.builds(Span, hard_strings, styles)
clean_spans = st.builds(Span, clean_strings, styles)
maths = st.sampled_from(["x", r"\alpha_{1}", r"a \$ b", "1", r"\{"])
raw_tex = st.sampled_from([r"\LaTeX{}", "{", "%", r"\ "])
math_spans = st.builds(lambda text, styles: Span(text, styles | {Style.MATH}), maths, styles)
tex_spans = st.builds(lambda text, styles: Span(text, styles | {Style.TEX}), raw_tex, styles)
texts = st.lists(plain_spans | math_spans | tex_spans, max_size=6).map(normal_text)
fetched_texts = st.lists(clean_spans | math_spans, max_size=6).map(lambda spans: collapse(normal_text(spans)))


def _name(family, given, particle, suffix, latin, orcid):
    return Name(family, given, particle, suffix, latin=latin, orcid=orcid)


optional = st.just("") | words
people = st.builds(_name, some_words, optional, optional, optional, st.just("") | some_words, st.just("") | some_words)
organisations = st.builds(lambda literal: Name(literal=literal), some_words)
names = people | organisations | st.just(OTHERS)

marks = st.sampled_from(["", "?", "~", "%"])
years = st.integers(0, 9999)
days = st.dates().map(lambda day: (day.year, day.month, day.day))
parts = days | st.tuples(years, st.integers(1, 12) | st.sampled_from(sorted(SEASONS))) | st.tuples(years)


def _dates(date_parts, mark, end):
    start = Date(*date_parts, mark=mark)
    is_range = end is not None and end.parts >= start.parts[: len(end.parts)]
    return Date(*date_parts, mark=mark, end=end) if is_range else start


single_dates = st.builds(lambda date_parts, mark: Date(*date_parts, mark=mark), parts, marks)
plain_dates = st.builds(_dates, parts, marks, st.none() | single_dates)
edtf_dates = st.one_of(
    plain_dates,
    st.builds(lambda start, end: replace(start, end=end), single_dates, st.sampled_from([OPEN, UNKNOWN])),
    st.builds(lambda start, end: replace(start, end=end), st.sampled_from([OPEN, UNKNOWN]), single_dates),
    st.builds(lambda decade: Date(decade * 10, unspecified="X"), st.integers(100, 999)),
    st.builds(lambda century: Date(century * 100, unspecified="XX"), st.integers(10, 99)),
    st.builds(lambda year, rest: Date(year, unspecified=rest), years, st.sampled_from(["-XX", "-XX-XX"])),
    st.builds(lambda year, month: Date(year, month, unspecified="-XX"), years, st.integers(1, 12)),
    st.builds(Date, st.integers(-9999, -1) | st.integers(10_000, 10**9) | st.integers(-(10**9), -10_000)),
    st.builds(
        lambda day, time, zone: Date(*day, time=f"{time:%H:%M:%S}{zone}"),
        days,
        st.times(),
        st.sampled_from(["", "Z", "+02:00", "-11:30"]),
    ),
)
"""EDTF, levels 0 and 1."""
worded_dates = st.sampled_from(
    "some day,Hilary Term 1998,after 1950,05/06/2009,206,MMXX,1998 Q3,né en 1900".split(",")
).map(lambda words: Date(literal=words))
dates = edtf_dates | worded_dates

DATATYPES = {
    "names": st.lists(names, min_size=1, max_size=4).map(tuple),
    "date": dates,
    "text": fetched_texts.filter(bool),
    "literal": some_words,
    "list": st.lists(some_words, min_size=1, max_size=4).map(tuple),
}


def _values(field):
    return st.sampled_from(CHOICES[field]) if field in CHOICES else DATATYPES[FIELDS.get(field, "text")]


@st.composite
def fields(draw, max_size=6):
    """Fields as a record's entry holds them."""
    chosen = draw(st.lists(st.sampled_from([*FIELDS, "customfield"]), max_size=max_size, unique=True))
    return {field: draw(_values(field)) for field in chosen}
