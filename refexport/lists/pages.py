"""Pages: HTML and bookmarks files -> what each piece of their text became.

A page is read as the list in Markdown that it shows; its lines are those of the file. A bookmark is a link, so that
only an address of a work is evidence.
"""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from refexport.data.patterns import regex
from refexport.formats.content import Content
from refexport.lists.reading_list import Line, read_list
from refexport.lists.records import entry_of, notes_of
from refexport.lists.sections import PAPERS, Section
from refexport.lists.signs import PAGE

BOOKMARKS = regex(r"\s*<!DOCTYPE\s+NETSCAPE-Bookmark-file", re.IGNORECASE)
START = regex(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype\s+(?:html|netscape)|html|head|body)\b",
    re.IGNORECASE,
)
HIDDEN = frozenset(
    {"script", "style", "template", "svg", "noscript", "title", "select", "button", "iframe", "object", "math"}
)
ASIDE = frozenset({"nav", "footer", "form", "aside"})
"""Parts of a page that hold nothing of its subject: their words are comments."""

PARTS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "dl",
        "ul",
        "ol",
        "table",
        "main",
        "header",
        "body",
        "blockquote",
        "pre",
        "fieldset",
    }
)
EMPTY = regex(r"\*\*\s*\*\*|(?<!\*)\*\s+\*(?!\*)")
"""Emphasis of nothing."""

MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "u": "", "code": "`"}
RULED = regex(r"\|(?:-+\|)+")
SITE = regex(
    r"\s+(?:[|·•–—]|-)\s+(?:Nature(?: \w+)*|Science(?:Direct)?|Springer(?:Link)?|Wiley(?: Online Library)?|"
    r"IEEE\b.*|ACM\b.*|arXiv.*|OpenReview|PubMed.*|PMC|bioRxiv|medRxiv|JSTOR|SSRN.*|PLOS.*|PNAS|Semantic Scholar|"
    r"ResearchGate|Oxford Academic|Cambridge Core|Google (?:Scholar|Books)|Amazon.*|Taylor & Francis.*|MDPI|Frontiers|"
    r"HAL.*|ACL Anthology|DeepAI|Papers With Code)\s*$"
)
"""What browsers' titles have behind that of the work."""

ARXIV_LEAD = regex(r"^\[(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?\]\s+")
META = {
    "citation_title": "title",
    "citation_author": "author",
    "citation_authors": "author",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_year": "year",
    "citation_journal_title": "journal",
    "citation_conference_title": "booktitle",
    "citation_inbook_title": "booktitle",
    "citation_book_title": "booktitle",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_firstpage": "start page",
    "citation_lastpage": "end page",
    "citation_doi": "doi",
    "citation_isbn": "isbn",
    "citation_issn": "issn",
    "citation_publisher": "publisher",
    "citation_arxiv_id": "arxiv",
    "citation_pmid": "pmid",
    "citation_dissertation_institution": "institution",
    "citation_technical_report_institution": "institution",
}
"""Highwire's names in ``<meta>`` (scholar.google.com/intl/en/scholar/inclusion.html) -> those of `records`."""


def is_page(content: Content) -> bool:
    """Whether it is an HTML page or a bookmarks file."""
    return bool(START.match(content.text))


def read_page(text: str) -> list[Line]:
    """What each piece of a page's text became; of the page of a work, which its ``<meta>`` describe, that work."""
    page = _Page(text)
    if "title" in page.meta and ("author" in page.meta or "doi" in page.meta):
        entry, missed = entry_of(page.meta)
        return [Line(1, entry.plain("title"), "", entry, notes=notes_of(missed))]
    section = Section(PAPERS.words, PAPERS.han, titled=True, others=PAGE) if BOOKMARKS.match(text) else PAPERS
    return placed(read_list("\n".join(page.lines), section), page.places)


def placed(lines: Sequence[Line], places: Sequence[int]) -> list[Line]:
    """The lines with the numbers that they have in their file."""

    def there(found: re.Match[str]) -> str:
        return f"part of line {places[int(found[1]) - 1]}"

    return [
        line._replace(number=places[line.number - 1], reason=re.sub(r"^part of line (\d+)$", there, line.reason))
        for line in lines
        if not RULED.fullmatch(line.text)
    ]


