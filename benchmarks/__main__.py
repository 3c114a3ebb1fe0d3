"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each.

``mutation``, ``fuzz``, ``faults`` and ``likelihood`` run alone, with options of their own: the first two take hours for
all tables and readers, the others some minutes. ``venue_table`` writes the table of venues anew.
"""

import importlib
import sys

ALONE = ("mutation", "fuzz", "faults", "likelihood", "venue_table")
NAMES = ("export", "torture", "matching", "lists", "damage", "concurrent", "pace", "moving", "publication")


def main(names):
    if names and names[0] in ALONE:
        return importlib.import_module(f"benchmarks.{names[0]}").main(names[1:])
    for name in names or NAMES:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
