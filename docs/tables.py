"""Writes the tables of docs that follow from the code, between their markers; `--check` only compares.

python docs/tables.py [--check]
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from field_map import MAIN_TYPES, VALUES, Place, columns, differences, lost_of, unusual, usual, without, written_types

from refexport.checks import RULES
from refexport.data import formats
from refexport.data.datamodel import ALIASES, BOOKKEEPING, FIELDS, TYPE_ALIASES, TYPES
from refexport.formats import FORMATS, sources
from refexport.formats.clients import CLIENTS
from refexport.imports.kinds import TEXTS
from refexport.imports.readers import READERS
from refexport.model.ids import SCHEMES, Scheme
from refexport.registries import SERVICES, Service, by_scheme

FOLDER = Path(__file__).parent / "reference"


def rules() -> list[str]:
    """Every rule with its level, whether some of its findings can be mended, and what it finds."""
    rows = (
        (f"`{rule.name}`", rule.level, "yes" if rule.is_fixable else "", rule.about.replace("|", "\\|"))
        for rule in RULES.values()
    )
    return _table(("rule", "level", "`--fix`", "what it finds"), rows)


def types() -> list[str]:
    """Every entry type with what it requires."""
    rows = [f"| `{type_}` | {', '.join('/'.join(one) for one in needs)} |" for type_, needs in TYPES.items()]
    return ["| type | requires |", "|---|---|", *rows]


def fields() -> list[str]:
    """The fields by what they hold."""
    holds: dict[str, list[str]] = {}
    for field, datatype in FIELDS.items():
        holds.setdefault(datatype, []).append(f"`{field}`")
    return [
        "| holds | fields |",
        "|---|---|",
        *(f"| {datatype} | {', '.join(names)} |" for datatype, names in holds.items()),
    ]


def aliases() -> list[str]:
    """Other names that are understood."""
    of_fields = [f"| `{alias}` | field `{field}` |" for alias, field in ALIASES.items()]
    of_types = [
        f"| `{alias}` | type `{type_}`{f' with genre `{genre}`' if genre else ''} |"
        for alias, (type_, genre) in TYPE_ALIASES.items()
    ]
    return ["| also understood | means |", "|---|---|", *of_fields, *of_types]


NONE = "–"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    titles = list(head)
    return [" | ".join(cells).join(("| ", " |")) for cells in (titles, ["---"] * len(titles), *rows)]


def _shown(place: Place) -> str:
    """``in `title` ``, or the names, with the field that they are taken for."""
    names = " ".join(f"`{name}`" for name in place.names) or NONE
    if place.joined:
        return f"in {names}"
    return f"{names} (as {place.taken})" if place.taken else names


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _on(types: Sequence[str]) -> str:
    """The types, or the others if these are fewer."""
    others = [type_ for type_ in MAIN_TYPES if type_ not in types]
    if not others:
        return "every type"
    return f"all but {', '.join(others)}" if len(others) < len(types) else ", ".join(types)


def _grouped(rows: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, those with the same cells made one."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, cells in rows.items():
        groups.setdefault(cells, []).append(name)
    return [(_listed(names), *cells) for cells, names in groups.items()]


def clients() -> list[str]:
    """Which format each program is given, and how the file gets there."""
    rows = ((name, f"`{one.form}`", one.why, one.how.format(file="FILE")) for name, one in CLIENTS.items())
    return _table(("for", "format", "why", "then"), rows)


def written() -> list[str]:
    """What each format writes for an entry type that has all it requires."""
    rows = {type_: tuple(written_types(format_)[type_] for format_ in FORMATS.values()) for type_ in TYPES}
    return _table(("type", *FORMATS), _grouped(rows))


def held() -> list[str]:
    """Where each format holds a field."""
    named: dict[str, tuple[str, ...]] = {}
    kept: dict[str, tuple[str, ...]] = {}
    for field in (field for field in FIELDS if field not in BOOKKEEPING):
        cells = tuple(_shown(usual(format_, field)) for format_ in columns())
        if set(cells) <= {f"`{field}`", NONE}:
            kept[field] = tuple(NONE if cell == NONE else "its own name" for cell in cells)
        else:
            named[field] = cells
    head = [", ".join(one.name for one in (model, *alike)) for model, alike in columns().items()]
    return _table(("field", *head), [*_grouped(named), *_grouped(kept)])


def elsewhere() -> list[str]:
    """The fields that go elsewhere on some types."""
    rows = [
        (format_.name, f"`{field}`", _on(types), _shown(place))
        for model, alike in columns().items()
        for format_ in (model, *alike)
        for field in FIELDS
        for place, types in (unusual(model, field) if format_ is model else differences(format_, model, field)).items()
    ]
    return _table(("in", "field", "of", "goes to"), rows)


def nowhere() -> list[str]:
    """The fields for which each format has no place, on any or on some types."""
    rows: list[tuple[str, ...]] = []
    for format_, alike in columns().items():
        gaps: dict[tuple[str, ...], list[str]] = {}
        for field in FIELDS:
            if field not in BOOKKEEPING and (types := without(format_, field)):
                gaps.setdefault(types, []).append(field)
        name = ", ".join(one.name for one in (format_, *alike))
        rows += [(name, _on(types), _listed(gaps[types])) for types in sorted(gaps, key=len, reverse=True)]
    return _table(("in", "of", "no place for"), rows)


def values() -> list[str]:
    """The values that some format cannot say whole, and why."""
    rows: list[tuple[str, ...]] = []
    for what, (field, value) in VALUES.items():
        whys = [lost_of(format_, field, value) for format_ in FORMATS.values()]
        said = "; ".join(dict.fromkeys(filter(None, whys)))
        rows.append((what, *("partly" if why else "whole" for why in whys), said))
    return _table(("value", *FORMATS, "why"), rows)


def _pace(service: Service) -> str:
    """How often a service is asked, by all processes of the machine together."""
    end = " from the end of the last answer" if service.from_end else ""
    polite = f", with `mailto` {service.polite_interval:g} s" if service.polite_interval else ""
    alone = "; for a single record {:g} s, {:g} s".format(*service.alone_intervals) if service.alone_intervals else ""
    return f"one request in {service.interval:g} s{end}{polite}{alone}"


def _answers_for(service: Service) -> str:
    """The schemes that a service is asked for, and in which turn."""
    if service.agencies:
        return f"which agency has a `{service.scheme}`"
    return "; ".join(f"`{one.scheme}`{_turn(one)}" for one in (service, *service.also) if one.scheme) or "titles only"


def _titles(service: Service) -> str:
    """How many titles a service is asked for at once, and when, if not always."""
    able = [one for one in (service, *service.also) if one.search]
    return "; ".join(f"{one.search_batch} at once{_when_searched(one)}" for one in able) or NONE


def _when_searched(service: Service) -> str:
    stands_in = f", where {service.stands_in_for} gives no answer" if service.stands_in_for else ""
    return f", with your key in `{service.key.env}`" if service.key else stands_in


def _turn(service: Service) -> str:
    others = by_scheme(SERVICES.values())[service.scheme]
    if any(one.agencies for one in others):
        return " (asked first)" if service.has_most else f" of its agency (after {SERVICES['doi.org'].name})"
    before = others[: others.index(service)]
    return f", where {before[-1].name} cannot answer" if before else ""


def services() -> list[str]:
    """Every service with what it is asked for, how much at once, how often, and where."""
    rows = (
        (
            name,
            _answers_for(one),
            str(one.batch) if one.scheme else NONE,
            _titles(one),
            _pace(one),
            f"`{one.mailto}=`" if one.mailto else NONE,
            one.base_url,
            f"`{one.env}`",
        )
        for name, one in SERVICES.items()
    )
    head = ("service", "asked for", "ids a request", "titles", "pace", "your `mailto`", "address", "variable")
    return _table(head, rows)


def schemes() -> list[str]:
    """Every scheme of identifiers with the field that holds it and when it is asked for."""
    rows = (
        (
            f"`{name}`",
            ", ".join(f"`{field}`" for field in scheme.typed("")),
            _when(scheme),
            str(1 + sorted(one.rank for one in SCHEMES.values()).index(scheme.rank)),
        )
        for name, scheme in SCHEMES.items()
    )
    return _table(("scheme", "in entries.toml", "asked for", "rank in a merge"), rows)


def _when(scheme: Scheme) -> str:
    whole = ", and never for a part of a book" if scheme.of_wholes else ""
    return f"where nothing else says what the work is{whole}" if scheme.is_spare else "always"


def kinds() -> list[str]:
    """Every kind of file that import reads: what ``--from`` calls it, its suffixes, what it is."""
    called = {one.kind: _names(one.kind) for one in (*FORMATS.values(), *sources()) if one.kind}
    called |= {one.kind: one.what for one in TEXTS}
    rows = (
        (f"`{kind}`", " ".join(f"`{suffix}`" for suffix in sorted(reader.suffixes)) or NONE, called.get(kind, LISTS))
        for kind, reader in READERS.items()
    )
    return _table(("`--from`", "suffix", "what"), rows)


LISTS = "a reading list in Markdown or plain text; notes of Obsidian and Notion"


def _names(kind: str) -> str:
    """What the modules of a kind's formats call it: the beginning of their docstrings."""
    read = next(one.read for one in (*FORMATS.values(), *sources()) if one.kind == kind)
    modules = [formats.FORMATS[name] for name, one in FORMATS.items() if one.read is read]
    modules += [name for name, one in zip(formats.SOURCES, sources(), strict=True) if one.read is read]
    texts = (str(import_module(f"refexport.formats.{module}").__doc__) for module in modules)
    return ", ".join(dict.fromkeys(re.split(r" ?\(|[:;,.](?=\s)| that ", text)[0] for text in texts))


TABLES: dict[str, dict[str, Callable[[], list[str]]]] = {
    "../moving-in.md": {"kinds": kinds},
    "checks.md": {"rules": rules},
    "entries.md": {"types": types, "fields": fields, "aliases": aliases},
    "formats.md": {
        "clients": clients,
        "types": written,
        "fields": held,
        "elsewhere": elsewhere,
        "nowhere": nowhere,
        "values": values,
    },
    "services.md": {"services": services, "schemes": schemes},
}


def filled(text: str, tables: dict[str, Callable[[], list[str]]]) -> str:
    """The page with each table between ``<!-- name -->`` and ``<!-- end -->`` made anew."""
    for name, table in tables.items():
        new = f"<!-- {name} -->\n" + "\n".join(table()) + "\n<!-- end -->"
        text = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _: new, text, flags=re.DOTALL)  # noqa: B023 - at once
    return text


def main(*, check: bool) -> int:
    """0, or 1 if a page is not as the code says."""
    stale = 0
    for name, tables in TABLES.items():
        page = FOLDER / name
        text = page.read_text(encoding="utf-8")
        new = filled(text, tables)
        stale += new != text
        if not check:
            page.write_text(new, encoding="utf-8")
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
