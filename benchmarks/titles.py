"""300 titles of the registry, each damaged in one of 12 ways, 60 invented ones and 60 look-alikes, through the
commands.

`python -m benchmarks titles [SEED]`: import, resolve --write, enrich and export in a fresh project for each kind, as
somebody does with a list. An identifier is right if it is one of the drawn work's (benchmarks/publications.py), and
what is exported under its key has to be a title of that work. Nothing that is invented or changed may get an
identifier."""

import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import tomli

from benchmarks.box import Box, Desk, Score, desk, serving
from benchmarks.publications import DATA, Facts, Person, Publication, facts, family_set, letters

EACH = 25
OTHERS = 60
SEED = 20260901

FOUND, REQUESTS = 0.95, 2.0
"""What is wanted: the share of damaged titles whose work is found, and the requests for each title on average."""


class Line(NamedTuple):
    """A reference as somebody writes it, and the identifiers that are right for it; none if there is no such work."""

    text: str
    title: str
    ids: frozenset[str]
    titles: frozenset[str] = frozenset()


Pick = random.Random


# --- how lists are written


def names(authors: Sequence[Person], last: str = ", ") -> str:
    shown = [f"{given} {family}".strip() for given, family in authors]
    return last.join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]


def short(authors: Sequence[Person]) -> list[str]:
    """``J. Snell``: initials as they are printed, hyphens kept."""
    parts = [
        (re.findall(r"-?[^\W\d_](?=[\w'’]*)", re.sub(r"(?<=\w)[\w'’.]+", "", given)), family)
        for given, family in authors
    ]
    return [
        " ".join([f"{''.join(mark)}." for mark in initials] + [family]).replace(". -", ".-")
        for initials, family in parts
    ]


def listed(title: str, authors: str, year: object, pick: Pick) -> str:
    """One of four ways in which people's lists have a work."""
    shapes = (
        f"{title}, ({year}), {authors.rstrip('.')}.",
        f"- {title}. {authors.rstrip('.')}. {year}.",
        f'{authors.rstrip(".")}. "{title}." {year}.',
        f"* **{title}**, {authors}, {year}",
    )
    return pick.choice(shapes)


# --- the kinds of damage


def wrapped(one: Publication, pick: Pick) -> str:
    """A reference copied out of a PDF: lines of 50 to 60 signs, words divided at their ends; half of them are
    numbered."""
    people = short(one.authors)
    shown = ", ".join(people[:-1]) + f", and {people[-1]}" if len(people) > 2 else " and ".join(people)
    where = "arXiv preprint" if one.is_preprint else one.venue if one.kinds == {"article"} else f"In {one.venue}"
    number = pick.choice(("", f"[{pick.randrange(1, 99)}] "))
    text = f"{number}{shown}. {one.title}. {where}, {one.year}."
    width = pick.randrange(50, 60)
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 1
        if len(word) > room and len(word) > 8 and room > 4 and word.isalpha():
            at = pick.randrange(3, min(room, len(word) - 3))
            lines.append(f"{line} {word[:at]}-".strip())
            line = word[at:]
        elif len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


SLIPS = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("i", "l"),
    ("cl", "d"),
    ("d", "cl"),
    ("e", "c"),
    ("o", "0"),
    ("h", "b"),
    ("n", "ri"),
)
"""What a scanner takes for another letter."""


def scanned(one: Publication, pick: Pick) -> str:
    """A title with two or three letters that a scanner read wrong."""
    title = one.title
    for _ in range(pick.choice((2, 2, 3))):
        slip, seen = pick.choice([pair for pair in SLIPS if pair[0] in title[1:]])
        places = [found.start() for found in re.finditer(re.escape(slip), title) if found.start()]
        at = pick.choice(places)
        title = title[:at] + seen + title[at + len(slip) :]
    return listed(title, names(one.authors), one.year, pick)


def without_subtitle(one: Publication, pick: Pick) -> str:
    return listed(one.title.partition(": ")[0], names(one.authors), one.year, pick)


def et_al(one: Publication, pick: Pick) -> str:
    given, family = one.authors[0]
    first = pick.choice((family, f"{given} {family}"))
    return listed(one.title, f"{first} et al.", one.year, pick)


