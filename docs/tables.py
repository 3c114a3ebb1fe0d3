"""Writes the tables of docs/reference that follow from the code, between their markers; `--check` only compares.

python docs/tables.py [--check]
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from refexport.checks import RULES
from refexport.model.datamodel import ALIASES, FIELDS, TYPE_ALIASES, TYPES

FOLDER = Path(__file__).parent / "reference"


def rules() -> list[str]:
    """Every rule with its level and what it finds."""
    rows = [f"| `{rule.name}` | {rule.level} | {rule.about} |" for rule in RULES.values()]
    return ["| rule | level | what it finds |", "|---|---|---|", *rows]


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


TABLES: dict[str, dict[str, Callable[[], list[str]]]] = {
    "checks.md": {"rules": rules},
    "entries.md": {"types": types, "fields": fields, "aliases": aliases},
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
