"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each.

``mutation`` and ``fuzz`` run alone, with options of their own: they take hours for all tables and readers.
"""

import importlib
import sys

ALONE = ("mutation", "fuzz")
NAMES = ("export", "torture", "matching", "lists", "damage", "concurrent")


def main(names):
    if names and names[0] in ALONE:
        return importlib.import_module(f"benchmarks.{names[0]}").main(names[1:])
    for name in names or NAMES:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


sys.exit(main(sys.argv[1:]))
