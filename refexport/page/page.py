"""The page: one HTML file that needs nothing else, no network and, to be read, no script."""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from refexport import __version__
from refexport.data.datamodel import TYPES
from refexport.errors import Finding
from refexport.model.entry import Entry, Merged
from refexport.model.ids import scheme_of, value_of
from refexport.page.elements import Markup, address_of, anchor, bars, columns, element, hyperlink, joined, table
from refexport.page.numbers import VENUES, Cell, Numbers, numbers
from refexport.project import Project
from refexport.report.entries import people
from refexport.report.text import sentence
from refexport.works.match import full_title

HERE = Path(__file__)
SECTIONS = {
    "completeness": "Completeness",
    "years": "Years",
    "sources": "Sources of facts",
    "stages": "Preprints and publications",
    "venues": "Venues",
    "findings": "Findings",
    "entries": "Works",
}
STEPS = (1, 50, 80, 100)
"""Percent from which a cell of the heat map gets its next shade."""


def page(project: Project, title: str = "") -> str:
    """The HTML of a library; the same for the same two files."""
    counted = numbers(project)
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src 'none'; base-uri 'none'; form-action 'none'"
    )
    named = title or f"References of {project.path.absolute().parent.name or project.path.name}"
    head = [
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(
            f'<meta name="generator" content="refexport {__version__}"><meta name="referrer" content="no-referrer">'
        ),
        element("title", named),
        element("style", Markup(style)),
    ]
    body = [_header(named, counted), element("main", *_sections(project, counted), class_="wrap"), _footer(project)]
    whole = element(
        "html", element("head", *head), element("body", *body, element("script", Markup(script))), lang="en"
    )
    return f"<!DOCTYPE html>\n{whole}\n"


