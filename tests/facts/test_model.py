"""Dates, identifiers, names and markup: the standards that define them."""

import calendar

import pytest

from refexport.model.date import MONTHS, SEASONS, Date, month_number, parse_date
from refexport.model.entry import Entry, identifiers
from refexport.model.ids import NORMAL, normal_arxiv, normal_dblp, normal_doi, normal_isbn, normal_issn, normal_pmid
from refexport.model.name import OTHERS, parse_listed, parse_name
from refexport.model.text import Span, Style, literal_text, parse_text, print_text


def test_months_are_those_of_the_calendar():
    assert tuple(month.lower() for month in calendar.month_name[1:]) == MONTHS
    assert [month_number(month) for month in calendar.month_abbr[1:]] == list(range(1, 13))


def test_seasons_have_the_numbers_of_edtf():
    """ISO 8601-2:2019, 4.8.2 (sub-year groupings): 21 to 24, spring to winter; 25 on are those of a hemisphere."""
    assert dict(enumerate("spring summer autumn winter".split(), 21)) == SEASONS
    for number, name in SEASONS.items():
        assert parse_date(f"2018-{number}").season == name
    with pytest.raises(ValueError, match="month"):
        parse_date("2018-25")


@pytest.mark.parametrize("mark", "?~%")
def test_qualified_dates(mark):
    """ISO 8601-2:2019, 8: uncertain, approximate, both."""
    assert parse_date(f"2018{mark}") == Date(2018, mark=mark)


def test_services_answer_for_dois_and_keys_of_dblp():
    """docs/reference/services.md: arXiv, the DOI agencies and dblp are asked."""
    entry = Entry(
        "k", "", {"doi": "10.1000/182", "dblp": "conf/icml/FinnAL17", "eprint": "1703.03400", "eprinttype": "arXiv"}
    )
    assert set(identifiers(entry)) == {"doi:10.1000/182", "dblp:conf/icml/FinnAL17", "arxiv:1703.03400"}


@pytest.mark.parametrize(
    "written",
    [
        "https://arxiv.org/abs/1703.03400", "https://arxiv.org/pdf/1703.03400.pdf", "arxiv.org/html/1703.03400", "http://www.arxiv.org/abs/1703.03400",
        "https://export.arxiv.org/abs/1703.03400", "arXiv:1703.03400", "arXiv: 1703.03400 [cs.LG]", "10.48550/arXiv.1703.03400",
    ],
)  # fmt: skip
def test_addresses_of_arxiv(written):
    """info.arxiv.org/help/arxiv_identifier.html and its mirrors."""
    assert normal_arxiv(written) == "1703.03400"


@pytest.mark.parametrize(
    ("identifier", "is_one"),
    [("1412.9999", True), ("1412.99999", False), ("1501.0001", False), ("1501.00001", True), ("1501.0001v2", False), ("0704.0001", True), ("0703.0001", False)],
)  # fmt: skip
def test_five_digits_since_january_2015(identifier, is_one):
    """The same page: 0704 to 1412 have four digits, from 1501 on there are five."""
    if is_one:
        assert normal_arxiv(identifier) == identifier
    else:
        with pytest.raises(ValueError, match="arXiv"):
            normal_arxiv(identifier)


RECORDS = (
    "conf/icml/FinnAL17 journals/jmlr/PedregosaVGMTGBPWDVPCBPD11 books/aw/Knuth73 phd/de/Heise2006 series/lncs/Wegener92 "
    "reference/ml/2010 tr/ibm/GH24 homepages/k/DonaldEKnuth data/10/DAMS12"
).split()
"""dblp.org/faq: the folders of its records, each by a key in its shape."""


@pytest.mark.parametrize("key", RECORDS)
def test_folders_of_dblp(key):
    assert normal_dblp(f"https://dblp.org/rec/{key}.html") == key
    assert normal_dblp(f"https://dblp.uni-trier.de/rec/{key}") == key
    assert normal_dblp(f"DBLP:{key}") == key


def test_no_other_folder_is_dblps():
    with pytest.raises(ValueError, match="dblp"):
        normal_dblp("pid/f/ChelseaFinn/x")


@pytest.mark.parametrize(
    ("scheme", "written", "normal"),
    [
        ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"), ("arxiv", "arXiv:1703.03400v1", "1703.03400v1"),
        ("isbn", "ISBN 0-306-40615-2", "0-306-40615-2"), ("issn", "0378-5955", "0378-5955"), ("pmid", "PMID: 26017442", "26017442"),
        ("dblp", "dblp:conf/icml/FinnAL17", "conf/icml/FinnAL17"),
    ],
)  # fmt: skip
def test_each_scheme_is_read_by_its_own_rules(scheme, written, normal):
    """DOI Handbook 2.2; ISO 2108 and ISO 3297, whose examples these are; PubMed's help."""
    assert NORMAL[scheme](written) == normal


def test_each_scheme_has_its_reader():
    readers = (normal_arxiv, normal_doi, normal_isbn, normal_issn, normal_pmid, normal_dblp)
    assert dict(zip("arxiv doi isbn issn pmid dblp".split(), readers, strict=True)) == NORMAL


DASHES = "‐‑‒–−"
"""The Unicode Standard, table 6-3: hyphen, non-breaking hyphen, figure dash, en dash; and the minus sign."""


@pytest.mark.parametrize("dash", DASHES)
def test_dashes_in_numbers_are_hyphens(dash):
    assert normal_issn(f"0378{dash}5955") == "0378-5955"
    assert normal_isbn(f"0{dash}306{dash}40615{dash}2") == "0-306-40615-2"


@pytest.mark.parametrize("words", ["others", "and others", "et al", "et al.", "Others", "Et al."])
def test_lists_that_go_on(words):
    """btxdoc, section 2.3: "and others" makes styles print et al."""
    assert parse_listed(words) == OTHERS
    assert OTHERS.literal == "others"


def test_a_name_has_two_commas_at_most():
    """btxhak, section 4: ``First von Last``, ``von Last, First``, ``von Last, Jr, First``."""
    assert parse_name("King, Jr, Martin Luther").suffix == "Jr"
    with pytest.raises(ValueError, match="two commas"):
        parse_name("King, Jr, Martin, Luther")


MARKUP = {"b": Style.BOLD, "i": Style.ITALIC, "sc": Style.CAPS, "sub": Style.SUB, "sup": Style.SUP}
"""docs/reference/entries.md, "Values": ``<i> <b> <sub> <sup> <sc>``, as CSL's rich text has them."""


@pytest.mark.parametrize("tag", MARKUP)
def test_tags_of_the_markup(tag):
    text = (Span("a"), Span("x", frozenset({MARKUP[tag]})), Span("c"))
    assert parse_text(f"a<{tag}>x</{tag}>c") == text
    assert print_text(text) == f"a<{tag}>x</{tag}>c"
    assert print_text(literal_text(f"<{tag}>x</{tag}>")) == rf"\<{tag}>x\</{tag}>"
    assert parse_text(rf"\<{tag}>") == literal_text(f"<{tag}>")


@pytest.mark.parametrize(("markup", "style"), [("{x}", Style.NOCASE), ("$x$", Style.MATH), ("<tex>x</tex>", Style.TEX)])
def test_braces_dollars_and_raw_tex(markup, style):
    text = (Span("a "), Span("x", frozenset({style})), Span(" c"))
    assert parse_text(f"a {markup} c") == text
    assert print_text(text) == f"a {markup} c"
    assert parse_text(print_text(literal_text(markup))) == literal_text(markup)
