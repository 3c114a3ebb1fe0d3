"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each.

``mutation``, ``fuzz``, ``faults`` and ``likelihood`` run alone, with options of their own: the first two take hours for
all tables and readers, the others some minutes. ``venue_table`` writes the table of venues anew. ``titles``, ``seed``,
``wrong_ids`` and ``path`` hold their figures against targets and exit with 1 where one is missed; alone, they take a
seed.
"""

import importlib
import sys

ALONE = (
    "peers",
    "mutation",
    "fuzz",
    "faults",
    "likelihood",
    "venue_table",
    "journal_table",
    "segmentation",
    "fit_scores",
)
SEEDED = ("titles", "seed", "wrong_ids", "path")
NAMES = (
    "peers",
    "torture",
    "matching",
    "lists",
    "damage",
    "concurrent",
    "pace",
    "moving",
    "publication",
    "mistakes",
    *SEEDED,
)


def main(names):
    if names and names[0] in ALONE:
        return importlib.import_module(f"benchmarks.{names[0]}").main(names[1:])
    if len(names) == 2 and names[0] in SEEDED and names[1].isdecimal():
        return importlib.import_module(f"benchmarks.{names[0]}").main(names[1:])
    codes = []
    for name in names or NAMES:
        print(f"== {name}")
        codes.append(importlib.import_module(f"benchmarks.{name}").main() or 0)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
