"""Each fault of `tests.faults` at each service: what became of three identifiers, one of them faulty.

`python -m benchmarks faults [SERVICE…]`; ``-v`` prints each case that breaks a rule.
"""

from collections import Counter

from tests.fault_table import SCENES, cases, table
from tests.faults import ALL, FAULTS, FIRST, ONE

REACHES = {ONE: "at one identifier", ALL: "at all requests", FIRST: "at the first request"}


def main(arguments=()):
    names = [name for name in arguments if name in SCENES] or list(SCENES)
    print(f"{len(FAULTS)} faults, three identifiers each")
    for name in names:
        rows = table(cases([name]))
        for which, words in REACHES.items():
            report(name, words, [row for row in rows if row.which == which], is_verbose="-v" in arguments)


def report(name, words, rows, *, is_verbose):
    broken = Counter(rule for row in rows for rule in {rule for rule, _ in row.problems})
    most, worst = max(row.requests for row in rows), max(row.seconds for row in rows)
    held = sum(not row.problems for row in rows)
    print(f"{name}, {words}: {held} of {len(rows)} hold, at most {most} requests and {worst:.1f} s")
    for rule, number in broken.most_common():
        print(f"    {number:4} {rule}")
    for row in rows if is_verbose else ():
        for rule, details in row.problems:
            print(f"         {row.fault}: {rule}: {details}")
