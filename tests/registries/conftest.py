"""Answers for tests, in the shapes that the services document: our own small ones, under tests/answers."""

from pathlib import Path

from refexport.model.entry import print_value
from refexport.registries.service import Answer

ANSWERS = Path(__file__).resolve().parents[1] / "answers"


def own(name: str, status: int = 200, url: str = "") -> Answer:
    """One of our own answers, in the shape of the service's."""
    return Answer(status, (ANSWERS / name).read_bytes(), "", url)


def spelled(record) -> dict:
    """A record's type and fields as they stand in the lock; a long list of names as its first two and its length."""
    fields = {field: print_value(field, value) for field, value in record.entry.fields.items()}
    for role in ("author", "editor"):
        if len(fields.get(role, ())) > 2:
            fields[role] = [*fields[role][:2], len(fields[role])]
    return {"type": record.entry.type, **fields}
