"""Properties: what notes of Obsidian and Notion say of the work that they are about, and of the keys that they cite.

Source: Obsidian's help (properties, internal links, callouts); the plugins Dataview (``Year:: 2017``), Citations
and Zotero Integration (``[[@key]]``); Notion's export as Markdown; pandoc's manual (``[@key]``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from refexport.data.patterns import regex
from refexport.lists.blocks import BlockKind, ListBlock
from refexport.lists.links import take_links
from refexport.lists.records import IDENTIFYING, WIKI, entry_of, field_named, notes_of
from refexport.model.entry import Entry
from refexport.references.titles import plain

NAMED = regex(r"^(?P<name>[\w][\w /.()-]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
ITEM = regex(r"^\s*-\s+(?P<value>.*)$")
INLINE = regex(r"^\**(?P<name>[^\W\d_][\w /()-]{1,30}?)(?:\*\*\s*::?|::?\s*\*\*|::?)(?:\s+(?P<value>\S.*))?$")
CALLOUT = regex(r"^\[![\w-]+\][+-]?")
LINK = regex(r"\[([^\[\]]*)\]\([^()]*\)")
ADDRESS = regex(r"\s*[\"']?https?://")

CITED = regex(
    r"\[\[@(?P<wiki>[^\[\]|#]+)(?:[|#][^\[\]]*)?\]\]|\[-?@(?P<pandoc>[\w][\w:.#$%&+?<>~/-]*)\](?!\()|"
    r"^@(?P<bare>[\w][\w:.+/-]*)(?=[:\s]|$)"
)
EMBED = regex(r"!\[\[[^\[\]]*\]\]")
CITATION_ONLY = "a cite key without its work"

OF_DOCUMENTS = frozenset(
    "output format documentclass bibliography layout permalink draft csl engine jupyter slug categories theme marp "
    "weight".split()
)
"""Properties that only a document has itself: its author and date are those of the page, not of a work read."""

DATED_AS_WORKS = frozenset({"date", "created", "modified", "updated", "datum", "fecha", "дата"})
"""Names of a date that may be the note's own."""


class NotedWork(NamedTuple):
    """A note's work: the line that stands for it, its entry, the lines of its properties, its heading's level."""

    line: int
    entry: Entry
    others: frozenset[int]
    level: int
    notes: tuple[str, ...] = ()


def noted_works(blocks: Sequence[ListBlock]) -> Iterator[NotedWork]:
    """The works whose properties stand at the head of a file or under a heading."""
    front = [block for block in blocks if block.kind is BlockKind.FRONT]
    if front:
        found = _front(front)
        title = next((_words(block) for block in blocks if block.kind is BlockKind.HEADING), "")
        if is_about_a_work(found) and (title or any(field_named(name) == "title" for name in found)):
            entry, missed = entry_of(found, title)
            others = frozenset(block.number for block in front[1:])
            yield NotedWork(front[0].number, entry, others, 0, notes_of(missed))
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and (work := _under(block, blocks[place + 1 :])):
            yield work


def is_about_a_work(found: Mapping[str, str]) -> bool:
    """Whether properties are a work's: one that only works have, people with a year, or a clipped page with its day."""
    names = {name.strip().casefold() for name in found if found[name].strip()}
    known = {name: field_named(name) for name in names}
    fields = {field: name for name, field in known.items() if field == "url" or not ADDRESS.match(found.get(name, ""))}
    clipped = any(ADDRESS.match(value) for value in found.values()) and "published" in names
    dated = any(field == "date" and name not in DATED_AS_WORKS for field, name in fields.items())
    is_any = bool(fields.keys() & IDENTIFYING) or ("author" in fields and dated) or clipped
    return is_any and not names & OF_DOCUMENTS


def _front(front: Sequence[ListBlock]) -> dict[str, str]:
    """Name and value of properties between ``---``; lists with semicolons between."""
    found: dict[str, str] = {}
    name = ""
    for block in front[1:-1]:
        line = WIKI.sub(r"\1", block.source)
        if named := NAMED.match(line):
            name = named["name"].strip().casefold()
            value = (named["value"] or "").strip()
            found[name] = (
                "; ".join(_unquoted(one) for one in value[1:-1].split(",")) if value[:1] == "[" else _unquoted(value)
            )
        elif name and (item := ITEM.match(line)):
            found[name] = "; ".join(filter(None, (found[name], _unquoted(item["value"]))))
    return found


def _unquoted(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _under(heading: ListBlock, below: Sequence[ListBlock]) -> NotedWork | None:
    """The work whose properties are the lines right under a heading, one a line."""
    found: dict[str, str] = {}
    lines: list[int] = []
    for block in below:
        if (
            block.kind is BlockKind.UNDERLINE
            or (block.kind is BlockKind.BLANK and not found)
            or CALLOUT.match(block.text)
        ):
            continue
        named = INLINE.match(block.text) if block.kind is BlockKind.TEXT else None
        if not named:
            break
        found[named["name"].strip().casefold()] = named["value"] or ""
        lines.append(block.number)
    if sum(bool(field_named(name)) for name in found) < 2 or not is_about_a_work(found):
        return None
    entry, missed = entry_of({**found, **_linked(heading)}, _words(heading))
    level = len(heading.source) - len(heading.source.lstrip("# "))
    return NotedWork(heading.number, entry, frozenset(lines), max(1, level), notes_of(missed))


def _linked(heading: ListBlock) -> dict[str, str]:
    """The address that a heading links to."""
    links = take_links(heading.text)
    identified = {
        "eprint" if scheme == "arxiv" else scheme: value for scheme, value in links.ids if scheme != "eprintclass"
    }
    return identified | ({"url": links.url} if links.url else {})


def _words(heading: ListBlock) -> str:
    return plain(LINK.sub(r"\1", WIKI.sub(r"\1", heading.text)))


def without_keys(text: str) -> tuple[str, str]:
    """A line without the keys that it cites, links to notes as their words; and its key, if it has one only."""
    keys = [found["wiki"] or found["pandoc"] or found["bare"] for found in CITED.finditer(text)]
    bare = WIKI.sub(r"\1", CITED.sub("", EMBED.sub("", text))) if "[[" in text or keys else text
    return bare.strip(" :") if keys else bare, keys[0].strip(" :.") if len(keys) == 1 else ""


def is_citation_only(text: str) -> bool:
    """Whether a line says keys and nothing else."""
    return bool(CITED.search(text)) and not re.search(r"\w{2}", CITED.sub("", text))


def is_link_to_note(text: str) -> bool:
    """Whether a line is a link to another note, and no more."""
    return bool(re.fullmatch(r"\W*(?:!?\[\[(?!@)[^\[\]]*\]\]\W*)+", text))


def is_tags(text: str) -> bool:
    """Whether a line holds tags only: ``#paper #meta-learning``."""
    return bool(re.fullmatch(r"\s*(?:#[^\s#]+\s+)+#[^\s#]+\s*", text))
