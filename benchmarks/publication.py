"""300 right entries as people write them; with venue, volume, pages or publisher changed: what check finds.

A hundred journals' articles, papers at conferences and chapters are drawn from the registry; the registry in a box
answers for them, so that the records are as the services' parsers give them. What the hand wrote is not what the code
makes of it: names of conferences are authors' own words in arXiv's comments and the other registry's titles, names of
journals those of journal_forms.txt, pages and publishers are spelled as exports and people spell them.

Options: ``--seed N`` (7 for looking, 2026 for the figure), ``--show``.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.registry_facts import DATA
from benchmarks.venue_table import _lines as lines_of
from refexport.checks import find
from refexport.checks.rule import Subject
from refexport.model.entry import Entry, parse_value
from refexport.registries import crossref, dblp
from refexport.registries.service import Answer
from refexport.works.merge import merge

EACH = 100
"""Works of each kind."""

MOST_OF_ONE = 6
"""Works of one journal or volume."""

RULES = ("venue-differs", "volume-differs", "pages-differ", "publisher-differs")
MENTION = re.compile(
    r"\b(?:accepted|to appear|appear(?:s|ing|ed)?|published|presented|publication)\b[\w\s]{0,25}?"
    r"\b(?:at|in|by|to|for)\s+"
    r"(?:the\s+)?([A-Z0-9][^;\n]{2,100}?)(?:\.(?:\s|$)|;|$)"
)
"""A venue in a comment on arXiv, in the author's words."""

ASIDE = re.compile(
    r"paper|pages?\b|oral|poster|demo|track|workshop|student|version|code|extended|available|see\b|suppl|figure|abstract|"
    r"spotlight|camera|short|long|correct|fix|added|author|arxiv|https?|section|\(\w*$",
    re.IGNORECASE,
)
"""What tells more than a venue."""

PUBLISHERS = {
    house: forms.split("; ")
    for house, _, forms in (
        line.partition(" | ")
        for line in """
IEEE | IEEE; {IEEE}; IEEE Computer Society; Institute of Electrical and Electronics Engineers; IEEE Press; IEEE Computer Society Press
ACM | ACM; Association for Computing Machinery; ACM Press; ACM, New York, NY, USA; {ACM}
Springer | Springer; Springer-Verlag; Springer International Publishing; Springer, Cham; Springer Berlin Heidelberg; Springer Nature Switzerland AG
Elsevier | Elsevier; Elsevier B.V.; Elsevier Science; Elsevier Ltd; North-Holland
Association for Computational Linguistics | Association for Computational Linguistics; ACL; The Association for Computational Linguistics
MIT Press | MIT Press; The MIT Press; {MIT} Press
Wiley | Wiley; John Wiley & Sons, Ltd; Wiley-Blackwell; Wiley Online Library; John Wiley and Sons
Association for the Advancement of Artificial Intelligence | AAAI Press; AAAI; Association for the Advancement of Artificial Intelligence
Oxford University Press | Oxford University Press; OUP; Oxford University Press (OUP)
International Joint Conferences on Artificial Intelligence | ijcai.org; International Joint Conferences on Artificial Intelligence Organization; IJCAI
ISCA | ISCA; International Speech Communication Association; {ISCA}
Society for Industrial and Applied Mathematics | SIAM; Society for Industrial and Applied Mathematics
PMLR | PMLR; JMLR.org; Proceedings of Machine Learning Research
Curran Associates | Curran Associates, Inc.; Curran Associates; Curran Associates Inc.
Nature Publishing Group | Nature Publishing Group; Nature Research; Springer Nature
American Physical Society | American Physical Society; APS; American Physical Society (APS)
Public Library of Science | Public Library of Science; PLoS; Public Library of Science (PLoS); PLOS
""".strip().splitlines()  # noqa: E501 - a table reads best with one house on a line
    )
}
"""House -> how people write it; in a record it begins so."""

