"""The weights of `refexport/data/likelihood.py`, fitted on one half of the registry's works and tried on the other.

``python -m benchmarks likelihood`` prints the table and what it makes of the other half; ``words`` writes the table of
title words anew. Pairs of one work: a preprint and its publication by arXiv's own DOI, and records with copies of them
damaged in one way each. Pairs of two works: for each work drawn those with the likest titles, others of the same first
author, others of the same title, and its titles turned into those of a sequel, an answer, an opposite, another word.
A level's weight is log2 of its share among the ones by its share among the others (Fellegi and Sunter, 1969).
"""

import itertools
import math
import random
import re
import sys
import zlib
from collections import Counter, defaultdict

import msgspec

from benchmarks import damage
from benchmarks.registry_facts import DATA, works
from refexport.data import likelihood as table
from refexport.model.date import Date
from refexport.model.name import OTHERS
from refexport.text.fold import fold
from refexport.works import likelihood as judge
from refexport.works.match import family_of, shared_authors
from refexport.works.shortlist import Shortlist
from refexport.works.title_words import EQUAL, SLIP, TABLE
from refexport.works.titles import DAMAGED, SLIPS, UNLIKE, title_level, title_of

SEED = 23
DRAWN = 3000
"""Works of each half."""

COPIES = 2
"""Damaged copies of each preprint that its publication is found by, and the other way round."""

MOST_PAPERS = 40
"""Papers of one first author that are compared with one another."""

WORLD = 10
"""How many times more often a title is another work's too than in the registry, which holds few of all works."""

LIMIT = 10.0
"""The most that one level says: no share is known better than by the pairs that were drawn."""

LEAST_SEEN = 3
"""Titles with a word, so that it is a word and no slip."""


# --- damage beyond that of benchmarks.damage ---------------------------------------------------------------------


def scanned(entry, pick):
    """Two letters as a reader of print mistakes them."""
    title = entry.plain("title")
    for _ in range(2):
        pairs = [
            pair
            for pair in (("m", "rn"), ("rn", "m"), ("l", "1"), ("o", "0"), ("i", "l"), ("e", "c"))
            if pair[0] in title
        ]
        if pairs:
            seen, read = pick.choice(pairs)
            at = pick.choice([n for n in range(len(title)) if title.startswith(seen, n)])
            title = title[:at] + read + title[at + len(seen) :]
    return damage.retitled(entry, title)


def far_year(entry, pick):
    return entry.replace(date=Date(entry.year + pick.choice((-4, -3, -2, 2, 3, 4))))


def and_others(entry, pick):
    names = entry.names("author")
    return entry.replace(author=(*names[: pick.choice((1, 2, 3))], OTHERS)) if len(names) > 3 else entry


def families(entry, _pick):
    return entry.replace(
        author=tuple(msgspec.structs.replace(n, given="") if n.family else n for n in entry.names("author"))
    )


def shuffled(entry, pick):
    names = entry.names("author")
    return entry.replace(author=tuple(pick.sample(names, len(names))))


def title_alone(entry, _pick):
    return entry.without("author", "date")


def no_year(entry, _pick):
    return entry.without("date")


def one_author_less(entry, pick):
    names = list(entry.names("author"))
    if len(names) > 2:
        del names[pick.randrange(1, len(names))]
    return entry.replace(author=tuple(names))


def without_name(entry, _pick):
    head, colon, tail = entry.plain("title").partition(": ")
    return damage.retitled(entry, tail) if colon and " " not in head else entry


def broken_off(entry, pick):
    """As Google Scholar shows long titles."""
    words = entry.plain("title").split()
    return damage.retitled(entry, " ".join(words[: pick.randrange(4, len(words))]) + " …") if len(words) > 5 else entry


def without_small_word(entry, pick):
    words = entry.plain("title").split()
    small = [n for n, word in enumerate(words) if word.lower() in ("the", "a", "an", "of", "for", "in", "with")]
    if small:
        words[pick.choice(small)] = pick.choice(("the", "a", "", "for", "of"))
    return damage.retitled(entry, " ".join(words))


def from_memory(entry, _pick):
    """A general word in place of common ones, as people remember titles."""
    title = entry.plain("title")
    known = re.search(
        r"\b(?:visual recognition|image classification|recognition|classification|detection|estimation)\b",
        title,
        re.IGNORECASE,
    )
    return damage.retitled(entry, title[: known.start()] + "Learning" + title[known.end() :]) if known else entry


def as_it_is(entry, _pick):
    return entry


DAMAGES = (
    *damage.DAMAGES, scanned, scanned, far_year, and_others, families, shuffled, title_alone, no_year, one_author_less,
    without_name, broken_off, without_small_word, from_memory, *[as_it_is] * 6,
)  # fmt: skip


