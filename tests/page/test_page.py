"""The page of `refexport report`: what it says, in a real browser, at three widths, light and dark, and from hostile hands."""

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from refexport.model.entry import Entry, Merged
from refexport.page.numbers import numbers
from refexport.page.page import page
from refexport.project import Project
from refexport.store.entries import Hand
from tests.browser import browsed
from tests.conftest import ROOT
from tests.machine import slowness
from tests.test_injection import PAYLOADS, hostile

PROGRAMS = pytest.mark.program("chromium", "node", "npm")


def library(entries, findings=()):
    """A project of entries that no file could hold."""
    return SimpleNamespace(
        path=Path("entries.toml"),
        merged=[Merged(entry, dict.fromkeys(entry.fields, "hand")) for entry in entries],
        entries=entries,
        library=SimpleNamespace(hands=[Hand(entry) for entry in entries]),
        findings=lambda: list(findings),
    )


@pytest.fixture(scope="module")
def sample():
    return Project(ROOT / "entries.toml")


@pytest.fixture
def sample_page(sample, tmp_path):
    path = tmp_path / "r.html"
    path.write_text(page(sample), encoding="utf-8")
    return str(path)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and where none is closed by another."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_is_well_formed_and_its_ids_are_unique(sample):
    elements = Elements(page(sample))
    assert elements.open == []
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        attributes["href"][1:]
        for tag, attributes in elements.found
        if tag == "a" and attributes["href"].startswith("#")
    }
    assert targets <= set(ids)


def test_the_policy_allows_nothing_but_the_page_s_own_style_and_script(sample):
    (policy,) = [
        one["content"]
        for tag, one in Elements(page(sample)).found
        if one.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", rules["script-src"])
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", rules["style-src"])


def test_the_same_library_makes_the_same_bytes(sample):
    assert page(sample) == page(Project(ROOT / "entries.toml"))


def test_what_is_counted():
    entries = [
        Entry("a", "video", {"title": (), "url": "https://x.example"}),
        Entry("b", "article", {"url": "https://x.example", "doi": "10.1000/1"}),
        Entry("c", "article", {}),
    ]
    counted = numbers(library(entries))
    assert counted.entries == 3
    assert counted.identified == 1
    (article, video) = counted.heat
    assert (article[0], article[1]) == ("article", 2)
    cells = dict(zip(counted.heat_fields, article[2], strict=True))
    assert (cells["doi"].has, cells["doi"].of, cells["doi"].percent) == (1, 2, 50)
    assert video[0] == "video"
    assert counted.years == []


@PROGRAMS
@pytest.mark.slow
def test_it_fits_three_widths_in_light_and_dark_and_is_accessible(sample_page):
    """WCAG 2.1, levels A and AA, as far as axe-core can tell."""
    tasks = [
        {"file": sample_page, "width": width, "scheme": scheme, "axe": True}
        for scheme in ("light", "dark")
        for width in (380, 800, 1400)
    ]
    seen = browsed(tasks)
    for one in seen:
        assert one["violations"] == []
        assert one["passes"] > 10
        assert one["overflow"] == 0
        assert one["errors"] == []
        assert set(one["requests"]) == {f"file://{sample_page}"}
    assert seen[0]["background"] != seen[3]["background"]


@PROGRAMS
def test_it_sorts_and_filters_in_the_browser_and_can_be_read_without_a_script(sample_page):
    with_script, without = browsed(
        [{"file": sample_page, "words": "koch siamese", "sort": 2}, {"file": sample_page, "script": False}]
    )
    assert with_script["found"] == ["koch2015siamese"]
    years = [year for year in with_script["sorted"] if year]
    assert years == sorted(years)
    assert with_script["sorted"][-1] == ""  # what has no year comes last
    for word in ("koch2015siamese", "Model-Agnostic Meta-Learning", "missing-date", "Completeness", "entries.toml:331"):
        assert word in without["text"]


OF_PAGES = (
    "javascript:pwned()", "JaVaScRiPt:pwned()", " javascript:pwned()", "java\tscript:pwned()", "javascript://example.org/%0apwned()", "data:text/html,<script>pwned()</script>",
    "vbscript:pwned()", "//example.org/x", "file:///etc/passwd", "https://user:pw@example.org/", "https://example.org/\u202ex", "http://[::1", "https:", "blob:x",
    '" onmouseover="pwned()" x="', "' onfocus='pwned()' autofocus '", "</style><script>pwned()</script>", "<style>*{display:none}</style>", "--></table><h1>",
    "</td></tr></table><iframe src=x>", "]]><script>pwned()</script>", "&#106;avascript:pwned()", "<base href=https://example.org/>", '<meta http-equiv="refresh" content="0;url=https://example.org/">',
)  # fmt: skip
"""What a page of the web could be hurt by, beside what others are."""


@PROGRAMS
@pytest.mark.slow
def test_hostile_values_are_inert(tmp_path):
    entries = [
        *hostile((*PAYLOADS, *OF_PAGES)),
        *(
            Entry(f"u{n}", "online", {"url": one, "doi": one, "eprint": one, "eprinttype": "arxiv"})
            for n, one in enumerate(OF_PAGES)
        ),
    ]
    assert len({*PAYLOADS, *OF_PAGES}) >= 133
    path = tmp_path / "hostile.html"
    path.write_bytes(page(library(entries), "</title><script>pwned()</script>").encode("utf-8", "replace"))
    text = path.read_text()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    (seen,) = browsed([{"file": str(path), "words": "pwned", "sort": 0}])
    assert seen["errors"] == []
    assert seen["scripts"] == 1
    assert seen["active"] == 0
    assert set(seen["links"]) <= {"file:", "https:", "http:"}
    assert seen["requests"] == [f"file://{path}"]
    assert len(seen["sorted"]) == len(entries)


@PROGRAMS
@pytest.mark.slow
def test_five_thousand_entries_open_within_two_seconds(sample, tmp_path):
    entries = [Entry(f"{one.key}{n}", one.type, one.fields) for n in range(65) for one in sample.entries][:5000]
    path = tmp_path / "many.html"
    path.write_text(page(library(entries)), encoding="utf-8")
    before = slowness()
    seen = browsed([{"file": str(path)}] * 2)
    assert min(one["milliseconds"] for one in seen) <= 2000 * max(before, slowness())
    assert [one["errors"] for one in seen] == [[], []]
