"""`python -m benchmarks [NAME…]`: runs the measurements and prints a table for each.

``mutation`` and ``faults`` run alone, with arguments of their own: they take an hour and a few minutes.
"""

import importlib
import sys

from benchmarks import faults, mutation

NAMES = ("export", "torture", "matching", "lists", "damage", "concurrent", "pace")


def main(names):
    if names[:1] == ["mutation"]:
        return mutation.main(names[1:])
    if names[:1] == ["faults"]:
        return faults.main(names[1:])
    for name in names or NAMES:
        print(f"== {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
