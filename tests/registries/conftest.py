"""Answers for tests: recorded ones of ../shared with their status, and our own small ones under tests/answers."""

import csv
from pathlib import Path

import pytest

from refexport.model.entry import print_value
from refexport.registries.service import Answer

ANSWERS = Path(__file__).resolve().parents[1] / "answers"


@pytest.fixture(scope="session")
def recorded(shared):
    """``recorded("arxiv/id_1706.03762.xml")``: the answer as it was recorded."""
    with (shared / "recordings" / "INDEX.tsv").open(encoding="utf-8", newline="") as lines:
        rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}

    def answer(name: str) -> Answer:
        status = int(rows[name]["http_status"].rstrip("?"))
        body = (shared / "recordings" / name).read_bytes()
        return Answer(status, body, rows[name]["content_type"], rows[name]["request_url"])

    return answer


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
