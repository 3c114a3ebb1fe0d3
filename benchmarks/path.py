"""The commonest path: 60 entries of six sources' .bib files through import, resolve, enrich, check, to 15 formats.

`python -m benchmarks path [SEED]`; and once more after `resolve --write` of every key. A reference is a chimera if no
single publication of its work has all of its type, container, volume, issue, pages, publisher, year and DOI
(benchmarks/publications.py holds the facts, benchmarks/references.py reads the exports), or if it appeared in a
journal and in a book at once. `check` may say nothing of an entry only if it exports no chimera and has nothing
otherwise than the entry states it, unless that states the preprint alone.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.box import Box, Desk, Score, desk, first_of, serving
from benchmarks.dialects import MIX, Cited, Shelves, entries
from benchmarks.publications import DATA, Publication, facts, letters
from benchmarks.references import READERS, Reference, references

SEED = 20260903

PAPER = """
    inproceedings conference paper-conference conferencepaper conf cpaper conference-paper conferenceproceedings
""".split()
KINDS_OF_TYPES: Sequence[tuple[set[str], Sequence[str]]] = (
    ({"paper", "chapter"}, (*PAPER, "conference proceedings", "conference paper", "article in proceedings")),
    (
        {"chapter", "paper"},
        ("incollection", "inbook", "chapter", "booksection", "chap", "book section", "book chapter"),
    ),
    ({"chapter", "paper"}, ("chapter in book", "chapter in anthology", "article in anthology", "anthos in anthology")),
    ({"article"}, ("article-journal", "journalarticle", "jour", "journal article", "article in periodical")),
    ({"book"}, ("book", "mvbook", "collection", "edited book", "proceedings")),
    ({"article", "paper", "chapter", "book", "preprint", "other"}, ("generic", "gen", "document")),
    ({"article", "preprint"}, ("article",)),
)
KINDS = {name: kinds for kinds, names in KINDS_OF_TYPES for name in names}
"""Types of the formats -> the kinds of publications that they are; all others (misc, online, report, …) are a
preprint's, and a generic one, as CFF has it for chapters, asserts nothing.

BibTeX's @article is a journal's or, with arXiv for a journal, a preprint's; CSL's and CFF's article is a preprint's."""

PLACEHOLDER = re.compile(r"arxiv|^corr$", re.IGNORECASE)


def numbers(pages: str) -> list[str]:
    return re.findall(r"\d+(?::\d+)?", pages)


def same_name(one: str, other: str) -> bool:
    """Whether two names of a container or publisher are one: the one holds the other, but for the year and number."""
    bare = [
        letters(re.sub(r"\b(proceedings of( the)?|\d+(st|nd|rd|th)?)\b", " ", name, flags=re.IGNORECASE))
        for name in (one, other)
    ]
    short, long = sorted(bare, key=len)
    return bool(short) and (short == long or (len(short) > 5 and short in long))


def fits(aspect: str, value: str, one: Publication) -> bool | None:
    """Whether a value is this publication's; None where nothing is known about it."""
    if aspect == "type":
        return bool(KINDS.get(value.lower(), {"preprint", "other"}) & one.kinds)
    if aspect == "year":
        return int(value) in one.years
    if aspect == "doi":
        return f"doi:{value}" in one.ids
    return fits_preprint(aspect, value, one) if one.is_preprint else fits_published(aspect, value, one)


def fits_preprint(aspect: str, value: str, one: Publication) -> bool:
    """A preprint stands nowhere but in arXiv, under its number."""
    if aspect in ("container", "publisher"):
        return bool(PLACEHOLDER.search(value))
    return aspect == "volume" and value in one.volumes


def fits_published(aspect: str, value: str, one: Publication) -> bool | None:
    """A name is one of those known, pages begin where they do; a book and a meeting may stand for themselves."""
    known = {"container": one.containers, "publisher": one.publishers, "volume": one.volumes, "issue": one.issues}
    if aspect == "pages":
        return any(numbers(value)[:1] == numbers(pages)[:1] for pages in one.pages) if one.pages else None
    if aspect == "container" and letters(value) in (letters(one.venue), letters(one.title)):
        return True
    if aspect in ("container", "publisher"):
        return any(same_name(value, name) for name in known[aspect]) if known[aspect] else None
    return value in known[aspect] if known[aspect] else None


JUDGED = ("type", "container", "volume", "issue", "pages", "publisher", "year", "doi")


def strange(reference: Reference, one: Publication) -> list[str]:
    """The aspects of a reference that are not this publication's."""
    odd = [aspect for aspect in JUDGED if any(fits(aspect, value, one) is False for value in reference.get(aspect, ()))]
    return [*odd, "journal and booktitle"] if len(reference.get("slot", ())) > 1 else odd


def best(reference: Reference, cited: Cited) -> tuple[Publication, list[str]]:
    """The publication of the work that a reference fits best, and what does not fit."""
    return min(((one, strange(reference, one)) for one in cited.publications), key=lambda pair: len(pair[1]))


STATED = {"year": "year", "volume": "volume", "pages": "pages", "journal": "container", "booktitle": "container"}


def states_preprint(cited: Cited, one: Publication) -> bool:
    """Whether all that an entry states of its publication is this preprint's, which gives way to what was published."""
    stated = {aspect: cited.stated[field] for field, aspect in STATED.items() if cited.stated.get(field)}
    return all(fits(aspect, value, one) for aspect, value in stated.items())


