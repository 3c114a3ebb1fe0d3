import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refexport.model.ids import (
    NORMAL,
    SCHEMES,
    Scheme,
    isbn13,
    normal_isbn,
    normal_other,
    scheme_of,
    typed_fields,
    value_of,
    without_version,
    work_id,
)
from tests.model.strategies import hard_strings


@pytest.mark.parametrize(
    ("scheme", "typed", "normal"),
    [
        ("doi", "https://dx.doi.org/10.1000/XYZ123 ", "10.1000/xyz123"),
        ("doi", "doi:10.1000/xyz", "10.1000/xyz"),
        ("doi", "https://doi.org/doi:10.1000/xyz", "10.1000/xyz"),
        ("doi", "doi.org/10.1000/xyz", "10.1000/xyz"),
        ("doi", "https://doi.org/10.1000/a%20%3Cb%3E".replace("%20", "%2F"), "10.1000/a/<b>"),
        ("doi", "10.1000/a%2Fb", "10.1000/a%2fb"),
        ("doi", r"10.1007/978-3-540_31", "10.1007/978-3-540_31"),
        ("doi", r"10.1007/978\_31", "10.1007/978_31"),
        ("doi", "10.1000/xyz.", "10.1000/xyz"),
        ("doi", "(10.1000/xyz)".removeprefix("("), "10.1000/xyz"),
        ("doi", "10.1000/xyz.).", "10.1000/xyz"),
        ("doi", "10.1016/S0140-6736(05)17870-2", "10.1016/s0140-6736(05)17870-2"),
        (
            "doi",
            "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O",
            "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o",
        ),
        ("doi", "10.1038.100/a", "10.1038.100/a"),
        ("arxiv", "1703.03400", "1703.03400"),
        ("arxiv", "arXiv:1703.03400v2", "1703.03400v2"),
        ("arxiv", "arXiv:1703.03400v3 [cs.LG]", "1703.03400v3"),
        ("arxiv", "https://arxiv.org/abs/1703.03400", "1703.03400"),
        ("arxiv", "arxiv.org/pdf/1703.03400v1.pdf", "1703.03400v1"),
        ("arxiv", "https://arxiv.org/abs/1703.03400?context=cs", "1703.03400"),
        ("arxiv", "10.48550/arXiv.1703.03400", "1703.03400"),
        ("arxiv", "https://doi.org/10.48550/arxiv.1703.03400", "1703.03400"),
        ("arxiv", "0704.0001", "0704.0001"),
        ("arxiv", "1412.6980", "1412.6980"),
        ("arxiv", "hep-th/9901001", "hep-th/9901001"),
        ("arxiv", "math.GT/0309136v1", "math/0309136v1"),
        ("isbn", "978-0-262-03561-3", "978-0-262-03561-3"),
        ("isbn", "ISBN 978 0 262 03561 3", "978-0-262-03561-3"),
        ("isbn", "ISBN-13: 9780262035613", "9780262035613"),
        ("isbn", "0-8044-2957-x", "0-8044-2957-X"),
        ("isbn", "978\N{HYPHEN}0\N{NON-BREAKING HYPHEN}262\N{EN DASH}03561-3", "978-0-262-03561-3"),
        ("issn", "0378-5955", "0378-5955"),
        ("issn", "ISSN 2434561x", "2434-561X"),
        ("issn", "eISSN: 0378\N{EN DASH}5955", "0378-5955"),
        ("pmid", "PMID: 12345678", "12345678"),
        ("pmid", "https://pubmed.ncbi.nlm.nih.gov/12345678/", "12345678"),
        ("dblp", "https://dblp.org/rec/conf/icml/FinnAL17.html", "conf/icml/FinnAL17"),
        ("dblp", "DBLP:journals/corr/abs-1703-03400", "journals/corr/abs-1703-03400"),
    ],
)
def test_one_spelling_each(scheme, typed, normal):
    assert NORMAL[scheme](typed) == normal


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("doi", ""),
        ("doi", "10.1000"),
        ("doi", "11.1000/x"),
        ("doi", "10.10/x"),
        ("doi", "10.1000/a b"),
        ("doi", "10.1000/a\x1b[0m"),
        ("doi", "١٠.1000/x"),
        ("arxiv", "1606.0408"),
        ("arxiv", "1412.06980"),
        ("arxiv", "0703.0001"),
        ("arxiv", "1713.00001"),
        ("arxiv", "1703.03400v0"),
        ("arxiv", "hep-th/9913001"),
        ("arxiv", "170303400"),
        ("isbn", "978-0-262-03561-4"),
        ("isbn", "0-8044-2957-0"),
        ("isbn", "977-0-262-03561-3"),
        ("isbn", "123"),
        ("issn", "0378-5954"),
        ("issn", "0378"),
        ("pmid", "012"),
        ("pmid", "PMC123"),
        ("dblp", "FinnAL17"),
        ("dblp", "conf/icml/Finn AL"),
    ],
)
def test_what_is_no_identifier(scheme, typed):
    with pytest.raises(ValueError, match="not a"):
        NORMAL[scheme](typed)


