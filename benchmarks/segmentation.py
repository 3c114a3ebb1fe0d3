# ruff: noqa: E501 - the rows of tables
"""References of works of all types in styles that nothing was fitted on, read field by field: precision and recall.

    python -m benchmarks segmentation [works a style] [broken] [seed=N] [errors] [style or field…]

``broken``: wrapped, hyphenated and with ligatures, as PDFs paste them. Right is: a title, container, publisher or place
whose letters are those of the line, the same people (families, and given names or their initials; where a line gives
whole given names first, the same string), the same year, numbers and pages.
A peer is measured beside it where REFEXPORT_REFEXTRACT names a Python interpreter that has refextract.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter

from benchmarks.rendered import MEASURED, rendered, spans_of, works
from refexport.lists.citation import parse_citation
from refexport.references.names import HAN
from refexport.references.people import parse_people

SEED = 12
FIELDS = "title people year container volume issue pages publisher place edition editors type all".split()
FIELD_OF = {"title": "title", "people": "author", "year": "issued", "container": "container-title", "volume": "volume",
            "issue": "issue", "pages": "page", "publisher": "publisher", "place": "publisher-place", "edition": "edition",
            "editors": "editor"}  # fmt: skip
TYPES = {
    "article-journal": ("article",), "paper-conference": ("inproceedings",), "chapter": ("incollection", "inbook"),
    "book": ("book", "collection", "mvbook"), "thesis": ("thesis",), "report": ("report",), "webpage": ("online", "blogpost"),
    "post-weblog": ("online", "blogpost"), "article-newspaper": ("online", "article", "blogpost"), "article": ("preprint", "online"),
}  # fmt: skip


def letters(text):
    """The letters and digits of a text without case and accents."""
    text = unicodedata.normalize("NFKD", str(text)).casefold()
    return "".join(char for char in text if char.isalnum())


def broken(text, source):
    """The text as a PDF gives it: lines of some 70 characters, words cut at their ends, ligatures."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 68 and line:
            if len(word) > 7 and word.isalpha() and source.random() < 0.5:
                cut = len(word) // 2
                lines.append(f"{line} {word[:cut]}-")
                line = word[cut:]
            else:
                lines.append(line)
                line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line]).replace("fi", "ﬁ").replace("ff", "ﬀ").replace("fl", "ﬂ")


MARKED = re.compile(r"\b(?:eds?|hrsg|éd|ред|editors?|dir)\b", re.IGNORECASE)
TELLING = frozenset("container-title publisher genre number volume issue accessed".split())
"""What of a line can tell the type; people, title and year alone cannot."""


def truth_of(work, text):
    """field -> what the line shows of it."""
    spans = spans_of(work, text)
    shown = {}
    title = next((start for one, start, _ in spans if one == "title"), 0)
    for name, field in FIELD_OF.items():
        fields = ("issue", "number") if name == "issue" and work["type"] == "report" else (field,)
        own = [
            text[start:end]
            for one, start, end in spans
            if one in fields and not (one == "container-title" and start < title)
        ]  # a site in the author's place
        if own:
            shown[name] = own
    if any(one in TELLING for one, _, _ in spans):
        shown["type"] = [work["type"]]
    return shown


REPEATED = re.compile(r"(?:\[?\d+[.\]]\s*)?[—–_-]{2}")
"""Dashes for the author of the reference before."""

GARBLED = re.compile(r"(?:^|\s)(?:Dr|Er|Prof|Mr|Ms)\.?(?:\s|$)|^[a-z]+$|^[^\W\d_]{2,}\.$")


def _is_name(name):
    """Whether the registry has a name as people write it: no honorific, no family in small letters, no broken initials."""
    return not any(GARBLED.search(name.get(part, "")) for part in ("family", "given"))


def people_right(names, found):
    """Whether an entry's names are the work's, as far as a line gives them."""
    found = [name for name in found if name.family or name.literal]
    found = [name for name in found if letters(name.family or name.literal) != "others"]
    if not found or len(found) > len(names):
        return False
    return all(map(_same_name, names[: len(found) - 1] + names[len(found) - 1 : len(found)], found)) or (
        len(found) > 2
        and all(map(_same_name, names[: len(found) - 1], found[:-1]))
        and _same_name(names[-1], found[-1])
    )


