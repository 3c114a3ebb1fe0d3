"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each."""

import importlib
import sys

NAMES = ("export", "torture", "matching", "lists", "damage")


def main(names):
    for name in names or NAMES:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()


main(sys.argv[1:])
