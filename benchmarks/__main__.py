"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each.

``mutation`` runs alone, with options of its own: it takes an hour for all tables.
"""

import importlib
import sys

from benchmarks import mutation

NAMES = ("export", "torture", "matching", "lists", "damage", "concurrent")


def main(names):
    if names[:1] == ["mutation"]:
        return mutation.main(names[1:])
    for name in names or NAMES:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


sys.exit(main(sys.argv[1:]))
