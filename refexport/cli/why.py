"""``refexport why``: who cites an entry, and where each of its facts came from."""

import json
import sys
from pathlib import Path

import click

from refexport.cli.console import CITE_KEY, documents_arguments, documents_option, entries_path, file_option, put
from refexport.errors import EXIT_OK
from refexport.output.selection import names_of
from refexport.output.uses import places_of
from refexport.project import Project
from refexport.report.entries import entry_json
from refexport.report.screen import Screen, screen_for
from refexport.report.text import printable
from refexport.store.documents import read_cited
from refexport.verbs.renaming import references


@click.command(name="why")
@click.argument("key", type=CITE_KEY)
@documents_arguments
@documents_option("look into")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@file_option
def command(key: str, documents: tuple[Path, ...], as_json: bool, path: Path | None) -> int:
    """Say why the entry KEY is there and says what it says: who cites it, who refers to it, where each fact came from.

    Documents are those of --tex and those that [refexport.export] names under only-cited.
    """
    project = Project(entries_path(path))
    project.require([key])
    merged = next(one for one in project.merged if one.entry.key == key)
    cited = _citations(project, names_of(merged.entry), documents)
    referring = list(references(project.library.hands, key, ""))
    facts = {
        origin: [field for field, one in merged.origin.items() if one == origin]
        for origin in dict.fromkeys(merged.origin.values())
    }
    if as_json:
        told = {**entry_json(merged), "cited": cited, "referring": referring, "aside": dict(merged.aside)}
        put(json.dumps({"entries": [told]}, indent=2) + "\n")
        return EXIT_OK
    services = {record.id: record.service for record in merged.records}
    rows = [(f"[{key}]", project.place_of(key))]
    rows += [("cited", place) for place in cited] or [
        ("cited", "by no document that is named here (--tex, only-cited)")
    ]
    rows += [("cited as", one) for one in merged.entry.words("ids")]
    rows += [("referred to", f"by [{one}]") for one in referring]
    rows += [(_origin(origin, services), ", ".join(fields)) for origin, fields in facts.items() if fields]
    rows += [("left aside", f"{field}: {why}") for field, why in merged.aside.items()]
    put("".join(f"{line}\n" for line in _lines(rows, screen_for(sys.stdout))))
    return EXIT_OK


def _origin(origin: str, services: dict[str, str]) -> str:
    return (
        f"{services[origin]} {origin}" if origin in services else "by hand" if origin == "hand" else origin or "by rule"
    )


def _lines(rows: list[tuple[str, str]], screen: Screen) -> list[str]:
    width = min(max(len(name) for name, _ in rows), 36)
    indent = " " * (width + 2)
    return [
        screen.line([(printable(f"{name:<{width}}"), "key"), (printable(f"  {value}"), "")], indent)
        for name, value in rows
    ]


def _citations(project: Project, names: tuple[str, ...], documents: tuple[Path, ...]) -> list[str]:
    """``thesis.tex:12`` for each file that cites the entry."""
    exports = project.library.settings.exports.values()
    named = [project.path.parent / one for export in exports for one in export.only_cited]
    found: list[str] = []
    for document in dict.fromkeys([*documents, *(one for one in named if one.exists())]):
        cited = read_cited(document)
        for name in (one for one in names if one in cited.keys):
            found += [f"{file}:{line}" for file, line in places_of(name, document, cited)]
    return list(dict.fromkeys(found))