def _same_name(name, found):
    if "literal" in name:
        return letters(name["literal"]) == letters(found.literal or f"{found.given}{found.particle}{found.family}")
    family, given = letters(name["family"]), letters(name.get("given", ""))
    own_family, own_given = letters(f"{found.particle}{found.family}"), letters(found.given)
    particles = letters(name.get("non-dropping-particle", "") + name.get("dropping-particle", ""))
    if own_family in (family, particles + family) or (particles and letters(found.family) == family):
        initials = "".join(word[0] for word in re.split(r"[\s.\-]+", name.get("given", "")) if word)
        return (
            given.startswith(own_given)
            or letters(initials).startswith(own_given)
            or own_given.startswith(letters(initials))
        )
    if HAN.search(name["family"]):
        return letters(f"{found.family}{found.given}{found.literal}") == family + given
    return given + family in (own_given + own_family, own_family + own_given) or letters(found.literal) in (
        given + family,
        family + given,
    )


def given_of(entry):
    """field -> what the entry says."""
    numbers = {
        name: entry.plain(field)
        for name, field in (("volume", "volume"), ("issue", "number"), ("pages", "pages"), ("edition", "edition"))
    }
    container = next(
        (entry.plain(f) for f in ("journaltitle", "booktitle", "shortjournal", "eventtitle") if entry.has(f)), ""
    )
    if not container and entry.type in ("online", "blogpost"):
        container = entry.plain("organization")
    return {
        "title": entry.plain("title"), "people": entry.names("author"), "year": entry.year, "container": container, **numbers,
        "publisher": entry.plain("publisher") or entry.plain("institution"), "place": entry.plain("location"),
        "editors": entry.names("editor"),
    }  # fmt: skip


def right(name, work, shown, value):
    """Whether a value is what the line shows."""
    if name in ("people", "editors"):
        return people_right(work.get(FIELD_OF[name], []), list(value))
    if name == "year":
        return str(value) in shown[0]
    if name == "edition":
        return re.sub(r"\D", "", str(value)) == re.sub(r"\D", "", shown[0])
    if name == "container":
        return letters(value) in {letters(one) for one in (*shown, work["container-title"])}
    return letters(value) in {letters(one) for one in shown}


REFEXTRACT = """
import json, sys
from refextract import extract_references_from_string
for line in sys.stdin:
    found = extract_references_from_string(json.loads(line))
    print(json.dumps(found[0] if found else {}))
"""
PEER_FIELDS = {"title": ("title", "misc"), "container": ("journal_title",), "volume": ("journal_volume",),
               "issue": ("journal_issue",), "pages": ("journal_page",), "publisher": ("publisher",)}  # fmt: skip


def peer_readings(python, lines):
    """What refextract (PyPI, of INSPIRE and CERN), in an interpreter that has it, says of each line: field -> value.

    Names are parsed as refexport does, so that only where they begin and end is judged.
    """
    feed = "".join(json.dumps(line) + "\n" for line in lines)
    ran = subprocess.run(
        [python, "-c", REFEXTRACT], input=feed, capture_output=True, text=True, timeout=900, check=True
    )
    for answer in map(json.loads, ran.stdout.splitlines()):
        said = {
            name: next((answer[one][0] for one in keys if answer.get(one)), "") for name, keys in PEER_FIELDS.items()
        }
        people = parse_people(answer["author"][0]) if answer.get("author") else None
        years = answer.get("year") or answer.get("journal_year") or [""]
        yield {**said, "people": people or (), "year": years[0]}


def measure_peer(python, style, items):
    """(shown, right) of each field as the peer reads references of a style."""
    shown, correct = Counter(), Counter()
    references = [one for one in rendered(style, items) if "title" in truth_of(one.work, one.text)]
    for one, said in zip(references, peer_readings(python, [one.text for one in references]), strict=True):
        truth = truth_of(one.work, one.text)
        ok = {
            name: bool(said.get(name)) and right(name, one.work, truth[name], said[name])
            for name in truth
            if name in said
        }
        shown.update(ok.keys())
        correct.update(name for name, is_right in ok.items() if is_right)
        shown["all"] += 1
        correct["all"] += all(ok.get(name, True) for name in ("title", "people", "year"))
    return shown, correct


