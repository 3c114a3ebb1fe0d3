"""The lists of tests/imports/lists resolved against the registry in a box: right, wrong, open, requests.

Truth stands beside them. A work has up to two roles to find: its preprint (arXiv) and its publication (DOI or dblp's
key, either will do; the copies under 10.65215 are none). Entries that carry an identifier already are not asked for.
"""

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.registry_facts import DATA
from refexport.lists.reading_list import read_list
from refexport.model.entry import identifiers
from refexport.registries.client import Client
from refexport.registries.fetch import fetch
from refexport.registries.pace import Clock
from refexport.registries.resolve import is_searched, resolve

LISTS = Path(__file__).resolve().parents[1] / "tests" / "imports" / "lists"


def is_preprint(identifier):
    return identifier.startswith("arxiv:")


def is_publication(identifier):
    return not is_preprint(identifier) and not identifier.startswith("doi:10.65215/")


def measure(path, client):
    """(titles asked, roles to find, found, wrong identifiers, invented titles resolved) of one list.

    To find are the preprints, and the publications whose records the registry has: no other DOI is believed.
    """
    with path.with_suffix(".tsv").open(encoding="utf-8") as rows:
        truth = {
            int(row["line"]): set((row["truth"] or "").split()) - {"-"} for row in csv.DictReader(rows, delimiter="\t")
        }
    lines = [line for line in read_list(path.read_text(encoding="utf-8")) if line.entry is not None]
    asked = [
        msgspec.structs.replace(line.entry, key=str(line.number))
        for line in lines
        if is_searched(line.entry) and not identifiers(line.entry)
    ]
    every = {one for entry in asked for one in truth[int(entry.key)]}
    read = {id_ for id_, record in fetch(sorted(every), client).records.items() if record.entry}
    counts = [len(asked), 0, 0, 0, 0]
    for entry, one in zip(asked, resolve(asked, client), strict=True):
        true, found = truth[int(entry.key)], {candidate.id for candidate in one.chosen}
        printed = {i for i in true if is_publication(i)}
        roles = [one for one in ({i for i in true if is_preprint(i)}, printed if printed & read else set()) if one]
        counts[1] += len(roles)
        counts[2] += sum(bool(found & role) for role in roles)
        counts[3] += len(found - true)
        counts[4] += bool(found and not true)
        for identifier in sorted(found - true):
            print("  not among the true ones:", path.name, entry.key, entry.plain("title"), identifier, sorted(true))
        for role in roles:
            if not found & role:
                print("  open:", path.name, entry.key, entry.plain("title")[:70], sorted(role), one.reason)
    return counts


def main():
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    command = [sys.executable, str(DATA.parent / "serve.py"), "--max-seconds", "3000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as box:
        for service, url in json.loads(box.stdout.readline()).items():
            if isinstance(url, str):
                os.environ[f"REFEXPORT_{service.upper()}_URL"] = url
        rows = {}
        for path in sorted(path for path in LISTS.iterdir() if path.suffix in (".md", ".txt")):
            client = Client(clock=Clock(time.time, time.monotonic, lambda _seconds: None))
            rows[path.name] = [*measure(path, client), len(client.sent)]
        box.terminate()
    print(f"{'list':16} asked roles  found  recall  wrong  invented resolved  requests")
    for name, (asked, true, right, wrong, invented, requests) in [
        *rows.items(),
        ("all", [sum(c) for c in zip(*rows.values(), strict=True)]),
    ]:
        print(
            f"{name:16} {asked:5} {true:5} {right:6} {right / max(true, 1):7.1%} {wrong:6} {invented:18} {requests:9}"
        )


if __name__ == "__main__":
    main()
