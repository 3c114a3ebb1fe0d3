"""Hypothesis strategies for values of the model: strings full of what has a meaning in some format."""

import unicodedata

from hypothesis import strategies as st

from refexport.data.datamodel import CHOICES, FIELDS
from refexport.model.date import SEASONS, Date
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
dates = st.builds(_dates, parts, marks, st.none() | single_dates)

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