def measure(style, items, break_with=None):
    """(shown, given, right) of each field, and the errors, over references of a style."""
    shown_, given_, right_, errors, spent = Counter(), Counter(), Counter(), [], 0.0
    for one in rendered(style, items):
        truth = truth_of(one.work, one.text)
        if "title" not in truth or not all(map(_is_name, [*one.work.get("author", ()), *one.work.get("editor", ())])):
            continue
        names = one.work.get("author", [])
        names = names[1:] if REPEATED.match(one.text) else names
        line = broken(one.text, break_with) if break_with else one.text
        start = time.process_time()
        entry = parse_citation(line)
        spent += time.process_time() - start
        said = given_of(entry) if entry else {}
        if "people" not in truth and names and people_right(names, said.get("people") or []):
            said["people"] = ()  # printed in another order than the spans are looked for
        if "people" not in truth and said.get("people") and set("—–-_") & set(one.text[:3]):
            said["people"] = ()
        if (
            "people" not in truth
            and not MARKED.search(one.text)
            and people_right(one.work.get("editor", []), said.get("people") or [])
        ):
            said["people"], said["editors"] = (), said["people"]  # printed like authors
        ok = {}
        for name in FIELDS[:-2]:
            shown_[name] += name in truth
            given_[name] += bool(said.get(name))
            work = {**one.work, "author": names}
            ok[name] = name in truth and bool(said.get(name)) and right(name, work, truth[name], said[name])
            right_[name] += ok[name]
        ok["type"] = bool(entry) and entry.type in TYPES[one.work["type"]]
        if "type" in truth or not ok["type"]:
            shown_["type"] += "type" in truth
            given_["type"] += bool(entry and entry.type)
            right_["type"] += ok["type"]
        whole = all(ok[name] or name not in truth for name in ("title", "people", "year"))
        shown_["all"] += 1
        given_["all"] += 1
        right_["all"] += whole
        errors += [(style, name, one.text, truth.get(name), said.get(name) if name != "type" else entry and entry.type)
                   for name in FIELDS[:-1] if not ok[name] and (name in truth or said.get(name))]  # fmt: skip
    return shown_, given_, right_, errors, spent


def row(label, shown, given, correct):
    cells = " ".join(
        f"{100 * correct[name] / max(1, shown[name]):5.1f}/{100 * correct[name] / max(1, given[name]):5.1f}"
        for name in FIELDS
    )
    return f"{label[:34]:34} {cells}"


def main(arguments=()):
    number = int(arguments[0]) if arguments and arguments[0].isdigit() else 60
    styles = [one for one in arguments if one in MEASURED] or MEASURED
    seed = next((int(one.removeprefix("seed=")) for one in arguments if one.startswith("seed=")), SEED)
    items = works("measure", max(3000, number), seed)
    source = random.Random(seed) if "broken" in arguments else None
    print(f"{'style (recall/precision)':34} " + " ".join(f"{name[:11]:>11}" for name in FIELDS))
    all_shown, all_given, all_right, every, seconds, lines = Counter(), Counter(), Counter(), [], 0.0, 0
    for style in styles:
        drawn = random.Random(f"{seed}{style}").sample(items, number)
        shown, given, correct, errors, spent = measure(style, drawn, source)
        print(row(style, shown, given, correct), flush=True)
        all_shown, all_given, all_right = all_shown + shown, all_given + given, all_right + correct
        every += errors
        seconds, lines = seconds + spent, lines + shown["all"]
    print(row("all", all_shown, all_given, all_right))
    print(f"{lines} lines, {1000 * seconds / max(1, lines):.2f} ms of processor time each")
    if python := os.environ.get("REFEXPORT_REFEXTRACT"):
        peer_shown, peer_right = Counter(), Counter()
        for style in styles:
            shown, correct = measure_peer(python, style, random.Random(f"{seed}{style}").sample(items, number))
            peer_shown, peer_right = peer_shown + shown, peer_right + correct
        print(row("refextract", peer_shown, peer_shown, peer_right))
    if "errors" in arguments:
        random.Random(1).shuffle(every)
        for style, name, text, truth, said in every:
            if not {*arguments} & set(FIELDS) or name in arguments:
                print(f"{style} | {name} | {text}\n      {truth} <> {said}")


if __name__ == "__main__":
    main(sys.argv[1:])
