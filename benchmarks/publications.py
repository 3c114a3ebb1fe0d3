"""The registry's works and their publications, read from the raw facts: nothing of refexport judges what is the same.

Two publications are of one work if their titles have the same letters and they share an author, if all authors are the
same and the titles but for a letter or two, or if arXiv names the DOI and half of the authors agree (of 750 such DOIs
four lead elsewhere).
"""

import json
import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parents[2] / "shared" / "registry" / "data"

PARTICLES = frozenset("von van der den de del della di da dos du la le ten ter zu zur al el bin ibn af av".split())
SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())

Person = tuple[str, str]
"""Given names and family name."""


class Publication(NamedTuple):
    """What one registry or two say of one publication. Where they differ, each value is right.

    ``kinds`` are of article, paper (in proceedings), chapter, book, preprint; ``venue`` is its usual short name.
    """

    ids: frozenset[str]
    kinds: frozenset[str]
    title: str
    authors: tuple[Person, ...]
    years: frozenset[int]
    containers: frozenset[str] = frozenset()
    volumes: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    venue: str = ""

    @property
    def is_preprint(self) -> bool:
        return self.kinds == {"preprint"}

    @property
    def year(self) -> int:
        return min(self.years)

    def id_of(self, scheme: str) -> str:
        """The value of its identifier of a scheme, or nothing."""
        return next((one.partition(":")[2] for one in sorted(self.ids) if one.startswith(f"{scheme}:")), "")


NO_LETTERS = re.compile(r"[\W_]+|[\u0300-\u036f]+")


def letters(text: str) -> str:
    """Letters and digits only, without accents and case; TeX's commands are none, and & is ``and``."""
    text = text.replace("&amp;", "and").replace("&", "and") if "&" in text else text
    bare = re.sub(r"\\[a-zA-Z]+|<[^>]*>", "", text) if "\\" in text or "<" in text else text
    plain = bare if bare.isascii() else unicodedata.normalize("NFKD", bare)
    return NO_LETTERS.sub("", plain.casefold())


def family_set(authors: Iterable[Person]) -> frozenset[str]:
    return frozenset(letters(family) for _, family in authors)


def split_name(name: str) -> Person:
    """``Laurens van der Maaten`` -> (``Laurens``, ``van der Maaten``); dblp's numbers of namesakes go."""
    words = re.sub(r"\s+\d{4}$", "", name.strip()).split()
    tail: list[str] = []
    while len(words) > 2 and words[-1] in SUFFIXES:
        tail.insert(0, words.pop())
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:] + tail)