@given(
    st.sampled_from(sorted(NORMAL)),
    hard_strings | st.from_regex(r"(doi:|https://doi\.org/)?10\.\d{4}/\S{1,9}[).,]*", fullmatch=True),
)
def test_normal_forms_are_normal(scheme, text):
    try:
        normal = NORMAL[scheme](text)
    except ValueError:
        return
    assert NORMAL[scheme](normal) == normal
    assert normal.isprintable()
    assert normal == normal.strip()


@given(st.integers(0, 10**9 - 1))
def test_isbn_10_has_one_right_check_digit(number):
    digits = f"{number:09d}"
    assert sum(_accepts("isbn", digits + check) for check in "0123456789X") == 1


@given(st.sampled_from(["978", "979"]), st.integers(0, 10**9 - 1))
def test_isbn_13_has_one_right_check_digit(prefix, number):
    assert sum(_accepts("isbn", f"{prefix}{number:09d}{check}") for check in "0123456789") == 1


@given(st.integers(0, 10**7 - 1))
def test_issn_has_one_right_check_digit(number):
    assert sum(_accepts("issn", f"{number:07d}{check}") for check in "0123456789X") == 1


def _accepts(scheme, text):
    try:
        NORMAL[scheme](text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("scheme", "value", "identifier"),
    [
        ("doi", "10.1000/XYZ", "doi:10.1000/xyz"),
        ("doi", "10.48550/arXiv.1703.03400", "arxiv:1703.03400"),
        ("arxiv", "arXiv:1703.03400", "arxiv:1703.03400"),
        ("pmid", "PMID: 26017442", "pmid:26017442"),
        ("isbn", "978-0-262-03561-3", "isbn:9780262035613"),
        ("isbn", "0-262-03561-8", "isbn:9780262035613"),
        ("isbn", "0-8044-2957-X", "isbn:9780804429573"),
    ],
)
def test_ids_of_works(scheme, value, identifier):
    assert work_id(scheme, value) == identifier
    assert scheme_of(identifier) + ":" + value_of(identifier) == identifier


@given(st.integers(0, 10**9 - 1))
def test_an_isbn_of_ten_digits_is_one_of_thirteen(number):
    """ISO 2108: 978 before the nine digits, and a check digit of its own."""
    digits = f"{number:09}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    ten = digits + "0123456789X"[(11 - rest) % 11]
    assert normal_isbn(isbn13(ten)) == isbn13(ten)
    assert isbn13(ten)[:12] == f"978{digits}"


@pytest.mark.parametrize("text", ["", " ", "a b", "a\nb", "\x1b[31m"])
def test_what_no_scheme_would_take(text):
    with pytest.raises(ValueError, match="not an identifier"):
        normal_other(text)


def test_what_stands_in_entries_toml_for_an_id():
    schemes = [*SCHEMES.values(), Scheme("hal")]
    assert typed_fields("arxiv:1703.03400", schemes) == {"arxiv": "1703.03400"}
    assert typed_fields("doi:10.1000/a:b", schemes) == {"doi": "10.1000/a:b"}
    assert typed_fields("hal:hal-1", schemes) == {"eprint": "hal-1", "eprinttype": "hal"}


@pytest.mark.parametrize(
    ("versioned", "bare"),
    [("1703.03400v12", "1703.03400"), ("1703.03400", "1703.03400"), ("hep-th/9901001v2", "hep-th/9901001")],
)
def test_without_version(versioned, bare):
    assert without_version(versioned) == bare


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("doi", "10.\u0661\u0660\u0660\u0660/xyz"),
        ("doi", "10.\uff11\uff10\uff10\uff10/xyz"),
        ("arxiv", "\u0661\u0667\u0660\u0663.03400"),
        ("arxiv", "1703.03400v\u0662"),
        ("arxiv", "hep-th/\u0669901001"),
        ("isbn", "978026203561\u0663"),
        ("issn", "1234-567\u0669"),
        ("pmid", "\u0661\u0662\u0663"),
        ("dblp", "conf/icml/FinnAL1\u0667"),
    ],
)
def test_digits_of_identifiers_are_those_of_ascii(scheme, typed):
    """Arabic-Indic and full-width digits are digits to Unicode, and to no registry."""
    with pytest.raises(ValueError, match="not a"):
        NORMAL[scheme](typed)


def test_a_version_has_digits_of_ascii():
    assert without_version("1703.03400v\u0662") == "1703.03400v\u0662"


@pytest.mark.parametrize("normal", NORMAL.values(), ids=NORMAL)
@pytest.mark.parametrize("unit", [",", "?", ")", "/", "[a]", "doi:", "arxiv:", ".pdf", "?,", "-", " ", "1"])
def test_what_goes_on_for_long_is_no_identifier_in_no_time(normal, unit, seconds):
    with seconds(1):
        for text in (f"1703.03400{unit * 60} x", f"10.1000/1{unit * 100_000} x", unit * 1_900):
            with contextlib.suppress(ValueError):
                normal(text)
