"""The seed list from nothing: import, resolve --write, enrich, export, with all registries and with some that refuse.

`python -m benchmarks seed`. Truth is the sample (entries.toml of the repository), where a person looked at each work;
for its identifiers, all those of the same work in the registry's raw facts. An entry is right if its export says what
the sample's says: title, families of the authors, year, type, and what it appeared in.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from benchmarks.box import AWAY, CHECK, REFUSED, Box, Desk, Score, desk, first_of, serving
from benchmarks.publications import DATA, facts, letters
from benchmarks.titles import identifiers_in, keys_of
from tests.loopback import Say

ROOT = Path(__file__).resolve().parents[1]
LIST = DATA.parents[1] / "seed" / "reading-list.md"
PAPERS = 55
"""The list's papers, which stand first; books, posts, videos, data sets and meetings follow."""

WITH_SPARQL = "dblp's search behind a check, its SPARQL endpoint answers"
ROUNDS: Mapping[str, tuple[Mapping[str, Say], int]] = {
    WITH_SPARQL: ({"dblp": CHECK}, 54),
    "all registries": ({}, PAPERS),
    "dblp away (503)": ({"dblp": AWAY}, 54),
    "dblp behind a check (HTML)": ({"dblp": CHECK}, 54),
    "arXiv (429) and dblp (HTML) refuse": ({"arxiv": REFUSED, "dblp": CHECK}, 50),
}
"""What refuses, and how many of the papers that some registry has get an identifier."""


class Sample(NamedTuple):
    """The sample's entry of each line of the list: its key, the right identifiers, and its item in CSL-JSON."""

    keys: Mapping[int, str]
    ids: Mapping[str, frozenset[str]]
    items: Mapping[str, Mapping[str, Any]]


def sample(project: Desk) -> Sample:
    """What the sample says of the list's lines, as `import` knows them again, or a comment of the sample does."""
    for name in ("entries.toml", "entries.lock.json"):
        shutil.copy(ROOT / name, project.folder / name)
    report = project.run("import", str(LIST)).err
    text = project.entries.read_text(encoding="utf-8")
    said = r"^# reading-list\.md:(\d+): .*\n(?:#.*\n)*\[(\S+)\]"
    known = r"^[^\n:]*:(\d+): \[([^\]]+)\] known"
    keys = {
        int(n): key for where, how in ((text, said), (report, known)) for n, key in re.findall(how, where, re.MULTILINE)
    }
    entries = tomli.loads(text)
    ids = {key: _all_of(identifiers_in(entries[key])) for key in keys.values()}
    return Sample(keys, ids, _items(project))


def _all_of(ids: frozenset[str]) -> frozenset[str]:
    held = [facts().by_id[one] for one in ids if one in facts().by_id]
    return ids.union(*(facts().ids(one) for one in held))


def _items(project: Desk) -> dict[str, Mapping[str, Any]]:
    return {item["id"]: item for item in json.loads(project.exported("csl-json") or "[]")}


ASPECTS = ("title", "authors", "year", "type", "container")


def aspects(item: Mapping[str, Any]) -> dict[str, object]:
    """What is compared of an item."""
    people = [letters(one.get("family") or one.get("literal", "")) for one in item.get("author", ())]
    dates = item.get("issued", {}).get("date-parts", [[]])[0]
    container = letters(item.get("container-title", ""))
    return dict(
        zip(
            ASPECTS,
            (letters(item.get("title", "")), people, str(dates[0]) if dates else "", item.get("type"), container),
            strict=True,
        )
    )


def is_told(identifier: str, refusing: Mapping[str, Say], *, has_sparql: bool) -> bool:
    """Whether a registry that answers has the work under this identifier; DataCite has arXiv's papers, too."""
    scheme, _, value = identifier.partition(":")
    if scheme == "dblp":
        return "dblp" not in refusing or has_sparql
    if scheme == "doi" and not value.startswith("10.48550/"):
        return identifier in facts().by_id
    return "arxiv" not in refusing or "datacite" not in refusing


def measure(truth: Sample, box: Box, name: str, least: int, score: Score) -> None:
    """One round of the commands, its figures, and what is missed or wrong."""
    with desk() as project:
        keys = keys_of(project.run("import", str(LIST), "--write").err)
        before = box.asked.copy()
        project.run("resolve", "--write")
        resolved = box.asked - before
        entries = tomli.loads(project.entries.read_text(encoding="utf-8"))
        project.run("enrich")
        enriched = box.asked - before - resolved
        items = _items(project)
    lines = sorted(truth.keys)
    papers = [line for line in lines[:PAPERS] if truth.ids[truth.keys[line]]]
    possible = sum(
        any(is_told(one, box.refusing, has_sparql=box.has_sparql) for one in truth.ids[truth.keys[line]])
        for line in papers
    )
    got = {line: identifiers_in(entries.get(keys.get(line, ""))) for line in lines}
    wrong = {line: ids - truth.ids[truth.keys[line]] for line, ids in got.items() if ids - truth.ids[truth.keys[line]]}
    unlike = {
        line: [
            one
            for one in ASPECTS
            if aspects(items.get(keys.get(line, ""), {}))[one] != aspects(truth.items[truth.keys[line]])[one]
        ]
        for line in lines
    }
    print(f"{name}: requests of resolve {dict(resolved)}, of enrich {dict(enriched)}")
    found = sum(bool(got[line] & truth.ids[truth.keys[line]]) for line in papers)
    score.hold(
        "papers that a registry has and that get an identifier",
        found,
        least=min(least, possible),
        of=f" of {len(papers)}",
    )
    print(f"    {possible} of them are known to a registry that answers")
    score.hold("identifiers that are another work's", sum(map(len, wrong.values())), most=0)
    score.hold(
        "entries that export what the sample exports", sum(not one for one in unlike.values()), of=f" of {len(lines)}"
    )
    print(f"    what differs: {first_of(Counter(one for names in unlike.values() for one in names))}")
    for line in lines:
        key = truth.keys[line]
        if line in papers and not got[line]:
            print(f"    missed {key}: {sorted(truth.ids[key])}")
        if line in wrong:
            print(f"    WRONG  {key}: {sorted(wrong[line])}")


def main(_arguments: Sequence[str] = ()) -> int:
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return 0
    score = Score()
    with serving() as box:
        with desk() as project:
            truth = sample(project)
        for name, (refusing, least) in ROUNDS.items():
            box.refusing, box.has_sparql = dict(refusing), name == WITH_SPARQL
            measure(truth, box, name, least, score)
    return score.end()
