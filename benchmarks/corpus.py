"""A made-up library of any size: entries.toml and its lock, the same for the same seed."""

import random
from pathlib import Path

from refexport.model.date import Date
from refexport.model.entry import Entry, Record, parse_value
from refexport.model.name import Name
from refexport.model.text import literal_text, parse_text
from refexport.store.lock import print_lock

WORDS = (
    "adaptive networks learning of deep models for sparse graphs with attention memory efficient inference bounds on "
    "stochastic gradient descent and Bayesian optimisation in high dimensions transfer between tasks few-shot robust"
).split()
FAMILIES = "Müller García Nguyễn O'Neill Søndergaard Şimşek van_der_Berg Zhou Kowalski Đorđević Lefèvre Smith".split()
GIVEN = "Anna Björn Chi Dmitri Élodie Fatma Grace Hiro Ivana João".split()
SYLLABLES = "ba ko ri ne ta lu mi so der van el to ha gri pel fo".split()
TYPES = ("article", "article", "inproceedings", "inproceedings", "preprint", "book", "incollection", "thesis")
ABSTRACTS, KEYWORDS = 4, 3
"""Every so many entries has an abstract of sixty words, or keywords."""


def library(count, seed=20190901):
    """Yields (cite key, identifier, entry) for each work."""
    pick = random.Random(seed)
    for n in range(count):
        type_ = TYPES[n % len(TYPES)]
        doi = f"10.1000/{n}.{pick.randint(1, 999)}"
        yield f"key{n}", f"doi:{doi}", Entry("", type_, {**common(n, doi, pick), **own(n, type_, pick)})


def common(n, doi, pick):
    title = " ".join(pick.choices(WORDS, k=pick.randint(4, 12))).capitalize()
    fields = {
        "author": tuple(name(pick) for _ in range(pick.randint(1, 6))),
        "title": parse_text(title + (" with $\\ell_1$ norms" if n % 17 == 0 else "")),
        "date": Date(pick.randint(1980, 2026), pick.randint(1, 12)),
        "doi": doi,
    }
    if n % ABSTRACTS == 0:
        fields["abstract"] = literal_text(" ".join([*pick.choices(WORDS, k=60), f"abs{n}."]).capitalize())
    if n % KEYWORDS == 0:
        fields["keywords"] = (pick.choice(WORDS), f"kw{n}")
    return fields


def own(n, type_, pick):
    """The fields of a type."""
    pages, word = f"{n}--{n + 9}", pick.choice(WORDS).title()
    match type_:
        case "article":
            fields = {"journaltitle": f"Journal of {word}", "volume": str(pick.randint(1, 90)), "pages": pages}
        case "inproceedings" | "incollection":
            fields = {"booktitle": f"Proceedings of the Conference on {word}", "pages": pages, "publisher": "ACM"}
        case "preprint":
            fields = {"eprint": f"{1501 + n % 900}.{n % 100_000:05}", "eprinttype": "arXiv", "eprintclass": "cs.LG"}
        case "book":
            fields = {"publisher": "Springer", "location": "Berlin"}
        case _:
            fields = {"institution": f"University of {word}", "genre": "phdthesis"}
    return {field: parse_value(field, value) for field, value in fields.items()}


def name(pick):
    """One of a few families, or of many."""
    made = "".join(pick.choices(SYLLABLES, k=3)).capitalize()
    return Name(pick.choice((*FAMILIES, made, made)).replace("_", " "), pick.choice(GIVEN))


def write_library(folder: Path, count: int) -> Path:
    """A project of that many entries in the folder; gives its entries.toml."""
    path = folder / "entries.toml"
    lines, lock = ["[refexport]", "version = 1", ""], {}
    for key, identifier, entry in library(count):
        lines += [f"[{key}]", f'doi = "{identifier.removeprefix("doi:")}"', ""]
        lock[key] = (Record(identifier, "crossref", "2026-01-01T00:00:00Z", entry),)
    path.write_text("\n".join(lines), encoding="utf-8")
    (folder / "entries.lock.json").write_bytes(print_lock(lock))
    return path