# --- titles of other works ------------------------------------------------------------------------------------------

FORMS = (
    "{} II", "{}, Part 2", "{} Revisited", "{} and Beyond", "{}? And Beyond", "Comment on “{}”", "Erratum: {}",
    "Reply to “{}”", "{}: A Survey", "Correction to: {}", "Retracted: {}", "Rethinking {}", "Beyond {}",
)  # fmt: skip


def look_alike(entry, pick, vocabulary):
    """The entry as another paper of the same people in the same years."""
    title, words = entry.plain("title"), entry.plain("title").split()
    if pick.random() < 0.5:
        other = pick.choice(FORMS).format(title)
    else:
        at = pick.choice([n for n, word in enumerate(words) if len(word) > 3] or [0])
        made = pick.choice(vocabulary)
        words[at] = pick.choice((made, f"{made} {words[at]}", f"non-{words[at]}"))
        other = " ".join(words)
    return damage.retitled(entry, other).replace(date=Date(entry.year + pick.choice((0, 0, 1, 1, 2))))


# --- pairs ------------------------------------------------------------------------------------------------------------


class Facts:
    """All works, and which of them are the same: by arXiv's own DOI, and by title and authors."""

    def __init__(self):
        self.all, doi_of, published = [], {}, defaultdict(list)
        for identifier, entry in works():
            if identifier == entry.key:
                published[identifier].append(len(self.all))
                self.all.append(msgspec.structs.replace(entry, key=str(len(self.all))))
            else:
                doi_of[len(self.all) - 1] = identifier
        pairs = [(n, m) for n, doi in doi_of.items() for m in published.get(doi, ())]
        self.twins = [(n, m) for n, m in pairs if self._is_plausible(n, m)]
        self.group = list(range(len(self.all)))
        self.by_author, self.by_title = defaultdict(list), defaultdict(list)
        for n, entry in enumerate(self.all):
            self.by_author[first_author(entry)].append(n)
            self.by_title[title_of(entry.plain("title")).letters].append(n)
        for n, m in [*self.twins, *self._of_one_title()]:
            self.group[self.work(max(n, m))] = self.work(min(n, m))
        self.shortlist = Shortlist(self.all)
        words = (word for entry in self.all[::50] for word in entry.plain("title").split())
        self.vocabulary = sorted({word for word in words if word.isalpha() and len(word) > 4})

    def _is_plausible(self, n, m):
        """Not the DOI of another paper (one in 750), nor a title of which nothing was left (one in 200)."""
        titles = (title_of(self.all[one].plain("title")) for one in (n, m))
        return self._shared(n, m) > 0 and title_level(*titles) != UNLIKE

    def _shared(self, n, m):
        return shared_authors(self.all[n].names("author"), self.all[m].names("author")) or 0.0

    def work(self, n):
        """The first number of a work."""
        while self.group[n] != n:
            n = self.group[n]
        return n

    def _of_one_title(self):
        for numbers in self.by_title.values():
            for n, m in itertools.combinations(numbers[:30], 2):
                if self._shared(n, m) >= 0.5:
                    yield n, m


def first_author(entry):
    name = entry.names("author")[0]
    return family_of(name), fold(name.given)[:1]


def half_of(entry):
    return zlib.crc32(repr(damage.mark(entry)).encode()) % 2