def raw(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one file of facts."""
    with lzma.open(DATA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@cache
def proceedings() -> Mapping[int, dict[str, Any]]:
    return {one["n"]: one for one in raw("dblp-proceedings")}


def _preprint(row: Mapping[str, Any]) -> Publication:
    names = [part.strip(" ;").removeprefix("and ").strip() for part in row["authors"].split(",")]
    days = (row["created"], row.get("updated") or row["created"])
    year = int(row["created"][:4])
    # Its id begins with the year and month of submission, which the harvest has wrong for some.
    numbered = {2000 + int(row["id"][:2])} if re.match(r"\d{4}\.", row["id"]) else set()
    return Publication(
        frozenset({f"arxiv:{row['id']}", f"doi:10.48550/arxiv.{row['id'].lower()}", *_corr_key(row["id"])}),
        frozenset({"preprint"}),
        " ".join(row["title"].split()),
        tuple(split_name(name) for name in names if name not in ("", ":", "and")),
        frozenset({year, *numbered, *(int(day[:4]) for day in days)}),
        volumes=frozenset({f"abs/{row['id']}"}),
    )


def _corr_key(arxiv: str) -> list[str]:
    return [f"dblp:journals/corr/abs-{arxiv.replace('.', '-')}"] if re.match(r"\d{4}\.", arxiv) else []


AAAI = re.compile(r"10\.1609/aaai\.v(\d+)i(\d+)")
FULL_NAMES = {
    "J. Mach. Learn. Res.": "Journal of Machine Learning Research",
    "J. Artif. Intell. Res.": "Journal of Artificial Intelligence Research",
    "Mach. Learn.": "Machine Learning",
    "Found. Trends Mach. Learn.": "Foundations and Trends in Machine Learning",
}
PRINTED_BY = {
    "NIPS": ("Curran Associates, Inc.", "Curran Associates Inc.", "MIT Press"), "NeurIPS": ("Curran Associates, Inc.",),
    "ICML": ("PMLR", "JMLR.org", "Omnipress", "icml.cc / Omnipress"), "AISTATS": ("PMLR", "JMLR.org"),
    "ICLR": ("OpenReview.net",), "JMLR": ("JMLR.org", "Microtome Publishing"),
}  # fmt: skip
"""Publishers of venues that dblp's proceedings leave out."""

IN_CROSSREF = {
    "IEEE Computer Society": "IEEE",
    "ijcai.org": "International Joint Conferences on Artificial Intelligence Organization",
    "Springer": "Springer International Publishing",
    "AAAI Press": "Association for the Advancement of Artificial Intelligence (AAAI)",
    "SIAM": "Society for Industrial and Applied Mathematics", "ACM": "Association for Computing Machinery",
}  # fmt: skip
"""dblp's name of a publisher -> Crossref's."""

BY_PREFIX = {
    "10.1007": "Springer Science and Business Media LLC", "10.1613": "AI Access Foundation",
    "10.1561": "Now Publishers",
    "10.1609": "Association for the Advancement of Artificial Intelligence (AAAI)", "10.1162": "MIT Press",
    "10.21437": "ISCA",
}  # fmt: skip
"""A DOI's prefix -> the publisher that Crossref names for it."""


def _of_dblp(row: Mapping[str, Any]) -> Publication:
    """dblp's record; what Crossref has of its DOI is assembled from the same facts."""
    within = proceedings().get(row.get("in", 0), {})
    key, doi = row["key"], (row.get("doi") or "").lower()
    journal = row.get("journal", "")
    is_article = row.get("type") == "article"
    kinds = (
        {"article"}
        if is_article and key.startswith("journals/")
        else {"paper"} | ({"article"} if is_article else set())
    )
    volumes = {row.get("volume"), within.get("volume")}
    issues = {row.get("number")}
    containers = {
        within.get("booktitle"),
        within.get("container"),
        within.get("series"),
        journal,
        FULL_NAMES.get(journal),
    }
    if found := AAAI.match(doi):
        containers.add("Proceedings of the AAAI Conference on Artificial Intelligence")
        volumes.add(found[1])
        issues |= {found[2], found[2].lstrip("0")}
        kinds.add("article")
    if doi.startswith("10.1007/978-"):
        kinds.add("chapter")
    publisher = within.get("publisher", "")
    number = re.search(r"Information Processing Systems (\d+)", within.get("booktitle", ""))
    venue = within.get("venue", "") or ("JMLR" if journal == "J. Mach. Learn. Res." else journal)
    return Publication(
        frozenset({f"dblp:{key}", *([f"doi:{doi}"] if doi else [])}),
        frozenset(kinds),
        row["title"].rstrip("."),
        tuple(split_name(one) if isinstance(one, str) else (one[0], one[1]) for one in row["authors"]),
        frozenset({int(row["year"])}),
        frozenset(filter(None, containers)),
        frozenset(filter(None, {*volumes, number and number[1]})),
        frozenset(filter(None, issues)),
        frozenset(filter(None, {row.get("pages")})),
        frozenset(
            filter(
                None,
                {
                    publisher,
                    IN_CROSSREF.get(publisher),
                    BY_PREFIX.get(doi.partition("/")[0]),
                    *PRINTED_BY.get(venue, ()),
                },
            )
        ),
        venue,
    )


CROSSREF_KINDS = {
    "proceedings-article": "paper", "book-chapter": "chapter", "journal-article": "article", "book": "book",
    "edited-book": "book", "reference-book": "book", "monograph": "book", "proceedings": "book",
    "posted-content": "preprint",
}  # fmt: skip


def _of_crossref(row: Mapping[str, Any]) -> Publication:
    kind = CROSSREF_KINDS.get(row["type"], "other")
    return Publication(
        frozenset({f"doi:{row['doi'].lower()}"}),
        frozenset({kind, "paper"} if kind == "chapter" else {kind}),
        row["title"],
        tuple((given or "", family) for given, family in row["authors"] if family),
        frozenset({int(row["year"])}),
        frozenset(filter(None, (row.get("container"), row.get("series")))),
        frozenset(filter(None, (row.get("volume"),))),
        frozenset(filter(None, (row.get("issue"),))),
        frozenset(filter(None, (row.get("page"),))),
        frozenset(filter(None, (row.get("publisher"),))),
    )


def _recorded(item: Mapping[str, Any]) -> Publication:
    """An item as Crossref sent it."""
    years = {
        parts[0]
        for name in ("issued", "published", "published-print", "published-online")
        for parts in (item.get(name) or {}).get("date-parts", [])
        if parts and parts[0]
    }
    title = re.sub(r"<[^>]*>", " ", " ".join((item.get("title") or [""])[:1]))
    return Publication(
        frozenset({f"doi:{item['DOI'].lower()}"}),
        frozenset({CROSSREF_KINDS.get(item["type"], "other")}),
        " ".join(title.split()),
        tuple((one.get("given", ""), one.get("family") or one.get("name", "")) for one in item.get("author", ())),
        frozenset(years),
        frozenset(" ".join(one.split()).replace("&amp;", "&") for one in item.get("container-title") or []),
        frozenset(filter(None, (item.get("volume"),))),
        frozenset(filter(None, (item.get("issue"),))),
        frozenset(filter(None, (item.get("page"),))),
        frozenset(filter(None, (item.get("publisher"),))),
    )


NUMBERS = re.compile(r"\d+|\b[ivx]+\b")


def slips(one: Publication, other: Publication) -> bool:
    """Whether two titles differ by a letter or two, as an ending does, but in no number: another part is no slip."""
    mine, theirs = letters(one.title), letters(other.title)
    if abs(len(mine) - len(theirs)) > 2 or NUMBERS.findall(one.title.lower()) != NUMBERS.findall(other.title.lower()):
        return False
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio() > 0.97


class Facts:
    """All publications, and which of them are of one work; ``withdrawn`` are preprints whose comment says so."""

    def __init__(self) -> None:
        rows = {row["id"]: row for row in raw("arxiv") if row["title"].strip()}
        preprints = [_preprint(row) for row in rows.values()]
        recorded = [_recorded(item) for item in raw("crossref-recorded")]
        others = [*map(_of_dblp, raw("dblp")), *map(_of_crossref, raw("crossref")), *recorded]
        self.withdrawn = frozenset(
            f"arxiv:{row['id']}" for row in rows.values() if "withdraw" in (row["comments"] or "").lower()
        )
        self.all = [one for one in (*preprints, *others) if one.title and one.authors and one.years]
        self.by_id = {identifier: one for one in self.all for identifier in sorted(one.ids)}
        self.by_title: dict[str, list[Publication]] = defaultdict(list)
        for one in self.all:
            self.by_title[letters(one.title)].append(one)
        self._by_authors: dict[frozenset[str], list[Publication]] = defaultdict(list)
        for one in self.all:
            self._by_authors[family_set(one.authors)].append(one)
        self._told = {
            f"arxiv:{row['id']}": f"doi:{doi.lower()}"
            for row in rows.values()
            for doi in (row.get("doi") or "").split()
        }
        self._told_by = {doi: arxiv for arxiv, doi in self._told.items()}

    def publications(self, one: Publication) -> list[Publication]:
        """All publications of the work that this is one of."""
        found = [other for other in self.by_title.get(letters(one.title), ()) if self._shares(one, other)]
        found += [
            other for other in self._by_authors[family_set(one.authors)] if other not in found and slips(one, other)
        ]
        for other in list(found):
            for table in (self._told, self._told_by):
                linked = [self.by_id[there] for here in other.ids if (there := table.get(here)) in self.by_id]
                found += [more for more in linked if more not in found and self._agrees(other, more)]
        return found

    def ids(self, one: Publication) -> frozenset[str]:
        """The identifiers of the work that this is a publication of, a DOI that only arXiv knows among them."""
        ids = frozenset(identifier for other in self.publications(one) for identifier in other.ids)
        return ids | {doi for arxiv in ids if (doi := self._told.get(arxiv)) and doi not in self.by_id}

    @staticmethod
    def _shares(one: Publication, other: Publication) -> bool:
        return bool(family_set(one.authors) & family_set(other.authors))

    @staticmethod
    def _agrees(one: Publication, other: Publication) -> bool:
        mine, theirs = family_set(one.authors), family_set(other.authors)
        return 2 * len(mine & theirs) >= max(len(mine), len(theirs))


@cache
def facts() -> Facts:
    """The facts, read once."""
    return Facts()
