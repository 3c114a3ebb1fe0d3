"""What stands in another place or form than it should, and what would mend it."""

import pytest

from refexport.model.entry import parse_value
from tests.checks.samples import findings, found, hand


def fixes(rule, **fields):
    """(changes, whether they are safe) of a rule's findings."""
    return [(one.fix.changes, one.fix.is_safe) for one in findings(hand("k", **fields)) if one.rule == rule and one.fix]


@pytest.mark.parametrize(
    ("fields", "changes", "is_safe"),
    [
        ({"url": "https://doi.org/10.1000/XYZ"}, {"doi": "10.1000/xyz", "url": None}, True),
        ({"url": "https://arxiv.org/pdf/1703.03400v2.pdf"}, {"arxiv": "1703.03400v2", "url": None}, True),
        ({"url": "https://dblp.org/rec/conf/icml/FinnAL17.html"}, {"dblp": "conf/icml/FinnAL17", "url": None}, True),
        ({"url": "https://pubmed.ncbi.nlm.nih.gov/26017442/"}, {"pmid": "26017442", "url": None}, True),
        ({"url": "https://doi.org/10.48550/arXiv.1703.03400"}, {"arxiv": "1703.03400", "url": None}, True),
        ({"eprint": "10.1000/x", "eprinttype": "doi"}, {"doi": "10.1000/x", "eprint": None, "eprinttype": None}, True),
        ({"note": "arXiv preprint arXiv:1703.03400"}, {"arxiv": "1703.03400", "note": None}, True),
        ({"note": "DOI: 10.1000/x."}, {"doi": "10.1000/x", "note": None}, True),
        ({"howpublished": "Available at https://doi.org/10.1000/x"}, {"doi": "10.1000/x", "howpublished": None}, True),
        ({"note": "See doi:10.1000/x"}, {"doi": "10.1000/x", "note": "See"}, False),  # perhaps another work's
        ({"note": "Comment on doi:10.1000/x, to appear"}, {"doi": "10.1000/x", "note": "Comment on to appear"}, False),
    ],
)
def test_an_identifier_that_stands_elsewhere_is_moved(fields, changes, is_safe):
    assert fixes("misplaced-identifier", **fields) == [(changes, is_safe)]


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "https://example.org/10.1000/x"},
        {"url": "https://aclanthology.org/N19-1423/"},  # a page of its own, whose DOI has other words
        {"url": "https://doi.org/10.1000/x", "doi": "10.1000/x"},
        {"note": "26017442"},  # a number of nobody knows what
        {"note": "conf/icml/FinnAL17"},
        {"note": "see doi:10.1000/x and doi:10.1000/y"},  # which of the two is the work's?
        {"note": "arXiv:1703.03400", "eprint": "1703.03400", "eprinttype": "arxiv"},
        {"eprint": "10.1000/x", "eprinttype": "hdl"},
    ],
)
def test_what_is_no_identifier_of_the_work_stays(fields):
    assert found("misplaced-identifier", hand("k", **fields)) == []


@pytest.mark.parametrize(
    ("field", "bad", "good", "is_safe"),
    [
        ("title", "Science &amp; Nature", "Science & Nature", True),
        ("title", "On <em>E. coli</em> in {BERT}", "On <i>E. coli</i> in {BERT}", True),
        ("title", "{k-NN} &lt; <em>x</em> and", "{k-NN} < <i>x</i> and", True),
        ("title", "a&nbsp;b <sup>2</sup>", "a b <sup>2</sup>", True),
        ("abstract", "<p>First.</p>", "First.", False),
        ("note", "<span class='x'>one</span> two", "one two", False),
        ("author", ["d&apos;Amore, Francesco", "Roe, Jane"], ["d'Amore, Francesco", "Roe, Jane"], True),
        ("url", "https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2", True),
    ],
)
def test_html_is_found_and_mended(field, bad, good, is_safe):
    assert found("html-in-text", hand("k", **{field: bad})) == [("k", field)]
    assert fixes("html-in-text", **{field: bad}) == [({field: good}, is_safe)]
    assert found("html-in-text", hand("k", **{field: good})) == []


@pytest.mark.parametrize(
    "title", ["R&D; or not", "AT&T", "a < b > c", "The <foo> of x", "$a &lt; b$", "<i>E. coli</i>", "C<T> and <T>"]
)
def test_what_only_looks_like_html_is_none(title):
    assert found("html-in-text", hand("k", title=title)) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("On {BERT} and {Bayesian} {Few-Shot} nets", "On BERT and Bayesian {Few-Shot} nets"),
        ("{GPT-2} and {k-NN}", "GPT-2 and {k-NN}"),  # CSL's title case would raise the k
    ],
)
def test_braces_round_what_is_kept_anyway(bad, good):
    """docs/reference/entries.md, "Capitals"."""
    assert fixes("needless-braces", title=bad) == [({"title": good}, True)]
    assert found("needless-braces", hand("k", title=good)) == []
    assert found("needless-braces", hand("k", title=bad, capitals="braced")) == []
    assert parse_value("title", good) != parse_value("title", bad)
