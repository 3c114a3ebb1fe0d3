"""Titles that are no work's, against who else says so; and titles of works that are none of them."""

import http
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from refexport.data import placeholders
from refexport.text.placeholders import is_implausible, is_placeholder


@pytest.mark.parametrize(("status", "phrase"), placeholders.REASONS.items())
def test_reason_phrases_are_those_of_ianas_registry(status, phrase):
    """Python's `http` follows the registry of HTTP status codes; it names 413 to 422 as RFC 7231 did."""
    assert http.HTTPStatus(status).phrase == phrase


GENERIC = [
    # Wikipedia, Module:Citation/CS1/Configuration, generic_titles.reject (patterns that must match the whole title, or
    # do here with the least around them)
    "are you a robot", "no title", "[no title]", "page not found", "subscribe to read", "unknown", "(unknown)",
    "404", "error-404", "error 404", "internet archive wayback machine", "wayback machine", "log into facebook",
    "login • instagram", "redirecting...", "usurped title", "webcite query result", "archived copy",
]  # fmt: skip


@pytest.mark.parametrize("title", GENERIC)
def test_generic_titles_of_wikipedias_citations(title):
    assert is_placeholder(title)
    assert is_implausible(title, has_people=False)


BROWSERS_SAW = [
    # titles by which programs that fetch pages know a guard: FlareSolverr and the like, in their tests and tables
    "Just a moment...", "Just a moment…", "Attention Required! | Cloudflare", "Nur einen Moment…", "Un momento…",
    "Access Denied", "Checking your browser", "Verify you are human", "Pardon Our Interruption",
    # nginx, ngx_http_special_response.c: the pages of its own
    "403 Forbidden", "404 Not Found", "429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway",
    "503 Service Temporarily Unavailable", "504 Gateway Time-out",
    # Tomcat's ErrorReportValve; Apache's error pages; Google's
    "HTTP Status 404 – Not Found", "HTTP Status 500 - Internal Server Error", "Error 404 (Not Found)!!1",
    # arXiv's API, user manual 3.4
    "Error",
]  # fmt: skip


@pytest.mark.parametrize("title", BROWSERS_SAW)
@pytest.mark.parametrize("spelled", [str, str.upper, "  {} ".format, "{} | Journal of Nothing".format])
def test_pages_of_guards_and_servers_whatever_their_case_and_site(title, spelled):
    assert is_placeholder(spelled(title))
    assert is_implausible(spelled(title), has_people=False)


@pytest.mark.parametrize("title", ["Title pending 1234", "TITLE PENDING 7", "Untitled", "[Not Available]", "Loading…"])
def test_a_gap_is_no_title_of_a_work_that_nobody_made(title):
    assert is_implausible(title, has_people=False)


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...", "Page Not Found", "404 Not Found", "Error", "Service Unavailable", "Title pending 1234",
        "Attention Required! | Cloudflare", "Are you a robot?", "HTTP Status 404 – Not Found", "Страница не найдена",
        "请稍候…", "Page introuvable",
    ],
)  # fmt: skip
def test_authors_do_not_make_a_page_a_work(title):
    assert is_implausible(title, has_people=True)


@pytest.mark.parametrize(
    "title",
    [
        # titles of works: poems, columns, book reviews (JSTOR), works of art
        "Untitled", "Access denied", "Not Found", "Loading", "Un momento", "Captcha",
        # titles that have such words
        "Errors", "Error-Correcting Codes", "On Error", "404 Not Found: The Decay of Links in Legal Scholarship",
        "500 Days of Summer", "404 not so bad", "Just a Moment: Time and Attention", "Loading of bosons in optical lattices",
        "Untitled (Perfect Lovers)", "Conflict", "Gone", "The Unknown", "Access Denied: Internet Filtering",
    ],
)  # fmt: skip
def test_a_work_with_authors_keeps_its_title(title):
    assert not is_implausible(title, has_people=True)


@pytest.mark.parametrize("title", ["Conflict", "Gone", "Index", "Front Matter", "", "0", "Errors", "1984"])
def test_a_title_without_authors_is_believed_unless_it_is_in_the_table(title):
    assert not is_implausible(title, has_people=False)
    assert not is_placeholder(title)


def test_an_entry_of_an_encyclopedia_may_be_about_error():
    assert not is_implausible("Error", has_people=True, is_part=True)
    assert is_implausible("Error", has_people=False, is_part=True)


def titles(folder: Path) -> Iterator[str]:
    for name in ("arxiv", "dblp", "crossref"):
        with lzma.open(folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                title = json.loads(line)["title"]
                yield " ".join((title[0] if isinstance(title, list) else title).split())


@pytest.mark.shared
@pytest.mark.slow
def test_no_title_of_245_000_works_is_a_placeholder(shared):
    stock = list(titles(shared / "registry" / "data"))
    assert len(stock) > 240_000
    assert [one for one in stock if is_placeholder(one) or is_implausible(one, has_people=False)] == []
