"""500 titles matched against 100,000 works of the registry, in one process."""

import random
import time

from benchmarks.registry_facts import DATA, works
from refexport.works.match import score
from refexport.works.shortlist import Shortlist


def main():
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    candidates = [entry for _, entry in works(50_000)]
    start = time.perf_counter()
    shortlist = Shortlist(candidates)
    built = time.perf_counter() - start
    wanted = random.Random(7).sample(candidates, 500)
    start = time.perf_counter()
    found = 0
    for entry in wanted:
        best = max((score(entry, one), one.key) for one in shortlist.like(entry))
        found += best[0].certain
    took = time.perf_counter() - start
    print(f"{len(candidates)} candidates: index {built:.1f} s, 500 titles {took:.1f} s, {found} certain")