def _asset(name: str) -> str:
    return HERE.with_name(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """What a policy knows an inline style or script by (CSP Level 3, "hash-source")."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _header(title: str, counted: Numbers) -> Markup:
    links = [element("li", element("a", name, href=f"#{id_}")) for id_, name in SECTIONS.items()]
    about = f"{counted.entries} works, what is known of them, where from, and what is missing."
    nav = element("nav", element("ul", *links), aria_label="Sections")
    return element("header", element("h1", title), element("p", about, class_="soft"), nav, class_="wrap")


def _footer(project: Project) -> Markup:
    made = f"Made by refexport from {project.path.name} and its lock; nothing here is loaded from elsewhere."
    return element("footer", element("p", made), class_="wrap")


def _sections(project: Project, counted: Numbers) -> Iterator[Markup]:
    yield _tiles(counted)
    yield _section("completeness", _heat(counted))
    yield element(
        "div",
        _section("years", _years(counted)),
        element(
            "div",
            _section("sources", _listed(counted.sources, "How many values each source gave", "There are no values.")),
            _section("stages", _stages(counted)),
        ),
        class_="pair",
    )
    yield _section("venues", _listed(counted.venues, "How many works each venue has", "No work names a venue."))
    yield _section("findings", _findings(project, counted.findings))
    yield _section("entries", _works(project.merged))


def _section(id_: str, *inside: Markup) -> Markup:
    return element(
        "section", element("h2", SECTIONS[id_], id=f"{id_}-head"), *inside, id=id_, aria_labelledby=f"{id_}-head"
    )


def _tiles(counted: Numbers) -> Markup:
    levels = [one.level for one in counted.findings]
    tiles = [
        ("works", counted.entries, ""),
        ("with all that their types require", _share(counted.complete, counted.entries), ""),
        ("with an identifier", _share(counted.identified, counted.entries), ""),
        ("errors", levels.count("error"), "error" if "error" in levels else "good"),
        ("warnings", levels.count("warning"), "warning" if "warning" in levels else "good"),
        ("could be cited as published", len(counted.upgradable), ""),
    ]
    rows = [
        element("div", element("dt", name), element("dd", value, class_=kind or None)) for name, value, kind in tiles
    ]
    return element("dl", *rows, class_="tiles")


def _share(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else "–"


def _heat(counted: Numbers) -> Markup:
    if not counted.heat:
        return element("p", "There are no works.")
    heads = [element("th", "type", scope="col"), element("th", "works", scope="col", class_="n")]
    heads += [element("th", element("span", field), scope="col") for field in counted.heat_fields]
    rows = [
        element("tr", element("th", type_, scope="row"), element("td", number), *map(_cell, cells))
        for type_, number, cells in counted.heat
    ]
    about = "Percent of the works of a type that have a field. Underlined: what the type requires."
    shown = element("table", element("thead", element("tr", *heads)), element("tbody", *rows), class_="heat")
    return joined([element("p", about, class_="soft"), _scrolling(shown, "Completeness by type and field")])


def _cell(cell: Cell | None) -> Markup:
    if cell is None:
        return element("td", "–", class_="na")
    shade = sum(cell.percent >= step for step in STEPS)
    return element(
        "td", cell.percent, class_=f"h{shade}{' req' if cell.is_required else ''}", title=f"{cell.has} of {cell.of}"
    )


def _scrolling(inside: Markup, label: str) -> Markup:
    """What may be wider than the screen; the keyboard scrolls it, too."""
    return element("div", inside, class_="scroll", tabindex="0", role="region", aria_label=label)


def _years(counted: Numbers) -> Markup:
    if not counted.years:
        return element("p", "No work has a year.")
    most = max(counted.years, key=lambda row: row[1])
    label = f"Works by year, from {counted.years[0][0]} to {counted.years[-1][0]}; most, {most[1]}, are of {most[0]}"
    rows = [
        element("tr", element("th", year, scope="row"), element("td", n, class_="n")) for year, n in counted.years if n
    ]
    details = element("details", element("summary", "As a table"), table(["year", "works"], rows))
    return joined([element("figure", columns(counted.years, label)), details])


def _stages(counted: Numbers) -> Markup:
    items = [element("li", _work_link(key), ": ", _identifier(target)) for key, target in counted.upgradable]
    more = [element("p", "Known publications (refexport upgrade takes them):"), element("ul", *items)] if items else []
    return joined([bars(counted.stages, "How many works are at which stage"), *more])


def _listed(rows: Sequence[tuple[str, int]], caption: str, otherwise: str) -> Markup:
    return bars(rows, caption) if rows else element("p", otherwise)


def _work_link(key: str) -> Markup:
    return element("a", element("code", key), href=f"#{anchor(key)}")


def _identifier(identifier: str) -> Markup:
    return hyperlink(address_of(scheme_of(identifier), value_of(identifier)), identifier)


def _findings(project: Project, findings: Sequence[Finding]) -> Markup:
    if not findings:
        return element("p", "Nothing to fix.", class_="good")
    known = {hand.entry.key for hand in project.library.hands}
    rows = [
        element(
            "tr",
            element("td", one.level, class_=one.level),
            element("td", one.rule),
            element("td", _work_link(one.key) if one.key in known else one.key),
            element(
                "td",
                sentence(one._replace(key="")),
                *([Markup("<br>"), element("span", one.hint, class_="soft")] if one.hint else []),
            ),
            element("td", element("code", f"{Path(one.path).name}:{one.line}")),
        )
        for one in findings
    ]
    return _scrolling(table(["level", "rule", "work", "what", "where"], rows), "Findings")


def _works(merged: Sequence[Merged]) -> Markup:
    rows = [_work(one) for one in merged]
    heads = ("key", "type", "year", "people", "title and venue", "links", "missing")
    types = dict.fromkeys(sorted({one.entry.type for one in merged}))
    lacking = dict.fromkeys(sorted({field for one in merged for field in _missing(one.entry)}))
    tools = element(
        "div",
        element("label", "Words", Markup('<input id="word" type="search" autocomplete="off">')),
        element("label", "Type", _choice("kind", types)),
        element("label", "Missing", _choice("lack", lacking)),
        element("span", "", id="shown", role="status"),
        id="tools",
        class_="tools",
        hidden=True,
    )
    return joined([tools, _scrolling(table(heads, rows, id="works", class_="works"), "Works")])


def _choice(id_: str, options: Mapping[str, None]) -> Markup:
    return element(
        "select", element("option", "all", value=""), *(element("option", one) for one in options if one), id=id_
    )


def _work(one: Merged) -> Markup:
    entry = one.entry
    venue = next((entry.plain(field) for field in VENUES if entry.has(field)), "")
    return element(
        "tr",
        element("td", element("code", entry.key)),
        element("td", entry.type),
        element("td", entry.year or ""),
        element("td", people(entry.names("author") or entry.names("editor"))),
        element(
            "td",
            element("span", full_title(entry), class_="t"),
            *([Markup("<br>"), element("span", venue, class_="soft")] if venue else []),
        ),
        element("td", joined(_links(entry), " ")),
        element("td", ", ".join(_missing(entry))),
        id=anchor(entry.key),
    )


def _links(entry: Entry) -> Iterator[Markup]:
    if doi := entry.plain("doi"):
        yield hyperlink(address_of("doi", doi), "DOI")
    if entry.arxiv:
        yield hyperlink(address_of("arxiv", entry.arxiv), "arXiv")
    if url := entry.plain("url"):
        yield hyperlink(url, "web")


def _missing(entry: Entry) -> list[str]:
    """What the type of an entry requires and it lacks; of several that would do the first."""
    return [group[0] for group in TYPES.get(entry.type, ()) if not any(map(entry.has, group))]
