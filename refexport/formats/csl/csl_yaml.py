"""CSL-YAML: the items of CSL-JSON under ``references``, for pandoc and Quarto.

Source: the pandoc manual, "Specifying bibliographic data": the file is ``.yaml``, and its texts are Markdown.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from refexport.data.datamodel import DATE, TEXT, datatype_of
from refexport.data.formats import SUFFIXES
from refexport.errors import Finding
from refexport.formats.content import Content, with_lines
from refexport.formats.csl import csl_json
from refexport.formats.csl.markdown import escaped, from_markdown, to_markdown, unescaped
from refexport.formats.csl.rows import FIELD_OF
from refexport.formats.format import Format, Placed, Read, Written
from refexport.formats.yamltext import Table, print_yaml, recover_yaml
from refexport.model.entry import Entry

NO_TEXT = frozenset({"citation-key", "id", "type"})
"""Variables that hold words of programs."""

Turn = Callable[[str], str]


def write(entries: Sequence[Entry]) -> Written:
    """The items of CSL-JSON under ``references``."""
    written = csl_json.write(entries)
    items = [_turned(item, to_markdown, escaped) for item in json.loads(written.text)]
    return written._replace(text=print_yaml({"references": items}))


def read(text: str, path: str) -> Read:
    """The entries of a list of items, or of the one under ``references``."""
    data, problems, unread = recover_yaml(text, path)
    items = data.get("references") if isinstance(data, Table) else data
    if not isinstance(items, list):
        hint = "a bibliography for Typst is read with --from hayagriva"
        no_list = Finding(path, 1, "CSL-YAML is a list of items, or has one under 'references'", hint)
        return Read((), tuple(problems) or (no_list,))
    found = csl_json.read_items([_turned(_dated(item), from_markdown, unescaped) for item in items], path)
    if not isinstance(found.entries, Placed):
        return found
    placed = Placed(zip(found.entries.lines, found.entries, strict=True), (*found.entries.unread, *unread))
    return Read(placed, (*problems, *found.problems))


def _turned(item: Any, text: Turn, literal: Turn) -> Any:  # noqa: ANN401 - JSON
    """The item with its texts, and its other words, turned from one markup to the other."""
    if not isinstance(item, dict):
        return item
    turns = {name: text if datatype_of(FIELD_OF.get(name, "")) == TEXT else literal for name in item.keys() - NO_TEXT}
    words = {name: _words_turned(value, turns[name]) if name in turns else value for name, value in item.items()}
    return _at_line(words, item)


def _at_line(words: dict[str, Any], item: Any) -> Any:  # noqa: ANN401 - JSON
    """What was made of an item, on the item's line if that is known."""
    if not isinstance(item, Table):
        return words
    table = Table(words)
    table.line = item.line
    return table


def _words_turned(value: Any, turn: Turn) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str():
            return turn(value)
        case list():
            return [_words_turned(one, turn) for one in value]
        case dict():
            return {name: _words_turned(one, turn) for name, one in value.items()}
    return value


def _dated(item: Any) -> Any:  # noqa: ANN401 - JSON
    """The item with its dates as CSL-JSON has them: pandoc writes ``2017-03``."""
    if not isinstance(item, dict):
        return item
    dates = {
        name for name, value in item.items() if isinstance(value, str) and datatype_of(FIELD_OF.get(name, "")) == DATE
    }
    return _at_line({**item, **{name: {"raw": item[name]} for name in dates}}, item)


LISTED = with_lines(r"^[\"']?references[\"']?[ \t]*:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]*-")
BARE = with_lines(
    r"^-[ \t]+[\"']?(?:id|type|title|author|issued)[\"']?[ \t]*:", r"^[ \t-][ \t]+[\"']?type[\"']?[ \t]*:"
)
OTHER = with_lines(r"^[\"']?cff-version[\"']?[ \t]*:")
DOCUMENT = with_lines(r"\A\s*---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*\n\s*\S")
"""Text behind its metadata."""


def recognises(content: Content) -> bool:
    """Whether there is a list of items, alone or under ``references``, and no document behind it."""
    return (LISTED(content) or BARE(content)) and not OTHER(content) and not DOCUMENT(content)


FORMAT = Format("csl-yaml", SUFFIXES["csl-yaml"], write, read, "csl-yaml", (".yaml",), recognises)
