"""What a conversion kept of torture.bib, trait by trait: one row of `TRAITS` is one value of that file."""

from typing import NamedTuple

from benchmarks.works import READERS, Work

KEYS = frozenset(
    "finn2017maml behl2019alpha douze2018 ravichandiran2018 fake2021 dup2017 child parent thesis omniglot tool".split()
)


class Trait(NamedTuple):
    """A value that a work should have in a field, in one of these spellings."""

    name: str
    key: str
    field: str
    spellings: tuple[str, ...]


class Verdict(NamedTuple):
    """What the table shows, and what stands in the file instead."""

    cell: str
    held: str = ""


def _trait(name: str, key: str, field: str, *spellings: str) -> Trait:
    return Trait(name, key, field, spellings)


TRAITS = (
    _trait("arXiv id (archivePrefix)", "finn2017maml", "arxiv", "1703.03400"),
    _trait("arXiv id (eprinttype)", "behl2019alpha", "arxiv", "1905.07435"),
    _trait("ISBN", "ravichandiran2018", "isbn", "9781789534207"),
    _trait("DOI, bare", "fake2021", "doi", "10.1234/not.a.doi"),
    _trait("URL with %20 and &", "fake2021", "url", "http://example.org/a_b%20c?x=1&y=2"),
    _trait("macro's text", "finn2017maml", "container", "International Conference on Machine Learning"),
    _trait("capitals of a title", "finn2017maml", "title",
           "Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks"),
    _trait("maths and signs", "fake2021", "note", r"Costs 5\% \& \$3; $\alpha_1$-test",
           r"Costs 5% & $3; $\alpha_1$-test", r"Costs 5% & \$3; $alpha_1$-test", "Costs 5% & $3; α₁-test",
           "Costs 5% & $3; α<sub>1</sub>-test"),
    _trait("pages that run backwards", "fake2021", "pages", "33-12"),
    _trait("crossref: the book", "child", "container", "A Book", "A book"),
    _trait("crossref: its editor", "child", "editors", "Smith, A."),
    _trait("crossref: its publisher", "child", "publisher", "Pub"),
    _trait("crossref: its year", "child", "year", "2001"),
    _trait("name with particles", "child", "authors", "van der Berg, Jan"),
    _trait("accents of a name", "behl2019alpha", "authors", "Baydin, Atılım Güneş"),
    _trait("group beside a person", "fake2021", "authors", "{DeepMind Research Team}"),
    _trait("group alone", "tool", "authors", "{The Tool Team}"),
    _trait("data set's type", "omniglot", "kind", "dataset"),
    _trait("software's type", "tool", "kind", "software"),
    _trait("software's version", "tool", "version", "1.2"),
    _trait("software's date", "tool", "year", "2020"),
)  # fmt: skip

SAID = {
    "comment, kept or named": "keep me",
    "@comment, kept or named": "jabref-meta",
    "year 20211, kept or named": "20211",
    "its month, kept or named": "January",
}
"""What a format may have no place for: then the converter has to say so."""


def judged(format_: str, text: str, said: str) -> dict[str, Verdict]:
    """The verdict on every trait of a file, given what the converter said besides."""
    works = READERS[format_](text)
    by_key = {work["key"]: work for work in works}
    verdicts = {
        "entries": _count(len(works)),
        "cite keys": _count(len(KEYS & set(by_key))),
        **{trait.name: _verdict(trait, by_key.get(trait.key)) for trait in TRAITS},
    }
    month = by_key.get("fake2021", {}).get("month", "")
    for name, words in SAID.items():
        is_kept = words in said or (bool(month) if words == "month" else words in text)
        verdicts[name] = Verdict("ok" if is_kept else "silent")
    return verdicts


def _count(found: int) -> Verdict:
    return Verdict("ok" if found == len(KEYS) else f"{found}/{len(KEYS)}")


def _verdict(trait: Trait, work: Work | None) -> Verdict:
    held = (work or {}).get(trait.field)
    values = held if isinstance(held, list) else [held]
    if any(value in trait.spellings for value in values):
        return Verdict("ok")
    return Verdict("changed", "; ".join(map(str, values))) if held else Verdict("lost")
