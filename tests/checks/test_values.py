"""Single values: identifiers that cannot be, dates to come, pages that run backwards."""

import pytest

from tests.checks.samples import THIS_YEAR, findings, found, hand


@pytest.mark.parametrize(
    ("rule", "field", "bad", "good"),
    [
        ("bad-doi", "doi", "10.1000", "10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2"),
        ("bad-isbn", "isbn", "9781789534208", "9781789534207"),
        ("bad-isbn", "isbn", "0-306-40615-3", "0-306-40615-2"),
        ("bad-isbn", "isbn", "9781789534207, 1", "9781789534207, 0-306-40615-2"),
        ("bad-issn", "issn", "0317-8472", "0317-8471"),
        (
            "bad-issn",
            "issn",
            "1476-4687 (Electronic) 0028-0837 (Linking)",
            "1476-4687 (Electronic) 0028-0836 (Linking)",
        ),
        ("bad-issn", "issn", "0028-0837 (print)", "0028-0836 (print)"),
        ("bad-issn", "issn", "none", "ISSN: 0028-0836; e-ISSN 1476-4687"),
        ("bad-issn", "issn", "0028-0836 1476-4688", "0028-0836 1476-4687"),
        ("bad-isbn", "isbn", "978 0 262 03561 4 (pbk.)", "978 0 262 03561 3 (pbk.)"),
        (
            "bad-isbn",
            "isbn",
            "ISBN-10 0-306-40615-3 (ebook)",
            "ISBN-10 0-306-40615-2 (hardcover); 978-0-262-03561-3 (ebook)",
        ),
        ("bad-isbn", "isbn", "080442957", "080442957X"),
        ("bad-pmid", "pmid", "PMC123", "12345"),
        ("bad-dblp", "dblp", "FinnAL17", "conf/icml/FinnAL17"),
        ("bad-url", "url", "www.example.org", "https://example.org/a_b%20c?x=1#y"),
        ("bad-url", "url", "https://exam ple.org", "http://metalearning.ml/2017/"),
        ("bad-url", "url", "javascript:alert(1)", "ftp://ftp.example.org/x"),
        ("bad-url", "url", "file:///etc/passwd", "HTTPS://EXAMPLE.ORG"),
        ("bad-url", "url", "https://", "https://[::1]/"),
        ("backward-pages", "pages", "33--12", "12--33"),
        ("backward-pages", "pages", "1, 7--3", "1126--35"),
        ("future-date", "date", THIS_YEAR + 2, THIS_YEAR + 1),
        ("odd-date", "date", "{Hilary Term 1998}", "1998"),
        ("odd-date", "urldate", "{05/06/2009}", "2009-06-05"),
    ],
)
def test_a_bad_value_is_found_and_a_good_one_is_not(rule, field, bad, good):
    assert found(rule, hand("k", "misc", **{field: bad})) == [("k", field)]
    assert found(rule, hand("k", "misc", **{field: good})) == []


def test_a_bad_arxiv_id_is_found_at_its_eprint():
    assert found("bad-arxiv", hand("k", "preprint", eprint="1703.034", eprinttype="arxiv")) == [("k", "eprint")]
    assert found("bad-arxiv", hand("k", "preprint", eprint="hal-01", eprinttype="hal")) == []


def test_a_title_that_error_pages_have_is_kept_and_found():
    """Programs that save pages as references write what the page was called."""
    mine = hand(title="Just a moment...", author=None)
    (one,) = (f for f in findings(mine) if f.rule == "implausible-title")
    assert (one.field, one.level) == ("title", "warning")
    assert one.message == '"Just a moment..." is the title of no work'
    assert mine.entry.plain("title") == "Just a moment..."


def test_a_title_that_works_have_too_is_found_even_with_authors():
    assert found("implausible-title", hand(title="Untitled")) == [("k", "title")]
    assert findings(hand(title="Untitled"), allowed={"k": {"implausible-title": "a drawing"}}) == []


def test_a_title_that_only_has_such_words_is_not_found():
    assert found("implausible-title", hand(title="404 Not Found: The Decay of Links", author=None)) == []
    assert found("implausible-title", hand(title=None)) == []