INVENTED = (
    "Annual Symposium on Efficient Deep Learning", "International Conference on Applied Cognition and Robotics",
    "Journal of Advanced Neural Computation", "International Journal of Intelligent Data Methods",
    "Proceedings of the Workshop on Theory of Learned Systems", "Transactions on Deep Representation",
    "World Congress on Computational Creativity and Vision", "Conference on Adaptive Language Systems",
)  # fmt: skip
"""Venues that there are not."""


def main(options=()):
    parser = argparse.ArgumentParser(prog="publication")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(options)
    if not DATA.is_dir():
        print("the registry's facts are not here")
        return
    box = subprocess.Popen(
        [sys.executable, str(DATA.parent / "serve.py"), "--max-seconds", "900"], stdout=subprocess.PIPE, text=True
    )
    try:
        measure(json.loads(box.stdout.readline()), random.Random(given.seed), show=given.show)
    finally:
        box.terminate()


def measure(urls, chance, *, show):
    """Prints what was found of the changes, and what was found where nothing was changed."""
    forms = author_forms()
    facts = drawn(chance, forms)
    works = [one for fact in facts if (one := as_written(fact, urls, chance, forms))]
    print(f"{len(works)} works: {dict(Counter(fact['kind'] for fact, *_ in works))}")
    false = Counter()
    for fact, hand, records in works:
        for one in found(hand, records):
            false[one.rule] += 1
            if show:
                print(f"  FALSE {one.rule}: {one.message}  [{fact['kind']}]")
    wrong = sum(bool(found(hand, records)) for _, hand, records in works)
    print(f"unchanged: {wrong} of {len(works)} with a finding ({wrong / len(works):.1%}); {dict(false)}")
    for rule, change in CHANGES.items():
        told(
            rule,
            [
                (fact, *one, records)
                for fact, hand, records in works
                for one in change(fact, hand, records, chance, forms)
            ],
            show=show,
        )


def told(rule, changed, *, show):
    """One line for a rule: how many changes it found, and by kind of change."""
    seen = [
        (how, any(one.rule == rule for one in found(hand, records)), fact, hand, records)
        for fact, how, hand, records in changed
    ]
    kinds = {
        how: f"{sum(ok for one, ok, *_ in seen if one == how)}/{sum(one == how for one, *_ in seen)}"
        for how, *_ in seen
    }
    hits = sum(ok for _, ok, *_ in seen)
    print(f"{rule}: {hits} of {len(seen)} changes found ({hits / max(1, len(seen)):.1%}); {kinds}")
    for how, ok, fact, hand, records in seen if show else ():
        if not ok:
            print(f"  MISSED {how}: {_shown(hand)} | {_shown(records[0].entry)} [{fact['kind']}]")


def _shown(entry):
    fields = ("journaltitle", "booktitle", "volume", "pages", "eid", "publisher")
    return [entry.plain(field) for field in fields if entry.has(field)]


def found(hand, records):
    """The findings of the four rules about an entry."""
    return [one for one in find(Subject([merge(hand, records)], 2026)) if one.rule in RULES]


def author_forms():
    """(stream, year) -> what authors call the venue on arXiv, of papers that the registry has under the same title."""
    titles = defaultdict(list)
    volumes = {row["n"]: row for row in lines_of("dblp-proceedings.jsonl.xz")}
    for row in lines_of("dblp.jsonl.xz"):
        titles[_key(row["title"])].append(
            (stream_of(row), row["year"], f"{volumes.get(row.get('in'), {}).get('booktitle') or row.get('journal')}")
        )
    for row in lines_of("crossref.jsonl.xz"):
        titles[_key(row["title"])].append((row["container"], row["year"], row["container"]))
    forms = defaultdict(set)
    for row in lines_of("arxiv.jsonl.xz"):
        told = MENTION.search(" ".join((row["comments"] or "").split()))
        if not told or ASIDE.search(told[1]) or len(titles[_key(row["title"])]) != 1:
            continue
        ((stream, year, title),) = titles[_key(row["title"])]
        years = re.findall(r"(?:19|20)\d\d", told[1])
        if _has_words_of(told[1], f"{title} {stream}") and years in ([], [str(year)]):
            forms[stream, year].add(told[1].strip(" ,"))
    return {place: sorted(all_) for place, all_ in forms.items()}


