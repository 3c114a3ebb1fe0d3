"""500 titles matched against 100,000 works of the registry, in one process."""

import random
import time

from benchmarks.registry_facts import DATA, works
from refexport.works.likelihood import likelihood
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
        best = max((likelihood(entry, one) for one in shortlist.like(entry)), key=lambda one: one.total)
        found += best.is_same
    took = time.perf_counter() - start
    print(f"{len(candidates)} candidates: index {built:.1f} s, 500 titles {took:.1f} s, {found} certain")
