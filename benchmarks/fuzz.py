"""Mutated inputs for every reader: how many of them broke a promise (tests/fuzz.py says which promises).

    python -m benchmarks fuzz [--each 10000] [--only bib,ris] [--seed 1] [--start 0] [--keep FOLDER]

The same seed gives the same cases; ``--keep`` writes each failing input into a folder, under reader, seed and number.
"""

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz import KINDS, run


def main(arguments=()):
    """Prints one line for each reader, and one for each failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz")
    parser.add_argument("--each", type=int, default=500)
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args(list(arguments))
    for name in given.only.split(","):
        start, failures = time.time(), 0
        for failure in run(name, given.seed, given.each, given.start):
            failures += 1
            print(f"  {name} {given.seed} {failure.number}: {failure.why}", file=sys.stderr, flush=True)
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{name}-{given.seed}-{failure.number}").write_bytes(failure.data)
        print(f"{name:14} {given.each:6} cases {failures:5} failures {time.time() - start:7.0f} s", flush=True)
    return 0
