"""``refexport show``: one entry, field by field, with where each value came from and which capitals it keeps."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, entries_path, file_option, put
from refexport.model.entry import Entry, Merged, print_value
from refexport.output.incremental import open_part
from refexport.report.text import printable
from refexport.text.protection import TITLES, kept


@click.command(name="show")
@click.argument("key", type=CITE_KEY)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@file_option
def command(key: str, as_json: bool, path: Path | None) -> None:
    """Show each field of the entry KEY, its value, who says so, and which capitals of a title stay."""
    project = open_part(entries_path(path), key)
    project.require([key], quote='"')
    merged = next(one for one in project.merged if one.entry.key == key)
    put(_json(merged) if as_json else _text(merged))


def _rows(merged: Merged) -> list[tuple[str, object, str]]:
    entry = merged.entry
    fields = [(field, print_value(field, value), merged.origin.get(field, "")) for field, value in entry.fields.items()]
    return [("type", entry.type, merged.origin.get("type", "")), *fields]


def _text(merged: Merged) -> str:
    rows = [(field, _shown(value), origin) for field, value, origin in _rows(merged)]
    width = max(len(field) for field, _, _ in rows)
    origins = max(len(origin) for _, _, origin in rows)
    lines: list[str] = []
    for field, value, origin in rows:
        lines.append(f"{field:<{width}}  {origin:<{origins}}  {value}")
        lines += [f"{'':<{width + origins + 4}}{words_kept}" for words_kept in _capitals(merged.entry, field)]
    links = [
        f"{record.id}: {name}: {one}"
        for record in merged.records
        for name, targets in record.links.items()
        for one in targets
    ]
    return "".join(printable(line) + "\n" for line in [f"[{merged.entry.key}]", *lines, *links])


def _json(merged: Merged) -> str:
    fields: dict[str, dict[str, object]] = {
        field: {"value": value, "origin": origin} for field, value, origin in _rows(merged)
    }
    for field in TITLES & fields.keys():
        fields[field]["capitals"] = [one._asdict() for one in kept(merged.entry, field)]
    return json.dumps({"key": merged.entry.key, "fields": fields}, indent=2) + "\n"


def _capitals(entry: Entry, field: str) -> Iterator[str]:
    """What of a title keeps its capitals, a line for each reason."""
    words: dict[str, list[str]] = {}
    for one in kept(entry, field) if field in TITLES else ():
        words.setdefault(one.reason, []).append("all" if one.words == entry.plain(field) else one.words)
    return (f"keeps {', '.join(words_kept)}: {reason}" for reason, words_kept in words.items())


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in value)
    return str(value)