class _Page(HTMLParser):
    """The text of a page as lines of Markdown, each with its line in the file; what its ``<meta>`` say of a work."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.places: list[int] = []
        self.meta: dict[str, str] = {}
        self._words: list[str] = []
        self._start = 1
        self._hidden: list[str] = []
        self._lists: list[str] = []
        self._prefix = ""
        self._links: list[tuple[str, int]] = []
        self._row: list[str] = []
        self._is_head = False
        self.feed(text)
        self.close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block, link or cell begins (HTMLParser)."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := META.get(given.get("name", "").lower())):
            before, value = self.meta.get(name), given.get("content", "")
            self.meta[name] = f"{before}; {value}" if before and name == "author" else before or value
        elif tag in HIDDEN | ASIDE | {"head"}:
            self._flush()
            self._hidden.append(tag)
        elif not self._hidden or tag == "a":
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "a":
            self._links.append((given.get("href", ""), len(self._words)))
        elif tag in MARKS or tag == "br":
            self._words.append(MARKS.get(tag, "<br>"))
        elif re.fullmatch(r"h[1-6]", tag):
            self._begin("#" * int(tag[1]) + " ")
        elif tag in ("li", "dt", "dd"):
            self._begin("  " * max(0, len(self._lists) - 1) + ("- " if tag != "dd" else "  "))
        elif tag in ("tr", "td", "th"):
            self._open_cell(tag)
        elif tag in PARTS:
            self._open_part(tag)

    def _open_cell(self, tag: str) -> None:
        if tag == "tr":
            self._begin("")
            self._row, self._is_head = [], False
        else:
            self._is_head = self._is_head or tag == "th"
            self._row.append("")
            self._words = []

    def _open_part(self, tag: str) -> None:
        is_list = tag in ("ul", "ol", "dl")
        is_first_of_item = tag in ("p", "div") and self._prefix and not "".join(self._words).strip()
        if not is_first_of_item:
            self._begin("", apart=not is_list or not self._lists)
        if is_list:
            self._lists.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Ends what a tag began."""
        if tag in self._hidden:
            self._close_hidden(tag)
        elif self._hidden:
            return
        elif tag == "a" and self._links:
            self._close_link(*self._links.pop())
        elif tag in MARKS:
            self._words.append(MARKS[tag])
        elif tag in ("td", "th") and self._row:
            self._row[-1] = " ".join("".join(self._words).split()).replace("|", "\\|")
            self._words = []
        elif tag == "tr":
            self._close_row()
        else:
            self._close_part(tag)

    def _close_hidden(self, tag: str) -> None:
        while self._hidden.pop() != tag:
            pass
        words = " ".join("".join(self._words).split()) if tag in ASIDE else ""
        self._words = [f"<!-- {words.replace('--', '- -')} -->"] if words else []
        self._flush()

    def _close_part(self, tag: str) -> None:
        if tag in ("ul", "ol", "dl"):
            self._flush()
            del self._lists[-1:]
        elif tag in PARTS or re.fullmatch(r"h[1-6]|li|dt|dd", tag):
            self._begin("", apart=tag in ("p", "div", "table") or tag.startswith("h"))

    def handle_data(self, data: str) -> None:
        if self._hidden and self._hidden[-1] not in ASIDE:
            return
        if data.strip() and not "".join(self._words).strip():
            self._start = self.getpos()[0] + len(data[: len(data) - len(data.lstrip())].split("\n")) - 1
        self._words.append(re.sub(r"\s+", " ", data))

    def _close_link(self, address: str, start: int) -> None:
        words = " ".join("".join(self._words[start:]).split())
        words = SITE.sub("", ARXIV_LEAD.sub("", words)).replace("[", "(").replace("]", ")")
        del self._words[start:]
        is_known = bool(address) and not address.lower().startswith(("javascript:", "data:"))
        target = address.strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        self._words.append(f"[{words}]({target})" if is_known and words else words)

    def _close_row(self) -> None:
        cells = [cell for cell in self._row if cell] and self._row
        if cells:
            self._put(f"| {' | '.join(cells)} |")
            if self._is_head and all(cells):
                self._put(f"|{'---|' * len(cells)}")
        self._row, self._words = [], []

    def _begin(self, prefix: str, *, apart: bool = True) -> None:
        self._flush()
        if apart and self.lines and self.lines[-1]:
            self._put("")
        self._prefix = prefix

    def _flush(self) -> None:
        """The words so far as a line."""
        words = EMPTY.sub("", " ".join("".join(self._words).split()))
        if words:
            self._put(self._prefix + words)
        self._words, self._prefix = [], "" if words else self._prefix

    def _put(self, line: str) -> None:
        self.lines.append(line)
        self.places.append(self._start)