def initials(one: Publication, pick: Pick) -> str:
    return listed(one.title, ", ".join(short(one.authors)), one.year, pick)


def full_width(one: Publication, pick: Pick) -> str:
    """The punctuation of a Chinese list."""
    title = one.title.replace(": ", "：").replace(", ", "，").replace("?", "？")
    people = "、".join(f"{given} {family}".strip() for given, family in one.authors)
    shapes = (
        f"{title}，（{one.year}），{people}。",
        f"《{title}》，{people}，{one.year}。",
        f"{people}：{title}，{one.year}年。",
    )
    return pick.choice(shapes)


def venue_for_year(one: Publication, pick: Pick) -> str:
    people = names(one.authors)
    return pick.choice(
        (
            f"{one.title}, {people}, {one.venue}",
            f"- {one.title}. {people}. {one.venue}.",
            f'{people}. "{one.title}." {one.venue}.',
        )
    )


def title_alone(one: Publication, pick: Pick) -> str:
    return pick.choice((one.title, f"- {one.title}", f"* *{one.title}*"))


def shuffled(one: Publication, pick: Pick) -> str:
    people = list(one.authors)
    while people == list(one.authors):
        pick.shuffle(people)
    return listed(one.title, names(people), one.year, pick)


def as_preprint(one: Publication, pick: Pick) -> str:
    """The preprint's title, with the year and the venue's name of what was published under another."""
    return listed(one.title, names(one.authors), one.year, pick)


def year_off(one: Publication, pick: Pick) -> str:
    by = pick.choice((1, 2, 3, 4)) * pick.choice((-1, 1))
    return listed(one.title, names(one.authors), one.year + by, pick)


def long_list(one: Publication, pick: Pick) -> str:
    """Twelve authors and more, all of them written out."""
    turned = ", ".join(f"{family}, {given}" for given, family in one.authors)
    shown = pick.choice(
        (
            names(one.authors),
            names(one.authors, ", and "),
            ", ".join(short(one.authors)),
            turned.replace(", ", " ") and names(one.authors, " and "),
        )
    )
    return listed(one.title, shown, one.year, pick)


class Kind(NamedTuple):
    """A kind of damage, and which works it can be done to."""

    damage: Callable[[Publication, Pick], str]
    fits: Callable[[Publication], bool] = lambda _one: True


def _words(title: str) -> int:
    return len(re.findall(r"\w{2,}", title))


def _has_subtitle(one: Publication) -> bool:
    main, colon, _ = one.title.partition(": ")
    return bool(colon) and _words(main) >= 4


KINDS = {
    "wrapped PDF text": Kind(wrapped, lambda one: bool(one.venue or one.is_preprint)),
    "OCR": Kind(scanned, lambda one: sum(slip in one.title[1:] for slip, _ in SLIPS) > 4 and one.title.isascii()),
    "no subtitle": Kind(without_subtitle, _has_subtitle),
    "et al.": Kind(et_al, lambda one: len(one.authors) > 2),
    "initials": Kind(initials),
    "full-width punctuation": Kind(full_width),
    "venue for year": Kind(venue_for_year, lambda one: bool(one.venue)),
    "title alone": Kind(title_alone, lambda one: _words(one.title) >= 6),
    "shuffled authors": Kind(shuffled, lambda one: len(set(one.authors)) > 2),
    "preprint's title": Kind(as_preprint),
    "year off": Kind(year_off),
    "long author list": Kind(long_list, lambda one: len(one.authors) >= 10),
}


# --- what is drawn


