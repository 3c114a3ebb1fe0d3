"""Changes: what a newer record changed in an entry, a line for each field; and as data."""

from collections.abc import Iterable, Iterator

from refexport.model.entry import Raw
from refexport.report.text import printable
from refexport.text.messages import shorten
from refexport.works.news import Difference

ARROW = "->"


def difference_lines(found: Iterable[Difference]) -> Iterator[str]:
    """``[key] date: 2017 -> 2018 (doi:10.1000/x)``; of what the hand keeps, what the records said and say."""
    for one in found:
        change = f"{shown(one.old)} {ARROW} {shown(one.new)}"
        source = f" ({one.source})" if one.source else ""
        kept = f"{shown(one.by_hand)} by hand stays; the record changed: " if one.by_hand is not None else ""
        yield printable(f"[{one.key}] {one.field}: {kept}{change}{source}")


def difference_json(one: Difference) -> dict[str, object]:
    """A change for programs: values as in entries.toml, null for what is not there."""
    return dict(zip(("key", "field", "old", "new", "source", "by_hand"), one, strict=True))


def otherwise(key: str, identifier: str) -> str:
    """What to do about a publication that may be another work."""
    waiver = 'allow = { "published-version-exists" = "another work" }'
    return f"if it is the work: refexport resolve {key} --take {identifier}; if not: {waiver}"


def shown(value: Raw | None) -> str:
    """A value on a line, shortened; ``nothing`` where there is none."""
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return shorten("; ".join(one if isinstance(one, str) else " ".join(one.values()) for one in value))
    return shorten(str(value))
