"""Fetching at the paces that services ask for, as the registry sees it: seconds, requests, least gaps.

`python -m benchmarks pace`: a minute and a half, by the real clock.
"""

from tests.paced import load, measure, measure_two

BUSY = 4


def main():
    show("1,000 DOIs with an address", measure(dois_=1000))
    show("1,000 DOIs without one", measure(dois_=1000, mailto=""))
    show("500 papers", measure(papers_=500))
    show("500 DOIs and 500 papers", measure(dois_=500, papers_=500))
    with load(BUSY):
        show(f"500 DOIs and 500 papers beside {BUSY} busy processes", measure(dois_=500, papers_=500))
    show("200 papers by two refexports at once", measure_two(200))


def show(words, measured):
    print(f"{words}: {measured.seconds:.1f} s, {measured.missed} missed, {measured.refused} refused")
    for name, one in measured.services.items():
        gaps = f"at least {one.gap:.3f} s from start to start, {one.pause:.3f} s from end to start"
        print(f"    {name}: {one.requests} requests, {one.at_once} at once, {gaps}")
