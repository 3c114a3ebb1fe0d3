"""300 identifiers given wrongly in 10 ways, and 1,500 right ones, through enrich, check and export.

`python -m benchmarks wrong_ids [SEED]`. An entry says by hand what its work is (title, authors, year; every other one
its publication as well) and has the identifier of another. Each has to be an error of its key, `check` has to exit
with 1, and no export may hold a value that only the other work has (benchmarks/publications.py). Of the right ones
none may be an error."""

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from benchmarks.box import Desk, Score, desk, first_of, serving
from benchmarks.publications import DATA, Facts, Publication, facts, family_set, letters, proceedings
from benchmarks.references import Reference, references
from benchmarks.titles import Draw, short

EACH = 30
CONTROLS = 1500
SEED = 20260902
FORMATS = ("bibtex", "biblatex", "csl-json", "ris")
SHOWN = 3
"""Cases of each way that are printed."""

Pick = random.Random


class Case(NamedTuple):
    """An entry: the work that it means, the publication whose identifier it has, and that identifier.

    ``other`` is None if there is nothing under the identifier. ``beside`` are right identifiers of the entry.
    """

    right: Publication
    other: Publication | None
    identifier: str
    beside: tuple[str, ...] = ()


# --- what a person writes

TYPES = {"paper": "inproceedings", "chapter": "incollection", "article": "article", "book": "book"}


def table(key: str, case: Case, *, whole: bool, initials: bool = False, cut: bool = False) -> str:
    """The entry in TOML; ``whole`` with its publication, ``initials`` and ``cut`` as people shorten names and
    titles."""
    one = case.right
    people = [f"{family}, {given}".strip(", ") for given, family in one.authors]
    if initials:
        people = [
            f"{family}, {name.removesuffix(family).strip()}".strip(", ")
            for name, (_, family) in zip(short(one.authors), one.authors, strict=True)
        ]
    title = one.title.partition(": ")[0] if cut and len(one.title.partition(": ")[0].split()) > 3 else one.title
    fields: dict[str, object] = {"title": title, "author": people, "date": one.year}
    if whole and not one.is_preprint:
        kind = next(kind for kind in ("paper", "chapter", "article", "book", "other") if kind in one.kinds)
        fields["type"] = TYPES.get(kind, "misc")
        container = max(sorted(one.containers), key=len, default="")
        if container and kind != "book":
            fields["journaltitle" if kind == "article" else "booktitle"] = container
        fields |= {name: min(held) for name, held in (("volume", one.volumes), ("pages", one.pages)) if held}
    for identifier in (case.identifier, *case.beside):
        scheme, _, value = identifier.partition(":")
        fields[scheme] = value
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return f"\n[{key}]\n" + "\n".join(lines) + "\n"


# --- works that the box has not: books, retracted copies, reviews


