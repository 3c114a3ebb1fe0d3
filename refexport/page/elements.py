"""Elements: pieces of HTML from text that nobody vouches for; everything that is not written here is escaped."""

import html
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlsplit

from refexport.data.patterns import regex
from refexport.report.text import printable

HEADING_ID = regex(r"[^A-Za-z0-9_.:-]")


class Markup(str):
    """HTML that was made here and may stand as it is."""

    __slots__ = ()


def safe(text: object) -> str:
    """The text as HTML shows it, without what steers the direction of what follows."""
    return str(text) if isinstance(text, Markup) else html.escape(printable(str(text)))


def element(name: str, *inside: object, **attributes: object) -> Markup:
    """``<name attribute="…">inside</name>``; an attribute whose value is None or False is left out.

    ``class_`` and ``for_`` lose their underscore, others get hyphens for theirs.
    """
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{safe(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{given}>{''.join(map(safe, inside))}</{name}>")


def joined(pieces: Iterable[object], between: str = "") -> Markup:
    """Pieces side by side."""
    return Markup(between.join(map(safe, pieces)))


def table(heads: Sequence[object], rows: Iterable[object], **attributes: object) -> Markup:
    """A table of heads and of rows that are markup."""
    head = element("tr", *(element("th", one, scope="col") for one in heads))
    return element("table", element("thead", head), element("tbody", *rows), **attributes)


def hyperlink(address: str, text: object) -> Markup:
    """A link to an address of the web; text alone for anything else (``javascript:``)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc or not address.isprintable():
        return Markup(safe(text))
    return element("a", text, href=address, rel="noopener noreferrer")


PLACES = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/", "dblp": "https://dblp.org/rec/"}
"""Kind of identifier -> what its address begins with."""


def address_of(scheme: str, value: str) -> str:
    """The address of a work by its identifier; empty for a kind that has none."""
    return PLACES[scheme] + quote(value, safe="/:;()._-", errors="replace") if scheme in PLACES else ""


def anchor(key: str) -> str:
    """An id of the page for a cite key, unlike that of any other key."""
    return "work-" + HEADING_ID.sub(lambda found: f"~{ord(found[0]):x}~", key)


def bars(rows: Sequence[tuple[str, int]], caption: str) -> Markup:
    """A table of labels and numbers with a bar for each; read aloud it is the table."""
    most = max((number for _, number in rows), default=0) or 1
    lines = [
        element(
            "tr",
            element("th", label, scope="row"),
            element("td", _bar(number / most), class_="b"),
            element("td", number, class_="n"),
        )
        for label, number in rows
    ]
    return element("table", element("caption", caption, hidden=True), element("tbody", *lines), class_="bars")


def _bar(part: float) -> Markup:
    rect = Markup(f'<rect class="bar" width="{100 * part:.1f}" height="10" rx="1.5"></rect>')
    return element("svg", rect, viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true")


def columns(rows: Sequence[tuple[str, int]], label: str) -> Markup:
    """Upright bars, for what has an order; told to who cannot see it by the label."""
    most, width, height = max((number for _, number in rows), default=0) or 1, 440, 190
    step = width / max(len(rows), 1)
    every = max(1, -(-len(rows) // 9))
    parts = [Markup(f'<line class="axis" x1="0" x2="{width}" y1="{height - 24}" y2="{height - 24}"></line>')]
    for place, (name, number) in enumerate(rows):
        tall = (height - 44) * number / most
        x, y = place * step + step * 0.12, height - 24 - tall
        shape = f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{step * 0.76:.1f}" height="{tall:.1f}" rx="1.5">'
        parts.append(Markup(f"{shape}<title>{safe(name)}: {number}</title></rect>"))
        if number and step > 14:
            parts.append(_label(place * step + step / 2, y - 4, str(number)))
        if place % every == 0:
            parts.append(_label(place * step + step / 2, height - 8, name.removeprefix("before "), "soft"))
    return element("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", aria_label=label)


def _label(x: float, y: float, text: str, class_: str = "") -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor="middle", class_=class_ or None)
