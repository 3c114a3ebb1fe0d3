"""A made-up library of any size: entries.toml and its lock, the same for the same seed."""

import random
from pathlib import Path

from refexport.model.date import Date
from refexport.model.entry import Entry, Record
from refexport.model.name import Name
from refexport.model.text import literal_text, parse_text
from refexport.store.lock import print_lock

WORDS = (
    "adaptive networks learning of deep models for sparse graphs with attention memory efficient inference bounds on "
    "stochastic gradient descent and Bayesian optimisation in high dimensions transfer between tasks few-shot robust"
).split()
FAMILIES = "Müller García Nguyễn O'Neill Søndergaard Şimşek van_der_Berg Zhou Kowalski Đorđević Lefèvre Smith".split()
GIVEN = "Anna Björn Chi Dmitri Élodie Fatma Grace Hiro Ivana João".split()


def library(count, seed=20190901):
    """Yields (cite key, identifier, entry) for each work."""
    pick = random.Random(seed)
    for n in range(count):
        words = pick.choices(WORDS, k=pick.randint(4, 12))
        title = " ".join(words).capitalize() + (" with $\\ell_1$ norms" if n % 17 == 0 else "")
        names = tuple(
            Name(pick.choice(FAMILIES).replace("_", " "), pick.choice(GIVEN)) for _ in range(pick.randint(1, 6))
        )
        doi = f"10.1000/{n}.{pick.randint(1, 999)}"
        fields = {
            "author": names,
            "title": parse_text(title),
            "journaltitle": literal_text("Journal of " + pick.choice(WORDS).title()),
            "volume": str(pick.randint(1, 90)),
            "pages": f"{n}--{n + 9}",
            "date": Date(pick.randint(1980, 2026), pick.randint(1, 12)),
            "doi": doi,
        }
        yield f"key{n}", doi, Entry("", "article", fields)


def write_library(folder: Path, count: int) -> Path:
    """A project of that many entries in the folder; gives its entries.toml."""
    path = folder / "entries.toml"
    lines, lock = ["[refexport]", "version = 1", ""], {}
    for key, doi, entry in library(count):
        lines += [f"[{key}]", f'doi = "{doi}"', ""]
        lock[key] = (Record(f"doi:{doi}", "crossref", "2026-01-01T00:00:00Z", entry),)
    path.write_text("\n".join(lines))
    (folder / "entries.lock.json").write_bytes(print_lock(lock))
    return path
