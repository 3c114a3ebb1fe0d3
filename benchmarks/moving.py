"""Moving in: TeX Live's .bib files imported, and its examples' print before and after.

`python -m benchmarks moving`: for each file its entries, those written, words that stand nowhere, cite keys that biber
takes and that changed, types that are named nowhere, whether what was written loads again, and seconds; then the fields
of biber's .bbl that differ, those that have no reason and are named nowhere, and which these are.
"""

import tempfile
from collections import Counter
from pathlib import Path

from tests.moving import SOURCES, all_differences, bbl_differences, find, moved
from tests.test_moving import accepted, is_right_in_real
from tests.words import outcome, tex_live_files

WORST = 5
"""Fields that are named of those which lose words."""


def main():
    print(
        f"{'file':42} {'entries':>7} {'written':>7} {'lost':>5} {'keys':>4} {'types':>5} {'loads':>5} {'s':>6}  fields"
    )
    for path in tex_live_files():
        print_outcome(path)
    print(f"\n{'file':42} {'fields':>7} {'faults':>7}  fields")
    for path in tex_live_files():
        print_bbl(path)
    print_print()


def print_bbl(path: Path):
    """What biber reads otherwise after moving; a file that biber refuses has no fields at all."""
    with tempfile.TemporaryDirectory() as folder:
        after = moved(path, "biblatex", Path(folder) / "moved")
        found = bbl_differences(path, after.bib, Path(folder) / "bbl") if after.bib.exists() else []
    faults = Counter(one.field.split()[0] for one in found if not is_right_in_real(one, after.named))
    fields = ", ".join(f"{field} {count}" for field, count in faults.most_common(WORST))
    print(f"{path.name:42} {len(found):7} {faults.total():7}  {fields}", flush=True)


def print_outcome(path: Path):
    with tempfile.TemporaryDirectory() as folder:
        found = outcome(path, "bib", Path(folder))
    fields = ", ".join(
        f"{field} {count}" for field, count in Counter(one.field for one in found.lost).most_common(WORST)
    )
    loads = "no" if found.code == 2 else "yes"
    refused = " REFUSED" if found.is_refused else ""
    sizes = (len(found.lost), len(found.changed_keys), len(found.unknown_types))
    counts = f"{found.entries:7} {found.written:7} {sizes[0]:5} {sizes[1]:4} {sizes[2]:5}"
    print(f"{path.name:42} {counts} {loads:>5} {found.seconds:6.1f}  {fields}{refused}", flush=True)


def print_print():
    """How many differences each judge sees, and how many of them have no reason."""
    print(f"\n{'judge':20} {'differences':>11} {'faults':>6}")
    for dialect, name in SOURCES.items():
        if source := find(name):
            with tempfile.TemporaryDirectory() as folder:
                found = all_differences(source, dialect, Path(folder))
            faults = Counter(one.where for one in found if not accepted(one))
            for where, count in Counter(one.where for one in found).items():
                print(f"{where:20} {count:11} {faults[where]:6}")
