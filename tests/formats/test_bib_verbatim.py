"""Addresses, ids and file names: what managers escape is decoded, and never more."""

import pytest

from refexport.formats.bib.read import read_bib
from refexport.formats.bib.verbatim import decoded

ADDRESS = "https://x.org/a_b%20c#t"


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        (r"https://x.org/a{\_}b{\%}20c{\#}t", ADDRESS),  # Mendeley
        (r"https://x.org/a\_b\%20c\#t", ADDRESS),  # Zotero, JabRef
        (r"\url{https://x.org/a_b%20c#t}", ADDRESS),
        (r"{\url{https://x.org/a\_b\%20c\#t}}", ADDRESS),
        (r"\href{https://x.org/a_b%20c#t}{the page}", ADDRESS),
        (r"https://x.org/a{\&}b\&c", "https://x.org/a&b&c"),
        (r"https://x.org/{\textasciitilde}kay", "https://x.org/~kay"),
        (r"https://x.org/\textasciitilde{}kay", "https://x.org/~kay"),
        (r"https://x.org/\textasciitilde kay", "https://x.org/~kay"),
        (r"https://x.org/{\~{}}kay", "https://x.org/~kay"),
        (r"https://x.org/\~{}kay", "https://x.org/~kay"),
        (r"https://x.org/$\sim$kay", "https://x.org/~kay"),
        (r"https://x.org/{$\sim$}kay", "https://x.org/~kay"),
        ("{https://x.org/~kay}", "https://x.org/~kay"),
        (r"https://x.org/a{b}\c?d=%5C%7B", r"https://x.org/a{b}\c?d=%5C%7B"),
        (r"https://x.org/\textbook\url", r"https://x.org/\textbook\url"),
        ("{a}/{b}", "{a}/{b}"),
    ],
)
def test_addresses(raw, address):
    assert decoded(raw) == address


@pytest.mark.parametrize(
    ("field", "raw", "name", "value"),
    [
        ("doi", r"10.1007/978-3{\_}31", "doi", "10.1007/978-3_31"),
        ("doi", r"10.1002/(SICI)1097{\textless}1661::AID{\textgreater}3.0", "doi", "10.1002/(sici)1097<1661::aid>3.0"),
        ("doi", r"\url{https://doi.org/10.1000/A\_b}", "doi", "10.1000/a_b"),
        ("eprint", r"hdl{\_}1", "eprint", "hdl_1"),
        ("pdf", r"papers/a{\_}b.pdf", "file", "papers/a_b.pdf"),
        ("file", r":C\:/Users/a.pdf:PDF", "file", r":C\:/Users/a.pdf:PDF"),
        ("file", r":C$\backslash$:/x{\_}y.pdf:pdf", "file", r":C\:/x_y.pdf:pdf"),
        ("urlraw", r"https://x.org/~a\_b", "urlraw", "https://x.org/~a_b"),
        ("bdsk-url-1", "https://x.org/~a", "bdsk-url-1", "https://x.org/~a"),
        ("howpublished", r"\url{https://x.org/~kay/a_b.html}", "howpublished", "https://x.org/~kay/a_b.html"),
        ("note", r"See \url{https://x.org/~kay} by J.~Kay", "note", "See https://x.org/~kay by J. Kay"),
    ],
)
def test_fields_that_hold_addresses(field, raw, name, value):
    entry = read_bib("@misc{k, title={T}, " + field + " = {" + raw + "}}", "x").entries[0]
    assert entry.plain(name) == value
