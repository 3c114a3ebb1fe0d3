"""Entries as lines of a list, and as data."""

from collections.abc import Iterable, Sequence

from refexport.model.entry import Merged, print_value
from refexport.model.name import OTHERS, Name
from refexport.report.screen import PLAIN, Screen
from refexport.report.text import printable
from refexport.works.match import full_title


def entry_lines(found: Sequence[Merged], screen: Screen = PLAIN) -> list[str]:
    """A line for each entry: key, year, people and title; cut where the screen ends."""
    rows = [
        (
            one.entry.key,
            str(one.entry.year or ""),
            people(one.entry.names("author") or one.entry.names("editor")),
            full_title(one.entry),
        )
        for one in found
    ]
    width = min(max((len(key) for key, *_ in rows), default=0), 32)
    return [
        _line(screen, [(f"{key:<{width}}", "key"), (f"  {year:<4}  ", ""), (f"{who:<24}  {title}", "")])
        for key, year, who, title in rows
    ]


def _line(screen: Screen, spans: Sequence[tuple[str, str]]) -> str:
    room = screen.width or 10**9
    out = ""
    for text, meaning in ((printable(text), meaning) for text, meaning in spans):
        piece = text if len(text) <= room else text[: max(room - 1, 0)] + "…"[:room]
        out, room = out + screen.paint(piece, meaning), room - len(piece)
    return out.rstrip()


def people(names: Iterable[Name]) -> str:
    """``Finn, Abbeel and Levine``, ``Snell et al.``"""
    families = [name.family or name.literal for name in names if name != OTHERS]
    if len(families) > 3:
        return f"{families[0]} et al."
    return " and ".join(filter(None, [", ".join(families[:-1]), *families[-1:]]))


def entry_json(one: Merged) -> dict[str, object]:
    """An entry for programs: each field's value as in entries.toml, and where it is from."""
    fields: dict[str, object] = {"type": {"value": one.entry.type, "origin": one.origin.get("type", "")}}
    for field, value in one.entry.fields.items():
        fields[field] = {"value": print_value(field, value), "origin": one.origin.get(field, "")}
    return {"key": one.entry.key, "fields": fields}