class Draw:
    """Works of the registry drawn once each, from one seed."""

    def __init__(self, known: Facts, pick: Pick) -> None:
        self.known, self.pick = known, pick
        self.drawn: set[str] = set()
        self.stock = [one for one in known.all if self._is_fit(one) and not one.ids & known.withdrawn]

    @staticmethod
    def _is_fit(one: Publication) -> bool:
        """A work whose facts are plain: a title in words, authors whose names are whole."""
        has_words = _words(one.title) >= 4 and "$" not in one.title and "\\" not in one.title and "<" not in one.title
        people = one.authors
        whole = all(len(family) > 1 and family[0].isalpha() and "(" not in given + family for given, family in people)
        return (
            has_words
            and whole
            and 2 <= len(people) <= 40
            and all(given for given, _ in people)
            and one.kinds != {"other"}
        )

    def works(self, fits: Callable[[Publication], bool], number: int) -> list[Publication]:
        found: list[Publication] = []
        while len(found) < number:
            one = self.pick.choice(self.stock)
            mark = letters(one.title)
            if (
                mark not in self.drawn
                and len({family_set(o.authors) for o in self.known.by_title[mark]}) <= 2
                and fits(one)
            ):
                self.drawn.add(mark)
                found.append(one)
        return found

    def line(self, text: str, *publications: Publication) -> Line:
        """The line with what is right for it: all of the work that these are publications of."""
        known = [other for one in publications for other in self.known.publications(one)]
        ids = frozenset().union(*(self.known.ids(one) for one in publications))
        return Line(text, publications[0].title, ids, frozenset(letters(one.title) for one in known))

    def kind(self, name: str) -> list[Line]:
        damage, fits = KINDS[name]
        works = self.retitled() if name == "preprint's title" else [(one,) for one in self.works(fits, EACH)]
        return [self.line(damage(one[0], self.pick), *one) for one in works]

    def retitled(self) -> list[tuple[Publication, ...]]:
        """Preprints with the year in which their authors published them under another title, and that publication."""
        published: dict[frozenset[str], list[Publication]] = {}
        for one in self.stock:
            if not one.is_preprint and len(one.authors) >= 3:
                published.setdefault(family_set(one.authors), []).append(one)
        pairs = [
            (one._replace(years=frozenset({other.year})), other)
            for one in self.stock
            if one.is_preprint and len(one.authors) >= 3
            for other in published.get(family_set(one.authors), ())
            if self._is_renamed(one, other)
        ]
        return self.pick.sample(pairs, EACH)

    def _is_renamed(self, one: Publication, other: Publication) -> bool:
        mine, theirs = (set(re.findall(r"\w{4,}", title.lower())) for title in (one.title, other.title))
        alike = len(mine & theirs) / max(len(mine | theirs), 1)
        return (
            0.5 <= alike < 1
            and [letters(family) for _, family in one.authors] == [letters(family) for _, family in other.authors]
            and 0 <= other.year - one.year <= 1
            and not any(not same.is_preprint for same in self.known.publications(one))
            and letters(one.title) not in self.drawn
        )


# --- works that there are not

OPENINGS = (
    "Towards", "Rethinking", "On the Limits of", "Provably Efficient", "Learning with", "Beyond", "A Closer Look at",
    "Scalable",
    "Unifying", "Adaptive", "Robust", "Hierarchical", "Self-Calibrating", "Amortised", "Contrastive", "Implicit",
)  # fmt: skip
THINGS = (
    "Token Pruning", "Reward Shaping", "Graph Coarsening", "Curriculum Priors", "Prompt Ensembles", "Latent Replay",
    "Gradient Surgery",
    "Mixture Routing", "Episodic Memory", "Score Matching", "Kernel Herding", "Neural Collapse", "Label Smoothing",
    "Feature Whitening",
)  # fmt: skip
AIMS = (
    "for Low-Resource Speech", "in Open-World Detection", "under Distribution Shift", "for Molecular Docking",
    "in Federated Settings",
    "for Long-Horizon Planning", "with Sparse Supervision", "for Legal Question Answering",
    "in Streaming Recommendation",
    "for Satellite Imagery", "via Optimal Transport", "without Negative Pairs", "through Spectral Filtering",
)  # fmt: skip
GIVEN = """
    Ana Bogdan Chiara Dmitri Elif Farah Goran Hana Ilse Joaquim Katrin Lwazi Maren Nils Oluchi Petra Rashid Signe Ulrike
""".split()
FAMILIES = """
    Averbeck Bialystok Cernohorsky Delacroix Eskildsen Falkenrath Grzebyk Hallgrimson Iwuanyanwu Jankulovski Kortelainen
    Lindqvist Mbekeani Norgaard Ostrowiecki Pellegrinelli
""".split()