def _key(title):
    return re.sub(r"\W+", "", title.lower())


def _has_words_of(form, title):
    """Whether a form has a word of capitals, or half of its long words, of the venue's title: none else is meant."""
    acronyms = set(re.findall(r"[A-Z][A-Za-z]*[A-Z]+", form))
    if acronyms:
        return any(acronym.lower() in title.lower() for acronym in acronyms)
    words = [word.lower() for word in re.findall(r"[^\W\d]{5,}", form)]
    return bool(words) and 2 * sum(word in title.lower() for word in words) >= len(words)


def stream_of(row):
    """dblp's stream of a record; workshops are told by the title of the volume alone."""
    stream = row["key"].rpartition("/")[0]
    return f"{stream} workshops" if "Workshops" in row.get("journal", "") else stream


def journal_forms():
    """Name -> how people write it."""
    text = (Path(__file__).with_name("journal_forms.txt")).read_text(encoding="utf-8")
    pairs = (line.split(" | ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: forms.split("; ") for name, forms in pairs}


def drawn(chance, forms):
    """Facts of `EACH` works of each kind, no more than `MOST_OF_ONE` of one venue."""
    volumes = {row["n"]: row for row in lines_of("dblp-proceedings.jsonl.xz")}
    written = journal_forms()
    rows = [
        {**row, "stream": stream_of(row), "volume_of": volumes.get(row.get("in"), {})}
        for row in lines_of("dblp.jsonl.xz")
    ]
    journals = [
        {**row, "kind": "journal", "venue": row["journal"]}
        for row in rows
        if row.get("journal") in written and row["stream"].startswith("journals")
    ]
    others = [*lines_of("crossref.jsonl.xz"), *map(_as_fact, lines_of("crossref-recorded.jsonl.xz"))]
    journals += [
        {**row, "kind": "journal", "venue": row["container"]}
        for row in others
        if row["container"] in written and row.get("volume")
    ]
    chapters = [row for row in rows if row.get("doi", "").startswith("10.1007/978")]
    chapters += [
        {**row, "stream": "conf/eccv"} for row in others if row["type"] == "book-chapter" and "ECCV" in row["container"]
    ]
    meetings = [row for row in rows if row["volume_of"] and not row.get("doi", "").startswith("10.1007")]
    meetings += [{**row, "stream": row["container"]} for row in others if row["type"] == "proceedings-article"]
    meetings = [
        {**row, "kind": "conference", "venue": (row["stream"], row["year"])}
        for row in meetings
        if (row["stream"], row["year"]) in forms
    ]
    chapters = [{**row, "kind": "chapter", "venue": (row["stream"], row["year"])} for row in chapters]
    return [row for rows in (journals, meetings, chapters) for row in _some(rows, chance)]


def _as_fact(item):
    container = (item.get("container-title") or [""])[0]
    return {
        "doi": item["DOI"],
        "type": item.get("type", ""),
        "title": (item.get("title") or [""])[0],
        "container": container,
        "year": 0,
        "volume": item.get("volume"),
    }


def _some(rows, chance):
    """The first of the shuffled rows, a few of each venue."""
    counts = Counter()
    kept = []
    for row in chance.sample(rows, len(rows)):
        most = 2 * MOST_OF_ONE if row["kind"] == "chapter" else MOST_OF_ONE
        if counts[row["venue"]] < most and len(kept) < EACH:
            counts[row["venue"]] += 1
            kept.append(row)
    return kept


def as_written(fact, urls, chance, forms):
    """(fact, the entry by hand, its records), or None where the registry has no record of the work."""
    records = [one for one in (_crossref_record(fact, urls), _dblp_record(fact, urls)) if one and one.entry]
    if not records or not records[0].entry.names("author"):
        return None
    record = records[0].entry
    field = "journaltitle" if fact["kind"] == "journal" else "booktitle"
    fields = {name: record.fields[name] for name in ("title", "author", "date") if record.has(name)}
    fields |= {name: parse_value(name, value) for name, value in _numbers_of(record, chance).items()}
    venue = chance.choice(_venue_forms(fact, forms))
    fields[field] = parse_value(field, venue.replace("<", ""))
    if publisher := _publisher_of(record, chance):
        fields["publisher"] = parse_value("publisher", publisher)
    type_ = "article" if fact["kind"] == "journal" else "inproceedings"
    return fact, Entry("k", type_, fields), records[: chance.choice((1, 1, 2))]


def _crossref_record(fact, urls):
    if not fact.get("doi") or fact["doi"].startswith("10.48550"):
        return None
    doi = fact["doi"].lower()
    return _asked(
        f"{urls['crossref']}/works/{urllib.parse.quote(doi)}", lambda answer: crossref.parse(answer, [doi]).get(doi)
    )


def _dblp_record(fact, urls):
    if not fact.get("key"):
        return None
    words = urllib.parse.urlencode({"q": " ".join(re.findall(r"\w+", fact["title"])), "format": "json", "h": 100})
    return _asked(
        f"{urls['dblp']}/search/publ/api?{words}", lambda answer: dblp.parse(answer, [fact["key"]]).get(fact["key"])
    )


def _asked(url, read):
    try:
        with urllib.request.urlopen(url) as reply:
            return read(Answer(reply.status, reply.read(), reply.headers.get_content_type(), url))
    except urllib.error.HTTPError:
        return None


def _numbers_of(record, chance):
    """Volume, issue and pages as one of the usual programs spells them."""
    numbers = {name: record.plain(name) for name in ("volume", "number") if record.has(name)}
    pages = record.plain("pages") or record.plain("eid")
    first, dashes, last = pages.partition("--")
    if dashes:
        short = next((last[n:] for n in range(len(last)) if n == len(last) - 1 or last[n] != first[n : n + 1]), last)
        spelled = [
            f"{first}--{last}",
            f"{first}-{last}",
            f"{first}–{last}",
            f"pp. {first}–{last}",
            f"{first} - {last}",
            first,
        ]
        spelled += (
            [f"{first}-{short}"] if len(first) == len(last) and (first + last).isdecimal() and first < last else []
        )
        pages = chance.choice(spelled)
    return numbers | ({"pages": pages} if pages else {})


def _venue_forms(fact, forms):
    """How people write the venue of a work: never as the record that it is held against has it."""
    if fact["kind"] == "journal":
        return [*journal_forms()[fact["venue"]], fact["venue"].lower() if " " in fact["venue"] else fact["venue"]]
    said = forms.get((fact["stream"], fact["year"]), [])
    booktitle = fact.get("volume_of", {}).get("booktitle")
    said = [*said, *said, *([booktitle] if booktitle else [])] or _other_years(fact, forms)
    return [
        form
        for one in said
        for form in (one, f"In Proc. of {one}", f"Proceedings of the {one}", one.replace(" and ", " & "))
    ]


def _other_years(fact, forms):
    """Forms of other years' volumes that name no year or number, or the bare record of the registry."""
    said = [
        form
        for (stream, _), all_ in forms.items()
        if stream == fact["stream"]
        for form in all_
        if not re.search(r"\d", form)
    ]
    return said or [fact.get("journal") or fact["container"]]


def _publisher_of(record, chance):
    name = record.plain("publisher")
    house = next((house for house in PUBLISHERS if name.startswith(house)), "")
    return chance.choice(PUBLISHERS[house]) if house else name


def changed_venue(fact, hand, _records, chance, forms):
    """The venue of another work, a workshop or sibling of the venue, or one that there is not."""
    field = "journaltitle" if hand.has("journaltitle") else "booktitle"
    here = str(fact.get("stream") or fact["venue"])
    places = [place for place in forms if _differ(place[0], here)]
    how = chance.choice(
        ("other conference", "other conference", "other journal", "other journal", "sibling", "invented")
    )
    if how == "other conference":
        venue = chance.choice(forms[chance.choice(places)])
    elif how == "other journal":
        others = {name: all_ for name, all_ in journal_forms().items() if _differ(name, str(fact["venue"]))}
        venue = chance.choice(others[chance.choice(sorted(others))])
    elif how == "sibling" and "orkshop" not in hand.plain(field):
        venue = _sibling(hand.plain(field), chance, is_journal=fact["kind"] == "journal")
    else:
        how, venue = "invented", chance.choice(INVENTED)
    yield how, hand.replace(**{field: parse_value(field, venue.replace("<", ""))})


def _differ(one, other):
    """Whether two streams or names may be those of two venues: not "conf/eccv" and "conf/eccv workshops"."""
    a, b = (
        set(re.findall(r"[a-z]{3,}", text.lower()))
        - {"conf", "journals", "journal", "workshops", "proceedings", "the", "of"}
        for text in (one, other)
    )
    return not a & b


def _sibling(venue, chance, *, is_journal):
    if is_journal:
        return f"{venue} {chance.choice(('Letters', 'Reports'))}" if not venue.endswith(".") else f"{venue} Lett."
    bare = venue.removeprefix("In Proc. of ").removeprefix("Proceedings of the ")
    return f"{bare} Workshop on {chance.choice(('Fairness', 'Robustness', 'Deep Structured Models'))}"


def changed_volume(_fact, hand, records, chance, _forms):
    """A neighbour, two digits changed about, another number."""
    volume = hand.plain("volume")
    if volume.isdecimal() and any(one.entry.has("volume") for one in records):
        other = {
            "next": str(int(volume) + 1),
            "tenfold": f"{volume}0",
            "turned": volume[::-1],
            "any": str(chance.randint(1, 400)),
        }
        yield from _one_of(
            hand, "volume", {how: value for how, value in other.items() if int(value) != int(volume)}, chance
        )


def changed_pages(_fact, hand, records, chance, _forms):
    """Another page, two digits changed about, another work's pages."""
    pages = re.findall(r"\d+", hand.plain("pages"))
    if not pages or not any(one.entry.has("pages") or one.entry.has("eid") for one in records):
        return
    first = pages[0]
    last = pages[-1] if len(pages[-1]) >= len(first) else str(int(first) + 8)
    start = chance.randint(1, 9000)
    other = {
        "first page": f"{int(first) + chance.choice((1, 2, 10))}--{int(last) + 11}",
        "turned": f"{first[:-2]}{first[-1]}{first[-2]}--{last}"
        if len(first) > 1 and first[-1] != first[-2]
        else f"{int(first) + 9}--{int(last) + 9}",
        "any": f"{start}--{start + 9}",
        "from 1": f"1--{chance.randint(6, 12)}",
    }
    if first == "1":
        del other["from 1"]
    if re.fullmatch(r"\d+--\d+", records[0].entry.plain("pages")):
        real = records[0].entry.plain("pages").split("--")
        other["last page"] = f"{real[0]}--{int(real[1]) + chance.choice((1, 2, 5))}"
    yield from _one_of(hand, "pages", other, chance)


def changed_publisher(_fact, hand, records, chance, _forms):
    """Another house, in one of its spellings."""
    names = {one.entry.plain("publisher") for one in records} - {""}
    if hand.has("publisher") and names:
        kin = {"Nature Publishing Group": "Springer", "Springer": "Nature Publishing Group"}
        own = {house for house, all_ in PUBLISHERS.items() for name in names if name.startswith(house) or name in all_}
        own |= {kin[house] for house in own if house in kin}
        house = chance.choice(sorted(set(PUBLISHERS) - own))
        yield from _one_of(hand, "publisher", {"other house": chance.choice(PUBLISHERS[house])}, chance)


def _one_of(hand, field, values, chance):
    how = chance.choice(sorted(values))
    yield how, hand.replace(**{field: parse_value(field, values[how])})


CHANGES = dict(zip(RULES, (changed_venue, changed_volume, changed_pages, changed_publisher), strict=True))
"""Rule -> what it should find."""


if __name__ == "__main__":
    main(sys.argv[1:])