def drawn(facts, half, pick):
    """The pairs of a half: (is one work, stratum, hand, record)."""
    twins = [(n, m) for n, m in facts.twins if half_of(facts.all[m]) == half]
    for n, m in pick.sample(twins, min(len(twins), DRAWN // 2)):
        yield True, "twins", facts.all[n], facts.all[m]
        yield True, "twins", as_a_list_has_it(facts.all[m], pick), facts.all[n]
        for ours, theirs in ((n, m), (m, n)) * COPIES:
            yield (
                True,
                "damaged",
                as_a_list_has_it(pick.choice(DAMAGES)(facts.all[ours], pick), pick),
                facts.all[theirs],
            )
    for n in pick.sample([n for n, entry in enumerate(facts.all) if half_of(entry) == half], DRAWN):
        entry = facts.all[n]
        hand = as_a_list_has_it(pick.choice(DAMAGES)(entry, pick), pick)
        yield True, "damaged", hand, entry
        yield False, "look-alike", look_alike(entry, pick, facts.vocabulary), entry
        is_other = lambda m, n=n: facts.work(m) != facts.work(n)  # noqa: E731
        like = [one for one in facts.shortlist.like(entry, 8) if is_other(int(one.key)) and is_known(entry, one)]
        by_same = [
            facts.all[m] for m in facts.by_author[first_author(entry)] if is_other(m) and is_known(entry, facts.all[m])
        ]
        by_same = pick.sample(by_same, min(12, len(by_same)))
        group = sorted(by_same, key=lambda one, entry=entry: -len({*one.names("author")} & {*entry.names("author")}))
        for stratum, others in (("like", like[:3]), ("same author", by_same[:1]), ("same group", group[:2])):
            for other in others:
                yield False, stratum, hand, other
    for numbers in facts.by_title.values():
        if half_of(facts.all[numbers[0]]) == half:
            for n, m in itertools.combinations(numbers[:8], 2):
                if facts.work(n) != facts.work(m):
                    yield False, "same title", as_a_list_has_it(facts.all[n], pick), facts.all[m]


def is_known(entry, other):
    """Whether that there are two works is a fact: of nearly the same title only two papers on arXiv are surely two."""
    level = title_level(*(title_of(one.plain("title")) for one in (entry, other)))
    return level not in DAMAGED or bool(entry.arxiv and other.arxiv and level not in (SLIP, SLIPS))


def as_a_list_has_it(entry, pick):
    """The entry without its type, as in two of three lists."""
    return msgspec.structs.replace(entry, type=pick.choice(("", "", entry.type)))


# --- weights ----------------------------------------------------------------------------------------------------------


def shares(facts):
    """How often a title is another work's too, by how rare its words are."""
    seen, twice = Counter(), Counter()
    for numbers in facts.by_title.values():
        rarity = judge.rarity(title_of(facts.all[numbers[0]].plain("title")))
        seen[rarity] += 1
        twice[rarity] += len({facts.work(n) for n in numbers}) > 1
    return {rarity: min(WORLD * (twice[rarity] + 0.5) / seen[rarity], 0.9) for rarity in seen}


def fitted(facts, pick):
    """Criterion -> level -> weight.

    One work's authors are damaged in the same ways whatever its title is like. That another work of the same first
    author has nearly its title is rare, so it is counted among all of the half; that one of others has, among those
    drawn. That the authors of unlike titles are the same says nothing: who mistakes one paper for another, mistakes
    those of one group.
    """
    one, two, stray = defaultdict(Counter), defaultdict(Counter), Counter()
    for is_one, stratum, hand, record in drawn(facts, 0, pick):
        for criterion, level in levels(hand, record):
            is_author = judge.AUTHORS in criterion
            if is_one:
                one[AUTHORS_OF_ANY if is_author else criterion][level] += 1
            elif criterion != AUTHORS_OF_DAMAGED and (is_author or stratum != "same title"):
                two[criterion][level] += 1
            stray[level] += (
                stratum == "like"
                and level in DAMAGED
                and first_author(facts.all[int(hand.key)]) != first_author(record)
            )
    papers = sum(half_of(entry) == 0 and bool(entry.arxiv) for entry in facts.all)
    beside, two[AUTHORS_OF_DAMAGED] = siblings(facts)
    two[AUTHORS_OF_DAMAGED]["none"] += round(stray.total() * papers / DRAWN)
    damaged = {level: (beside[level] + 0.5) / papers + stray[level] / DRAWN for level in DAMAGED}
    print(
        "# other works of damaged titles:",
        papers,
        dict(beside),
        {level: count for level, count in stray.items() if count},
        dict(two[AUTHORS_OF_DAMAGED]),
    )
    names = sorted(name for name in two if "title: " not in name)
    made = {name: weights(one[AUTHORS_OF_ANY if judge.AUTHORS in name else name], two[name]) for name in names}
    made[AUTHORS_OF_UNLIKE] = {level: min(weight, 0.0) for level, weight in made[AUTHORS_OF_UNLIKE].items()}
    return {judge.TITLE: _titles(one, two, shares(facts), damaged), **made}


AUTHORS_OF_ANY = "authors of any titles"
AUTHORS_OF_UNLIKE = f"{judge.AUTHORS}, unlike titles"
AUTHORS_OF_DAMAGED = f"{judge.AUTHORS}, damaged titles"


def siblings(facts):
    """Of all papers of one half on arXiv: those with a damaged title of another one of the same first author, by how
    it is damaged, and how their authors compare.
    """
    beside, authors = Counter(), Counter()
    for numbers in facts.by_author.values():
        papers = [facts.all[n] for n in numbers if facts.all[n].arxiv and half_of(facts.all[n]) == 0][:MOST_PAPERS]
        for one, other in itertools.combinations(papers, 2):
            level = title_level(*(title_of(entry.plain("title")) for entry in (one, other)))
            if (
                level in DAMAGED
                and level not in (SLIP, SLIPS)
                and facts.work(int(one.key)) != facts.work(int(other.key))
            ):
                beside[level] += 2
                found = judge.likelihood(one, other).level(judge.AUTHORS)
                authors[found] += 2
    return beside, authors


def _titles(one, two, twice, damaged):
    """The weights of titles; damage says less of a title than that it is equal."""
    found = {}
    all_one, all_two = (
        sum((kept for name, kept in counts.items() if "title: " in name), Counter()) for counts in (one, two)
    )
    for rarity, share in twice.items():
        mine = one[f"title: {rarity}"]
        equal = math.log2(mine[EQUAL] / mine.total() / share)
        found[f"{EQUAL}, {rarity}"] = bounded(equal)
        for level in sorted(DAMAGED):
            found[f"{level}, {rarity}"] = bounded(
                min(math.log2(all_one[level] / all_one.total() / damaged[level]), equal - 1)
            )
    return found | {
        level: weight for level, weight in weights(all_one, all_two).items() if level != EQUAL and level not in DAMAGED
    }


def levels(hand, record):
    """What a pair shows: the criterion as the table names it, and the level; titles by how rare their words are."""
    parts = judge.likelihood(hand, record).parts
    for part in parts:
        if part.criterion == judge.TITLE:
            level, *_ = part.level.partition(", ")
            known = level == EQUAL or level in DAMAGED
            rarities = [judge.rarity(title_of(entry.plain("title"))) for entry in (hand, record)]
            yield f"title: {max(rarities, key=RARITIES.index)}", level if known else part.level
        elif part.criterion == judge.AUTHORS:
            title = next(one.level for one in parts if one.criterion == judge.TITLE)
            yield f"{judge.AUTHORS}, {judge.group_of(title)}", part.level
        elif part.criterion == judge.YEAR:
            yield judge.YEAR, part.level


RARITIES = [name for _, name in judge.RARITY]


def weights(one, two):
    """Level -> weight, of counts with half a pair more for each level: what was never seen is not impossible."""
    names = sorted(one.keys() | two.keys())

    def share(counts, level):
        return (counts[level] + 0.5) / (counts.total() + 0.5 * len(names))

    return {level: bounded(math.log2(share(one, level) / share(two, level))) for level in names}


def bounded(weight):
    return round(max(-LIMIT, min(LIMIT, weight)), 1)


def tell(pairs, found_weights):
    """How the pairs of the other half come out."""
    table.WEIGHTS.update(found_weights)
    rows = defaultdict(Counter)
    totals = defaultdict(list)
    for is_one, stratum, hand, record in pairs:
        found = judge.likelihood(hand, record)
        verdict = "same" if found.is_same else "other" if found.is_other else "open"
        rows[is_one, stratum][verdict] += 1
        totals[is_one, stratum].append(found.total)
        wrong = verdict == ("other" if is_one else "same") or (stratum == "twins" and verdict != "same")
        if wrong and rows[is_one, stratum]["shown"] < 40:
            rows[is_one, stratum]["shown"] += 1
            print(
                "  ", "one work" if is_one else "two works", hand.plain("title"), "|", record.plain("title"), "|", found
            )
    for (is_one, stratum), row in rows.items():
        ordered = sorted(totals[is_one, stratum])
        cut = [ordered[int(len(ordered) * share)] for share in (0.001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.999)]
        verdicts = " ".join(f"{verdict} {row[verdict]:6}" for verdict in ("same", "open", "other"))
        print(f"{'one work' if is_one else 'two works':10} {stratum:12} {verdicts}", *(f"{n:6.1f}" for n in cut))


def words():
    """Writes the table of title words."""
    titles = [fold(entry.plain("title")).split() for identifier, entry in works() if identifier == entry.key]
    seen = Counter(word for title in titles for word in set(title))
    rows = defaultdict(list)
    for word, count in seen.items():
        if count >= LEAST_SEEN and len(word) < 25:
            rows[int(math.log2(count))].append(word)
    lines = [
        f"{math.log2(len(titles)) - rank - 0.5:.1f} {' '.join(sorted(rows[rank]))}\n"
        for rank in sorted(rows, reverse=True)
    ]
    head = f"# Bits, and the words that so few of {len(titles)} titles have (python -m benchmarks likelihood words)\n"
    TABLE.write_text(head + "".join(lines), encoding="utf-8")


def main(arguments=()):
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    if "words" in arguments:
        words()
        return
    facts = Facts()
    pick = random.Random(SEED)
    found = fitted(facts, pick)
    for criterion, levels_ in found.items():
        print(f"    {criterion!r}: {{")
        for level, weight in levels_.items():
            print(f"        {level!r}: {weight},")
        print("    },", flush=True)
    tell(drawn(facts, 1, pick), found)


if __name__ == "__main__":
    main(sys.argv[1:])
