"""The registry's works as entries with identifiers, read from the facts beside the project."""

import json
import lzma
from pathlib import Path

from refexport.model.date import Date
from refexport.model.entry import Entry
from refexport.model.name import parse_name
from refexport.model.text import literal_text

DATA = Path(__file__).resolve().parents[2] / "shared" / "registry" / "data"


def works(limit=None):
    """Yields (identifier, entry) of arXiv's papers, dblp's records and Crossref's other items."""
    for name, read in (("arxiv.jsonl.xz", _arxiv), ("dblp.jsonl.xz", _dblp), ("crossref.jsonl.xz", _crossref)):
        with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit is not None and number >= limit:
                    break
                yield from read(json.loads(line))


def _entry(key, type_, title, names, year):
    people = tuple(parse_name(name) for name in names if name.strip(" ,"))
    return Entry(key, type_, {"title": literal_text(title), "author": people, "date": Date(year)})


def _arxiv(row):
    names = [part.strip(" ;").removeprefix("and ").strip() for part in row["authors"].split(",")]
    names = [name for name in names if name not in ("", ":", "and")]
    if names and row["title"].strip():
        entry = _entry(f"arxiv:{row['id']}", "preprint", row["title"], names, int(row["created"][:4]))
        paper = entry.replace(eprint=row["id"], eprinttype="arxiv")
        yield entry.key, paper
        for doi in (row.get("doi") or "").split():  # the publication, as the authors told arXiv
            yield f"doi:{doi.lower()}", paper


def _dblp(row):
    names = [name if isinstance(name, str) else " ".join(part for part in name if part) for name in row["authors"]]
    if names:
        key = f"doi:{row['doi'].lower()}" if row.get("doi") else f"dblp:{row['key']}"
        yield key, _entry(key, "inproceedings", row["title"], names, int(row["year"]))


def _crossref(row):
    names = [f"{given} {family}".strip().replace(",", "") for given, family in row["authors"] if family]
    if names and row.get("year"):
        entry = _entry(f"doi:{row['doi'].lower()}", "inproceedings", row["title"], names, int(row["year"]))
        yield entry.key, entry
