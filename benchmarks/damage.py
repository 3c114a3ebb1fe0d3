"""2,000 titles of the registry, each damaged in one way, resolved against the registry in a box: recall and precision.

Truth: the identifiers of records with the same folded title and first author as the undamaged one. Recall counts titles
for which an identifier was found, precision the identifiers that are among the true ones.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import defaultdict

import msgspec

from benchmarks.registry_facts import DATA, works
from refexport.model.date import Date
from refexport.model.name import Name
from refexport.model.text import literal_text
from refexport.registries.client import Client
from refexport.registries.pace import Clock
from refexport.registries.resolve import resolve
from refexport.text.fold import fold
from refexport.works.match import family_of

COUNT = 2200
"""Works drawn; those without a subtitle are left out where it is to be cut."""


def typo(entry, pick):
    title = entry.plain("title")
    places = [n for n in range(3, len(title) - 1) if title[n].isalpha() and title[n - 1].isalpha()]
    at = pick.choice(places)
    return retitled(entry, title[:at] + pick.choice("abcdefghijklmnopqrstuvwxyz") + title[at + 1 :])


def retitled(entry, title):
    return entry.replace(title=literal_text(title))


def without_accents(entry, _pick):
    plain = lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))  # noqa: E731
    names = tuple(
        Name(plain(n.family), plain(n.given), plain(n.particle), n.suffix, plain(n.literal))
        for n in entry.names("author")
    )
    return retitled(entry, plain(entry.plain("title"))).replace(author=names)


def other_dash(entry, _pick):
    return retitled(entry, re.sub("[-–—]", "–", entry.plain("title")).replace(": ", " — "))


def cut_subtitle(entry, _pick):
    return retitled(entry, entry.plain("title").split(": ")[0])


def year_off(entry, pick):
    return entry.replace(date=Date(entry.year + pick.choice((-1, 1))))


def initials(entry, _pick):
    short = lambda name: msgspec.structs.replace(name, given=" ".join(f"{part[0]}." for part in name.given.split()))  # noqa: E731
    return entry.replace(author=tuple(short(name) if name.given else name for name in entry.names("author")))


def small_letters(entry, _pick):
    return retitled(entry, entry.plain("title").lower())


def tex_markup(entry, pick):
    words = entry.plain("title").split()
    at = pick.randrange(len(words))
    words[at] = pick.choice(("\\emph{%s}", "{%s}", "\\textbf{%s}")) % words[at]
    return retitled(entry, " ".join(words))


def first_author_only(entry, _pick):
    return entry.replace(author=entry.names("author")[:1])


DAMAGES = (
    typo,
    without_accents,
    other_dash,
    cut_subtitle,
    year_off,
    initials,
    small_letters,
    tex_markup,
    first_author_only,
)


def is_cuttable(entry):
    """Whether a title has a subtitle, and enough words without it to be recognised."""
    main, colon, _ = entry.plain("title").partition(": ")
    return bool(colon) and len(main.split()) >= 4


def mark(entry):
    return fold(entry.plain("title")).replace(" ", ""), family_of(entry.names("author")[0])


def sample(pick):
    ids = defaultdict(set)
    entries = []
    for identifier, entry in works():
        ids[mark(entry)].add(identifier)
        if identifier == entry.key and len(entry.plain("title").split()) >= 4:
            entries.append(entry)
    return ids, pick.sample(entries, COUNT)


def main():
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    pick = random.Random(20)
    ids, chosen = sample(pick)
    command = [sys.executable, str(DATA.parent / "serve.py"), "--max-seconds", "3000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as box:
        for service, url in json.loads(box.stdout.readline()).items():
            if isinstance(url, str):
                os.environ[f"REFEXPORT_{service.upper()}_URL"] = url
        tell(measure(ids, chosen, pick))
        box.terminate()


def measure(ids, chosen, pick):
    client = Client(clock=Clock(time.time, time.monotonic, lambda _seconds: None))
    damaged, truth, kinds = [], {}, {}
    for n, entry in enumerate(chosen):
        damage = DAMAGES[n % len(DAMAGES)]
        if damage is cut_subtitle and not is_cuttable(entry):
            continue
        key = f"e{n}"
        damaged.append(msgspec.structs.replace(damage(entry, pick), key=key, type="").without("eprint", "eprinttype"))
        truth[key], kinds[key] = ids[mark(entry)], damage.__name__
    rows = defaultdict(lambda: [0, 0, 0, 0])
    for one in resolve(damaged, client):
        row = rows[kinds[one.key]]
        row[0] += 1
        row[1] += bool(one.chosen)
        row[2] += len(one.chosen)
        right = {candidate.id for candidate in one.chosen} & truth[one.key]
        row[3] += len(right)
        for candidate in one.chosen:
            if candidate.id not in truth[one.key]:
                print(
                    "  not among the true ones:",
                    one.key,
                    kinds[one.key],
                    candidate.id,
                    candidate.entry.plain("title"),
                    truth[one.key],
                )
    return rows


def tell(rows):
    print(f"{'damage':20} titles  found  recall  identifiers  right  precision")
    for kind, (titles, found, chosen, right) in [
        *rows.items(),
        ("all", [sum(column) for column in zip(*rows.values(), strict=True)]),
    ]:
        print(
            f"{kind:20} {titles:6} {found:6} {found / titles:7.1%} {chosen:12} {right:6} {right / max(chosen, 1):9.2%}"
        )