class Shelf:
    """Crossref's items that are made here, each with what it says as a publication."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}

    def add(
        self, doi: str, kind: str, title: str, authors: Sequence[tuple[str, str]], year: int, **more: Any
    ) -> Publication:
        people = [{"given": given, "family": family, "sequence": "additional"} for given, family in authors]
        date = {"date-parts": [[year]]}
        kept = {name: value for name, value in more.items() if value}
        item = {"DOI": doi, "type": kind, "title": [title], "author": people, "issued": date, "published": date, **kept}
        self.items[doi] = {name.replace("_", "-"): value for name, value in item.items() if value}
        kinds = {"book": "book", "proceedings": "book", "journal-article": "article"}
        return Publication(
            frozenset({f"doi:{doi}"}), frozenset({kinds.get(kind, "other")}), title, tuple(authors), frozenset({year}),
            frozenset(more.get("container_title", ())), frozenset(filter(None, {more.get("volume", "")})),
            frozenset(filter(None, {more.get("issue", "")})), frozenset(filter(None, {more.get("page", "")})),
            frozenset(filter(None, {more.get("publisher", "")})),
        )  # fmt: skip


JOURNALS = (
    ("Complexity", "Hindawi Limited"), ("Journal of Healthcare Engineering", "Hindawi Limited"), ("Soft Computing",
    "Springer"),
    ("Mathematical Problems in Engineering", "Hindawi Limited"), ("Multimedia Tools and Applications", "Springer"),
)  # fmt: skip


# --- the ten ways


class Ways:
    """What is given wrongly, drawn from one seed."""

    def __init__(self, known: Facts, pick: Pick) -> None:
        self.known, self.pick, self.shelf = known, pick, Shelf()
        self.stock = Draw(known, pick).stock
        self.used: set[str] = set()

    def all(self) -> dict[str, list[Case]]:
        ways: dict[str, Callable[[], Iterator[Case]]] = {
            "typo in the digits": self.typos, "neighbour": self.neighbours, "same group's other paper": self.same_group,
            "two entries swapped": self.swapped, "same number, other archive": self.other_archives,
            "book for chapter": self.books,
            "made-up DOI that resolves": self.made_up, "retracted copy": self.retracted,
            "DOI of the proceedings": self.volumes,
            "review or erratum": self.notices,
        }  # fmt: skip
        return {name: list(itertools.islice(way(), EACH)) for name, way in ways.items()}

    def _draw(self, fits: Callable[[Publication], bool] = lambda _one: True) -> Iterator[Publication]:
        """Works one after the other, none twice."""
        while True:
            one = self.pick.choice(self.stock)
            if letters(one.title) not in self.used and fits(one):
                self.used.add(letters(one.title))
                yield one

    def _case(self, one: Publication, identifier: str) -> Case:
        """A case whose other work the facts have; every third has a right identifier of another kind besides."""
        scheme = identifier.partition(":")[0]
        others = [
            held
            for held in sorted(self.known.ids(one))
            if held.partition(":")[0] not in (scheme, "doi") and "journals/corr" not in held
        ]
        return Case(
            one, self.known.by_id.get(identifier), identifier, tuple(others[:1]) if self.pick.random() < 1 / 3 else ()
        )

    def _is_other(self, one: Publication, identifier: str) -> bool:
        other = self.known.by_id.get(identifier)
        return other is not None and bool(other.authors) and other not in self.known.publications(one)

    @staticmethod
    def _asked(one: Publication) -> str:
        """The identifier under which somebody would cite it."""
        usual = [
            f"{scheme}:{one.id_of(scheme)}"
            for scheme in (("arxiv",) if one.is_preprint else ("doi", "dblp"))
            if one.id_of(scheme)
        ]
        return usual[0] if usual else ""

    def typos(self) -> Iterator[Case]:
        """One digit is another: of three, two lead to another work and one to nothing."""
        for number, one in enumerate(self._draw(lambda work: bool(re.search(r"\d{4}", self._asked(work))))):
            right = self._asked(one)
            scheme, colon, value = right.partition(":")
            if scheme == "dblp":
                continue
            start = value.index("/") if scheme == "doi" else 4 if re.match(r"\d{4}\.", value) else 0
            places = [at for at, sign in enumerate(value) if sign.isdigit() and at > start]
            slips = [
                f"{scheme}{colon}{value[:at]}{digit}{value[at + 1 :]}"
                for at in places
                for digit in "0123456789"
                if digit != value[at]
            ]
            leading = [slip for slip in slips if self._is_other(one, slip)]
            dead = [slip for slip in slips if slip not in self.known.by_id]
            if chosen := dead if number % 3 == 2 else leading:
                yield self._case(one, self.pick.choice(chosen))

    def neighbours(self) -> Iterator[Case]:
        """The next number: of arXiv, or of a proceedings' DOIs."""
        for one in self._draw(lambda work: bool(re.search(r"\d$", self._asked(work)))):
            right = self._asked(one)
            head, digits = re.fullmatch(r"(.*?)(\d+)", right).groups()  # type: ignore[union-attr]
            near = [f"{head}{int(digits) + step:0{len(digits)}d}" for step in (1, -1, 2) if int(digits) + step > 0]
            if chosen := [other for other in near if self._is_other(one, other)]:
                yield self._case(one, chosen[0])

    def same_group(self) -> Iterator[Case]:
        """Another paper of the same first author, with half of the authors the same, of about that year."""
        by_first: dict[tuple[str, str], list[Publication]] = {}
        for one in self.stock:
            by_first.setdefault(tuple(map(letters, one.authors[0])), []).append(one)  # type: ignore[arg-type]
        for one in self._draw(lambda work: len(work.authors) < 10):
            mine = family_set(one.authors)
            group = [
                other
                for other in by_first[tuple(map(letters, one.authors[0]))]  # type: ignore[index]
                if 2 * len(mine & family_set(other.authors)) >= max(len(mine), len(other.authors))
                and abs(one.year - other.year) <= 1
                and self._asked(other)
                and self._is_other(one, self._asked(other))
                and len(_words(one) & _words(other)) <= len(_words(one)) / 2
            ]
            if group:
                yield self._case(one, self._asked(self.pick.choice(group)))

    def swapped(self) -> Iterator[Case]:
        """Two entries of one list, each with the other's identifier."""
        works = self._draw(lambda work: bool(self._asked(work)))
        for one, other in zip(works, works, strict=False):
            yield Case(one, other, self._asked(other))
            yield Case(other, one, self._asked(one))

    def other_archives(self) -> Iterator[Case]:
        """arXiv's old numbers were counted in each archive: math/9201214 and physics/9201214 are two papers."""
        by_number: dict[str, list[str]] = {}
        for identifier in self.known.by_id:
            if re.fullmatch(r"arxiv:[a-z-]+/\d{7}", identifier):
                by_number.setdefault(identifier.partition("/")[2], []).append(identifier)
        for one in self._draw(lambda work: "/" in work.id_of("arxiv")):
            twins = [twin for twin in by_number[one.id_of("arxiv").partition("/")[2]] if self._is_other(one, twin)]
            if twins:
                yield Case(one, self.known.by_id[twins[0]], twins[0])

    def books(self) -> Iterator[Case]:
        """The whole book instead of its chapter."""
        for one in self._draw(lambda work: bool(re.match(r"10\.1007/978-3-030-\d+-\d_\d+$", work.id_of("doi")))):
            doi = one.id_of("doi").partition("_")[0]
            year = one.year
            title = next((c for c in sorted(one.containers) if c.startswith("Computer Vision")), "") or max(
                one.containers, key=len
            )
            editors = [
                {"given": given, "family": family}
                for given, family in (("Vittorio", "Ferrari"), ("Martial", "Hebert"), ("Yair", "Weiss"))
            ]
            part = self.pick.choice(("Part II", "Part IX", "Part XIV"))
            book = self.shelf.add(
                doi, "book", title, (), year, editor=editors, subtitle=[f"European Conference, Proceedings, {part}"],
                publisher="Springer International Publishing", ISBN=[f"97830300{self.pick.randrange(10000, 99999)}"],
                container_title=["Lecture Notes in Computer Science"],
            )  # fmt: skip
            yield Case(one, book, f"doi:{doi}")

    def made_up(self) -> Iterator[Case]:
        """A DOI of the right venue and year that somebody, or something, made up, and that another work has."""
        by_place: dict[str, list[str]] = {}
        for identifier in self.known.by_id:
            if identifier.startswith("doi:10.") and not identifier.startswith("doi:10.48550"):
                by_place.setdefault(re.sub(r"[\d_-]+$", "", identifier), []).append(identifier)
        for one in self._draw(lambda work: bool(work.id_of("doi")) and not work.is_preprint):
            same = [
                doi for doi in by_place[re.sub(r"[\d_-]+$", "", f"doi:{one.id_of('doi')}")] if self._is_other(one, doi)
            ]
            mine = family_set(one.authors)
            strange = [doi for doi in same if not mine & family_set(self.known.by_id[doi].authors)]
            if strange:
                yield self._case(one, self.pick.choice(strange))

    def retracted(self) -> Iterator[Case]:
        """A copy in another journal that was retracted: its title says so, or its links."""
        for number, one in enumerate(self._draw(lambda work: not work.is_preprint)):
            journal, publisher = self.pick.choice(JOURNALS)
            doi = f"10.1155/{one.year + 2}/{self.pick.randrange(1000000, 9999999)}"
            says = number % 2 == 0
            notice = [
                {
                    "DOI": f"{doi}0",
                    "type": "retraction",
                    "label": "Retraction",
                    "source": "publisher",
                    "updated": {"date-parts": [[one.year + 3]]},
                }
            ]
            copy = self.shelf.add(
                doi, "journal-article", f"RETRACTED: {one.title}" if says else one.title, one.authors, one.year + 2,
                container_title=[journal], publisher=publisher, volume=f"{one.year + 2}", page="1-9",
                updated_by=[] if says else notice,
            )  # fmt: skip
            yield Case(one, copy, f"doi:{doi}")

    def volumes(self) -> Iterator[Case]:
        """The proceedings instead of the paper."""
        acm = re.compile(r"(10\.1145/\d+)\.\d+$")
        acl = re.compile(r"(10\.18653/v1/[PDNEK]\d\d-\d)\d+$", re.IGNORECASE)
        for one in self._draw(lambda work: bool(acm.match(work.id_of("doi")) or acl.match(work.id_of("doi")))):
            doi = next(found[1] for shape in (acm, acl) if (found := shape.match(one.id_of("doi"))))
            held = [within for within in proceedings().values() if within.get("booktitle") in one.containers]
            title = held[0]["container"] if held else max(sorted(one.containers), key=len)
            publisher = min(one.publishers, default="ACM")
            volume = self.shelf.add(
                doi, "proceedings", title, (), one.year, publisher=publisher, publisher_location="New York, NY, USA"
            )
            yield Case(one, volume, f"doi:{doi}")

    def notices(self) -> Iterator[Case]:
        """A review of the work by somebody else, or its erratum by its authors."""
        for count, one in enumerate(self._draw(lambda work: not work.is_preprint)):
            if count % 2:
                doi = f"10.32388/{self.pick.randrange(16**5, 16**6):x}"
                by = (self.pick.choice(self.stock).authors[0],)
                made = self.shelf.add(
                    doi, "peer-review", f'Review of: "{one.title}"', by, one.year + 1, publisher="Qeios Ltd"
                )
            else:
                number, last = self.pick.randrange(10000, 99999), self.pick.randrange(1000, 9999)
                doi = f"10.1007/s{number}-{one.year % 100 + 1:02d}-{last}-x"
                title = f"{self.pick.choice(('Erratum to', 'Correction to', 'Corrigendum to'))}: {one.title}"
                journal, publisher = self.pick.choice(JOURNALS)
                page = str(self.pick.randrange(200, 900))
                made = self.shelf.add(
                    doi, "journal-article", title, one.authors, one.year + 1, container_title=[journal],
                    publisher=publisher,
                    volume=str(self.pick.randrange(20, 60)), page=page,
                    update_to=[{"DOI": one.id_of("doi"), "type": "erratum",
                    "label": "Erratum"}] if one.id_of("doi") else [],
                )  # fmt: skip
            yield Case(one, made, f"doi:{doi}")

    def controls(self) -> list[Case]:
        """Right identifiers, five hundred of each kind; every third is another publication's of the same work."""
        found = []
        for scheme, fits in {
            "arxiv": lambda work: bool(work.id_of("arxiv")),
            "doi": lambda work: not work.is_preprint and bool(work.id_of("doi")),
            "dblp": lambda work: not work.is_preprint and _is_named_as_in_dblp(work),
        }.items():
            for one in itertools.islice(self._draw(fits), CONTROLS // 3):
                others = [other for other in self.known.publications(one) if other.is_preprint != one.is_preprint]
                words = others[0] if others else one
                found.append(Case(words, one, f"{scheme}:{one.id_of(scheme)}"))
        return found


def _is_named_as_in_dblp(one: Publication) -> bool:
    """Whether the box has dblp's own record: its workshops, ECCV and WACV are from a list with other names."""
    return bool(one.id_of("dblp")) and not (
        {"paper", "article"} <= one.kinds and not one.id_of("doi").startswith("10.1609/")
    )


def _words(one: Publication) -> set[str]:
    return set(re.findall(r"\w{4,}", one.title.lower()))


# --- the judges


def claims(one: Publication) -> Reference:
    """What a publication says, aspect by aspect, in letters."""
    return {
        "title": {letters(one.title)},
        "name": {letters(family) for _, family in one.authors},
        "container": set(map(letters, one.containers)),
        "series": set(map(letters, one.containers)),
        "volume": set(one.volumes),
        "issue": set(one.issues),
        "pages": set(one.pages),
        "publisher": set(map(letters, one.publishers)),
        "year": set(map(str, one.years)),
        "doi": {identifier.partition(":")[2] for identifier in one.ids if identifier.startswith("doi:")},
        "arxiv": {identifier.partition(":")[2] for identifier in one.ids if identifier.startswith("arxiv:")},
    }


IDENTIFIERS = frozenset({"doi", "arxiv"})
IN_LETTERS = frozenset({"title", "container", "series", "publisher"})


def printed(reference: Reference) -> Reference:
    """What an export says, in the same spelling."""
    found = dict(reference)
    for aspect in IN_LETTERS & found.keys():
        found[aspect] = set(map(letters, found[aspect]))
    found["name"] = {letters(name.partition(",")[0]) for name in reference.get("name", ())}
    return found


def mixed(case: Case, reference: Reference, of_the_work: Iterable[Publication]) -> dict[str, set[str]]:
    """The values that an export has from the other work alone."""
    if case.other is None:
        return {}
    says, own = printed(reference), [claims(one) for one in of_the_work]
    return {
        aspect: strange
        for aspect, values in claims(case.other).items()
        if (strange := (says.get(aspect, set()) & values) - set().union(*(one[aspect] for one in own)))
    }


class Result(NamedTuple):
    """What became of a case: the rules of its errors, of its other findings, and what each format mixes."""

    case: Case
    errors: tuple[str, ...]
    others: tuple[str, ...]
    mixed: Mapping[str, Mapping[str, set[str]]]


def results(cases: Sequence[Case], entries: Sequence[str], project: Desk, known: Facts) -> tuple[int, list[Result]]:
    """The exit code of `check`, and what became of each case."""
    project.entries.write_text(project.entries.read_text(encoding="utf-8") + "".join(entries), encoding="utf-8")
    project.run("enrich")
    code, findings = project.findings()
    said = {name: references(name, project.exported(name)) for name in FORMATS}
    found = []
    for number, case in enumerate(cases):
        key = f"e{number}"
        levels: dict[bool, list[str]] = {True: [], False: []}
        for one in findings:
            if one["key"] == key:
                levels[one["level"] == "error"].append(one["rule"])
        work = [case.right, *known.publications(case.right)]
        blend = {name: strange for name in FORMATS if (strange := mixed(case, said[name].get(key, {}), work))}
        found.append(Result(case, tuple(levels[True]), tuple(levels[False]), blend))
    return code, found


def show(name: str, code: int, found: Sequence[Result]) -> None:
    missed = [one for one in found if not one.errors]
    blends = [one for one in found if one.mixed]
    rules = Counter(rule for one in found for rule in set(one.errors))
    beyond = sum(
        any(aspect not in IDENTIFIERS for strange in one.mixed.values() for aspect in strange) for one in blends
    )
    errors = len(found) - len(missed)
    print(f"{name:28} {len(found):5} {errors:6} {len(blends):6} {beyond:7} {code:5}  {first_of(rules)}", flush=True)
    for one in missed[:SHOWN]:
        said = ", ".join(one.others) or "nothing said"
        print(f"    no error ({said}): {one.case.identifier} for {one.case.right.title[:90]!r}")
        print(f"        it is {one.case.other.title[:90] if one.case.other else 'nothing'!r}")
    for one in blends[:SHOWN]:
        strange = {
            aspect: sorted(values)[:2] for values_by in one.mixed.values() for aspect, values in values_by.items()
        }
        print(
            f"    mixed in {', '.join(one.mixed)}: {one.case.identifier} for {one.case.right.title[:60]!r}: {strange}"
        )


def main(arguments: Sequence[str] = ()) -> int:
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return 0
    score, known = Score(), facts()
    ways = Ways(known, random.Random(int(arguments[0]) if arguments else SEED))
    drawn = ways.all()
    found: list[Result] = []
    codes = []
    print(
        f"{'given wrongly':28} cases errors  mixed  beyond  exit  (beyond: in more than the identifier) rules of errors"
    )
    with serving() as box:
        box.items = ways.shelf.items
        for name, cases in drawn.items():
            with desk() as project:
                entries = [table(f"e{n}", case, whole=n % 2 == 0) for n, case in enumerate(cases)]
                code, some = results(cases, entries, project, known)
            show(name, code, some)
            codes.append(code)
            found += some
        wrongly = controls(ways, known)
    score.hold(
        "wrong identifiers that are errors",
        sum(bool(one.errors) for one in found),
        least=len(found),
        of=f" of {len(found)}",
    )
    score.hold(
        "kinds for which check exits with 1", sum(code == 1 for code in codes), least=len(codes), of=f" of {len(codes)}"
    )
    for name in FORMATS:
        score.hold(f"wrong identifiers that are mixed in {name}", sum(name in one.mixed for one in found), most=0)
    score.hold("right identifiers that are errors", wrongly, most=0, of=f" of {CONTROLS}")
    return score.end()


def controls(ways: Ways, known: Facts) -> int:
    """How many right identifiers are an error, all in one project."""
    cases = ways.controls()
    with desk() as project:
        entries = [
            table(f"e{n}", case, whole=n % 2 == 0 and case.right == case.other, initials=n % 3 == 1, cut=n % 3 == 2)
            for n, case in enumerate(cases)
        ]
        _, found = results(cases, entries, project, known)
    wrongly = [one for one in found if one.errors]
    counts = Counter(rule for one in wrongly for rule in set(one.errors))
    others = Counter(rule for one in found for rule in set(one.others))
    print(f"{'right':28} {len(found):5} {len(wrongly):6} {'':21} {first_of(counts)}; no errors: {first_of(others)}")
    for one in wrongly[:20]:
        said = one.case.other.title[:80] if one.case.other else ""
        rules, meant = ", ".join(one.errors), one.case.right
        print(f"    {rules}: {one.case.identifier} for {meant.title[:80]!r} ({meant.year}); it is {said!r}")
    return len(wrongly)