def invented(draw: Draw) -> Iterator[Line]:
    """Titles that nobody has written; half of them are said to be by the authors of a true work."""
    pick, known = draw.pick, draw.known
    seen: set[str] = set()
    for number in range(OTHERS):
        title = ""
        while not title or letters(title) in known.by_title or title in seen:
            title = f"{pick.choice(OPENINGS)} {pick.choice(THINGS)} {pick.choice(AIMS)}"
        seen.add(title)
        people = [(pick.choice(GIVEN), pick.choice(FAMILIES)) for _ in range(pick.randrange(2, 5))]
        year: int = pick.randrange(2013, 2020)
        if number % 2:
            one = draw.works(lambda work: len(work.authors) <= 8, 1)[0]
            people, year = list(one.authors), one.year
        yield Line(listed(title, names(people), year, pick), title, frozenset())


def changed_word(one: Publication, pick: Pick) -> str:
    """One word of substance is another, and no misspelling of it."""
    words = one.title.split()
    places = [n for n, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    others = [
        word
        for word in ("Adversarial", "Temporal", "Quantised", "Multilingual", "Thermal", "Bayesian", "Federated")
        if word not in words
    ]
    words[pick.choice(places)] = pick.choice(others)
    return " ".join(words)


def sequel(one: Publication, pick: Pick) -> str:
    main, colon, rest = one.title.partition(": ")
    endings = (" II", " Revisited", ", Part 2", " Reloaded", " 2.0")
    return (
        f"{main}{pick.choice(endings)}{colon}{rest}" if colon else main + pick.choice((*endings, ": Five Years Later"))
    )


def negation(one: Publication, pick: Pick) -> str:
    """The opposite is claimed."""
    turns = [
        (" with ", " without "),
        (" for ", " Is Not Enough for "),
        (" via ", " Not via "),
        (" in ", " Cannot Help in "),
        (" of ", " of No "),
    ]
    fitting = [turn for turn in turns if turn[0] in one.title]
    here, there = pick.choice(fitting)
    return one.title.replace(here, there, 1)


LIKE = {
    "changed word": Kind(changed_word, lambda one: sum(len(w) > 5 and w.isalpha() for w in one.title.split()) > 1),
    "sequel": Kind(sequel, lambda one: not re.search(r"[?!.]$|\d$|\b[IVX]+$", one.title)),
    "negation": Kind(
        negation, lambda one: any(f" {word} " in one.title for word in ("with", "for", "via", "in", "of"))
    ),
}


def look_alikes(draw: Draw) -> Iterator[Line]:
    """True works' titles with a word changed, a sequel, the opposite; authors and year are the true ones."""
    for change, fits in LIKE.values():
        for one in draw.works(fits, OTHERS // len(LIKE)):
            title = change(one, draw.pick)
            while letters(title) in draw.known.by_title:
                title = change(one, draw.pick)
            yield Line(listed(title, names(one.authors), one.year, draw.pick), title, frozenset())


# --- the commands


class Found(NamedTuple):
    """What became of a line: the key of its entry, its identifiers, and the title that is exported."""

    line: Line
    key: str
    ids: frozenset[str]
    printed: str

    @property
    def wrong(self) -> frozenset[str]:
        return self.ids - self.line.ids

    @property
    def is_other(self) -> bool:
        """Whether another work's title is exported; one without its subtitle is the work's."""
        printed = letters(self.printed)
        return bool(self.ids and self.line.titles) and not any(one.startswith(printed) for one in self.line.titles)


class Outcome(NamedTuple):
    """What became of all lines of a kind; ``astray`` are identifiers of entries that are no line's."""

    found: list[Found]
    astray: list[str]
    resolving: int
    enriching: int


def identifiers_in(entry: object) -> frozenset[str]:
    if not isinstance(entry, dict):
        return frozenset()
    spelled = {"arxiv": "{}", "doi": "{}", "dblp": "{}"}
    ids = (
        f"{scheme}:{entry[scheme] if scheme == 'dblp' else str(entry[scheme]).lower()}"
        for scheme in spelled
        if scheme in entry
    )
    return frozenset(re.sub(r"^(arxiv:.*?)v\d+$", r"\1", one) for one in ids)


def keys_of(report: str) -> dict[int, str]:
    """Line of the list -> the key that import gave its entry, as its report says."""
    return {int(n): key for n, key in re.findall(r"^[^\n:]*:(\d+): \[([^\]]+)\] new", report, re.MULTILINE)}


def outcome(lines: Sequence[Line], box: Box, project: Desk) -> Outcome:
    """Import, resolve --write, enrich, export of a list."""
    starts, text = [], ""
    for line in lines:
        starts.append(text.count("\n") + 1)
        text += line.text + "\n\n"
    report = project.run("import", project.file("list.md", text), "--write").err
    keys = keys_of(report)
    before = sum(box.asked.values())
    project.run("resolve", "--write")
    resolved = sum(box.asked.values())
    entries = tomli.loads(project.entries.read_text(encoding="utf-8"))
    project.run("enrich")
    items = project.exported("csl-json")
    printed = {item["id"]: item.get("title", "") for item in json.loads(items or "[]")}
    found = []
    for line, start in zip(lines, starts, strict=True):
        key = next((keys.pop(n) for n in range(start, start + line.text.count("\n") + 1) if n in keys), "")
        found.append(Found(line, key, identifiers_in(entries.get(key)), printed.get(key, "")))
    others = {one.key for one in found}
    astray = [one for key, entry in entries.items() if key not in others for one in identifiers_in(entry)]
    return Outcome(found, astray, resolved - before, sum(box.asked.values()) - resolved)


def show(name: str, one: Outcome) -> None:
    """A row of the table, and below it what was missed and what is wrong."""
    size = len(one.found)
    right = sum(bool(line.ids & line.line.ids) for line in one.found)
    wrong = sum(bool(line.wrong) for line in one.found) + len(one.astray)
    print(f"{name:24} {size:5} {right:5} {wrong:5} {one.resolving / size:8.2f} {one.enriching / size:8.2f}", flush=True)
    for line in one.found:
        quoted = textwrap.shorten(line.line.text, 150)
        if line.wrong:
            print(f"    WRONG  {sorted(line.wrong)} for {sorted(line.line.ids)}: {quoted}")
        if line.is_other:
            print(f"    PRINTS {line.printed!r}: {quoted}")
        if line.line.ids and not line.ids:
            print(f"    missed {'(no entry) ' if not line.key else ''}{quoted}")
    for identifier in one.astray:
        print(f"    ASTRAY {identifier}")


def main(arguments: Sequence[str] = ()) -> int:
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return 0
    score = Score()
    draw = Draw(facts(), random.Random(int(arguments[0]) if arguments else SEED))
    kinds = {name: draw.kind(name) for name in KINDS}
    kinds |= {"invented": list(invented(draw)), "look-alikes": list(look_alikes(draw))}
    print(f"{'kind':24} lines found wrong resolve/ enrich/ title")
    results = {}
    with serving() as box:
        for name, lines in kinds.items():
            with desk() as project:
                results[name] = outcome(lines, box, project)
            show(name, results[name])
    return judge(results, score)


def judge(results: dict[str, Outcome], score: Score) -> int:
    titles = [one for name in KINDS for one in results[name].found]
    alien = [one for name in ("invented", "look-alikes") for one in results[name].found]
    astray = sum(len(one.astray) for one in results.values())
    found = sum(bool(one.ids & one.line.ids) for one in titles)
    score.hold("titles found", found, least=FOUND * len(titles), of=f" of {len(titles)}")
    score.hold(
        "titles with a wrong identifier, and entries that are none",
        sum(bool(one.wrong) for one in titles) + astray,
        most=0,
    )
    score.hold("titles that print another work", sum(one.is_other for one in titles), most=0)
    for name in ("invented", "look-alikes"):
        score.hold(
            f"{name} that are resolved", sum(bool(one.ids) for one in results[name].found), most=0, of=f" of {OTHERS}"
        )
    asked = sum(one.resolving for one in results.values())
    score.hold("requests of resolve for each title", round(asked / (len(titles) + len(alien)), 2), most=REQUESTS)
    return score.end()