def contradicted(cited: Cited, reference: Reference) -> list[str]:
    """What the entry states and the export has otherwise; nothing if it states the preprint, and no more than that."""
    one, _ = best(reference, cited)
    if any(states_preprint(cited, other) for other in cited.publications if other.is_preprint):
        return []
    found = []
    for field, aspect in STATED.items():
        value = cited.stated.get(field, "")
        is_placeholder = PLACEHOLDER.search(value) or (aspect == "volume" and value.startswith("abs/"))
        if value and not is_placeholder and fits(aspect, value, one) is False:
            found.append(aspect)
    return found


class Outcome(NamedTuple):
    """What became of an entry: by format what does not fit one publication, what is contradicted, and the findings."""

    cited: Cited
    source: str
    missing: list[str]
    chimeras: dict[str, list[str]]
    contradicted: list[str]
    rules: list[tuple[str, str]]
    export: str

    @property
    def is_silent(self) -> bool:
        return not any(level in ("error", "warning") for level, _ in self.rules)


def outcomes(source: str, drawn: Sequence[Cited]) -> list[Outcome]:
    """Import, resolve --write, enrich, check, export of one source's file; then once more with every key resolved, as
    somebody does who wants what was published."""
    with desk() as project:
        said = project.run("import", project.file(f"{source}.bib", "\n".join(one.text for one in drawn)), "--write").err
        found = []
        for keys in ((), tuple(one.key for one in drawn)):
            project.run("resolve", "--write", *keys)
            project.run("enrich")
            found += judged(source, " and all keys" if keys else "", drawn, project, said)
    return found


def judged(source: str, stage: str, drawn: Sequence[Cited], project: Desk, said: str) -> list[Outcome]:
    """What check and the exports make of the entries now."""
    _, findings = project.findings()
    texts = {name: project.exported(name) for name in READERS}
    rules = defaultdict(list)
    for one in findings:
        rules[one["key"]].append((one["level"], one["rule"]))
    read = {name: references(name, text) for name, text in texts.items()}
    found = []
    for one in drawn:
        held = {name: read[name].get(one.key) for name in READERS}
        chimeras = {name: odd for name, reference in held.items() if reference and (odd := best(reference, one)[1])}
        block = re.search(rf"^@\w+\{{{re.escape(one.key)},\n.*?^\}}", texts["bibtex"], re.MULTILINE | re.DOTALL)
        missing = [name for name, reference in held.items() if not reference]
        against = contradicted(one, held["biblatex"]) if held["biblatex"] else []
        found.append(
            Outcome(one, source + stage, missing, chimeras, against, rules[one.key], block[0] if block else said)
        )
    return found


def show(one: Outcome) -> None:
    """An entry that went wrong: as it came, as it left."""
    odd = Counter(aspect for aspects in one.chimeras.values() for aspect in aspects)
    if one.chimeras:
        said = first_of(Counter(rule for _, rule in one.rules)) or "silent"
        where = ", ".join(one.chimeras) if len(one.chimeras) < 5 else f"{len(one.chimeras)} formats"
        print(f"  CHIMERA [{one.cited.key}] in {where}: {first_of(odd)}; check: {said}")
    elif one.is_silent and one.contradicted:
        print(f"  SILENT  [{one.cited.key}] although the export has another {', '.join(one.contradicted)}")
    if one.missing:
        print(f"  MISSING [{one.cited.key}] in {', '.join(one.missing)}")
    if one.chimeras or one.missing or (one.is_silent and one.contradicted):
        for title, text in (("in ", one.cited.text), ("out", one.export)):
            kept = [
                line.strip()
                for line in text.splitlines()
                if not re.match(r"\s*(author|abstract|file|timestamp|biburl|bibsource)\b", line)
            ]
            print(f"    {title}: {' '.join(kept)[:420]}")


def main(arguments: Sequence[str] = ()) -> int:
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return 0
    score = Score()
    with serving() as box:
        found = drawn_and_run(box, int(arguments[0]) if arguments else SEED)
    print(f"{'source':24} entries chimeras silent although wrong   findings")
    for source in dict.fromkeys(one.source for one in found):
        some = [one for one in found if one.source == source]
        silent = sum(one.is_silent and bool(one.chimeras or one.contradicted) for one in some)
        chimeras = sum(bool(one.chimeras) for one in some)
        rules = Counter(f"{level} {rule}" for one in some for level, rule in set(one.rules))
        print(f"{source:24} {len(some):7} {chimeras:8} {silent:6} {'':17} {first_of(rules, 6)}")
        for one in some:
            show(one)
    for name in READERS:
        score.hold(f"chimeras in {name}", sum(name in one.chimeras for one in found), most=0, of=f" of {len(found)}")
    score.hold("entries that are missing in a format", sum(bool(one.missing) for one in found), most=0)
    score.hold(
        "check silent although something is wrong",
        sum(one.is_silent and bool(one.chimeras or one.contradicted) for one in found),
        most=0,
    )
    spoken = [one for one in found if not one.is_silent and not one.chimeras and not one.contradicted]
    score.hold("check warns although block and export agree", len(spoken), of=f" of {len(found)}")
    print(f"    of {first_of(Counter(rule for one in spoken for level, rule in set(one.rules) if level != 'note'))}")
    return score.end()


def drawn_and_run(box: Box, seed: int) -> list[Outcome]:
    """All sources' entries, each source in a project of its own."""
    shelves = Shelves(facts(), random.Random(seed))
    return [one for source in MIX for one in outcomes(source, list(entries(source, shelves, box)))]
