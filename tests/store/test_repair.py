"""A damaged lock: what is whole of it is kept, and both sides of a merge that git could not finish."""

import random
import re
import subprocess

import msgspec
import pytest

from refexport.errors import LockError
from refexport.model.date import Date
from refexport.model.entry import Entry, Record
from refexport.model.text import literal_text
from refexport.store.lock import parse_lock, print_lock
from refexport.store.repair import repair, united


def record(name, title="A title", updated="", service="crossref"):
    fields = {"title": literal_text(title), "date": Date(2020), "pages": "1--2", "volume": "3", "number": "4"}
    return Record(f"doi:10.1000/{name}", service, updated, Entry("", "article", fields))


KEYS = [f"key{n}" for n in range(6)]
LOCK = {key: (record(key, f"About {key}"), record(f"{key}.b")) for key in KEYS}
WHOLE = print_lock(LOCK)


def records(lock):
    return {(key, one.id): one for key, ones in lock.items() for one in ones}


def line_of(data, line):
    return data.split(b"\n").index(line) + 1


def test_a_whole_lock_needs_no_repair():
    assert repair(WHOLE, "l") == (LOCK, ())


def test_only_the_damaged_record_is_dropped_and_named():
    repaired = repair(WHOLE.replace(b"About key3", b"About kex3"), "l")
    assert records(repaired.lock) == {place: one for place, one in records(LOCK).items() if one != LOCK["key3"][0]}
    line = line_of(WHOLE, b'        "id": "doi:10.1000/key3",')
    assert repaired.notes == (f"l:{line}: [key3] doi:10.1000/key3: the record is damaged, and to be fetched anew",)


def test_a_cite_key_that_is_damaged_costs_its_records_only():
    repaired = repair(WHOLE.replace(b'    "key3": [', b'    "key3": {'), "l")
    assert records(repaired.lock) == {place: one for place, one in records(LOCK).items() if place[0] != "key3"}
    assert len(repaired.notes) == 2


@pytest.mark.parametrize("version", [b'"version": 2', b'"version": 1'])
def test_a_cut_lock_keeps_what_stands_before_the_cut(version):
    """Whatever is read is as it was: a record that the cut went through is not."""
    data = WHOLE.replace(b'"version": 2', version)
    for end in range(data.index(b'    "key1"'), len(data) - 2, 7):
        kept = records(repair(data[:end], "l").lock)
        assert kept.items() <= records(LOCK).items()
        assert ("key0", "doi:10.1000/key0") in kept
    assert "l: the end of the file is missing, and what stood there" in repair(data[:900], "l").notes


def test_of_many_damaged_records_ten_are_named_and_the_others_counted():
    head, _, rest = WHOLE.partition(b'    "key1"')
    repaired = repair(head + b'    "key1"' + rest.replace(b'"1--2"', b'"1--3"').replace(b".b", b".c"), "l")
    assert repaired.lock == {"key0": LOCK["key0"]}
    lines = [number for number, line in enumerate(WHOLE.split(b"\n"), 1) if line.startswith(b'        "id": ')]
    assert [note.split(": ")[0] for note in repaired.notes] == [f"l:{line}" for line in lines[2:]]
    more = print_lock({f"k{n}": (record(n),) for n in range(99)}).replace(b'"1--2"', b'"1--3"', 50)
    notes = repair(more, "l").notes
    assert (len(notes), notes[-1]) == (11, "l: 40 more records are damaged, and to be fetched anew")


def test_every_flipped_bit_costs_two_records_at_most_and_changes_none():
    pick = random.Random(3)
    for _ in range(300):
        place, bit = pick.randrange(WHOLE.index(b'"entries"'), len(WHOLE)), pick.randrange(8)
        data = WHOLE[:place] + bytes([WHOLE[place] ^ 1 << bit]) + WHOLE[place + 1 :]
        kept = records(repair(data, "l").lock)
        assert kept.items() <= records(LOCK).items()
        assert len(kept) >= 10


@pytest.mark.parametrize("data", [b"", b"[]", b"\0" * 100, b'{"version": 2, "entries": {"k": [3]}}', WHOLE[:100]])
def test_where_nothing_is_whole_nothing_is_repaired(data):
    with pytest.raises(LockError) as raised:
        repair(data, "l")
    assert raised.value.message.startswith("l:")
    assert "restore it from version control" in raised.value.hint


def test_a_lock_of_a_later_version_is_left_alone():
    with pytest.raises(LockError, match="version 3 of the lock"):
        repair(WHOLE.replace(b'"version": 2', b'"version": 3'), "l")


def test_a_cite_key_that_stands_twice_keeps_the_records_of_both():
    """So does `merge=union` of git attributes."""
    data = print_lock({"key0": LOCK["key0"]})
    block = print_lock({"key0": (record("new"),)}).split(b'"entries": {\n')[1].split(b"\n  }")[0]
    twice = data.replace(b'"entries": {\n', b'"entries": {\n' + block + b",\n")
    repaired = repair(twice, "l")
    assert {place[1] for place in records(repaired.lock)} == {
        "doi:10.1000/new",
        "doi:10.1000/key0",
        "doi:10.1000/key0.b",
    }
    assert "stands twice" in repaired.notes[0]
    again = data.replace(b'"entries": {\n', b'"entries": {\n' + block + b",\n" + block + b",\n")
    assert repair(again, "l").lock == repaired.lock


# --- conflicts ----------------------------------------------------------------------------------------------------


def test_of_two_sides_all_records_are_kept():
    ours, theirs = {"a": (record("a"),), "b": (record("b"),)}, {"b": (record("b2"),), "c": (record("c"),)}
    assert united(ours, theirs) == {"a": (record("a"),), "b": (record("b"), record("b2")), "c": (record("c"),)}


@pytest.mark.parametrize(
    ("ours", "theirs", "kept"),
    [
        (record("a", "Ours", "2019"), record("a", "Theirs", "2020"), "Theirs"),
        (record("a", "Ours", "2020"), record("a", "Theirs", "2019"), "Ours"),
        (record("a", "Ours", "2020"), record("a", "Theirs", "2020"), "Ours"),
        (record("a", "Ours"), Record("doi:10.1000/a", "crossref"), "Ours"),
        (Record("doi:10.1000/a", "crossref", "2021"), record("a", "Theirs"), "Theirs"),
    ],
)
def test_where_both_sides_differ_the_later_one_or_ours_is_kept(ours, theirs, kept):
    """And a work before "does not exist"."""
    (found,) = united({"k": (ours,)}, {"k": (theirs,)})["k"]
    assert found.entry.plain("title") == kept


def merged(tmp_path, base, ours, theirs, style=()):
    """What git makes of the three locks."""
    names = []
    for name, lock in (("ours", ours), ("base", base), ("theirs", theirs)):
        (tmp_path / name).write_bytes(print_lock(lock))
        names.append(str(tmp_path / name))
    return subprocess.run(["git", "merge-file", "-p", *style, *names], capture_output=True, check=False).stdout


STYLES = [(), ("--diff3",), ("--zdiff3",)]


@pytest.mark.program("git")
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_conflict_is_repaired_with_the_records_of_both_sides(tmp_path, style, ends):
    ours = {**LOCK, "key25": (record("ours"),)}
    theirs = {**LOCK, "key26": (record("theirs"),)}
    data = merged(tmp_path, LOCK, ours, theirs, style)
    assert b"<<<<<<<" in data
    assert (b"|||||||" in data) == bool(style)
    data = data.replace(b"\n", ends)
    with pytest.raises(LockError, match="an unresolved conflict of a merge"):
        parse_lock(data, "l")
    repaired = repair(data, "l")
    assert repaired.lock == {**ours, **theirs}
    line = next(number for number, line in enumerate(data.split(b"\n"), 1) if line.startswith(b"<<<<<<<"))
    assert repaired.notes == (f"l:{line}: an unresolved conflict of a merge: the records of both sides are kept",)


def changed(pick, lock, name):
    """A branch: some records are new, some fetched anew, some removed."""
    made = dict(lock)
    for n in range(pick.randint(1, 3)):
        what, key = pick.choice(["new", "new", "fetched", "removed"]), pick.choice(KEYS)
        if what == "new":
            made[f"key{pick.randint(0, 5)}{name}{n}"] = (record(f"{name}{n}", f"New {name}{n}"),)
        elif what == "removed":
            made.pop(key, None)
        elif key in made:
            first, *rest = made[key]
            made[key] = (msgspec.structs.replace(first, updated=f"202{n}", service=f"crossref{name}"), *rest)
    return made


@pytest.mark.program("git")
@pytest.mark.parametrize("style", STYLES)
def test_random_merges_lose_no_record_but_those_that_are_named_or_removed(tmp_path, style):
    pick = random.Random(7)
    conflicts = 0
    for _ in range(40):
        ours, theirs = changed(pick, LOCK, "a"), changed(pick, LOCK, "b")
        data = merged(tmp_path, LOCK, ours, theirs, style)
        repaired = repair(data, "l")
        conflicts += b"<<<<<<<" in data
        kept = records(repaired.lock)
        sides = [records(ours), records(theirs)]
        named = {tuple(found) for note in repaired.notes for found in re.findall(r"\[(\w+)\] (\S+):", note)}
        assert all(
            one in [side.get(place) for side in sides] + [records(LOCK).get(place)] for place, one in kept.items()
        )
        assert {place for place in sides[0] if place in sides[1]} <= kept.keys() | named
        new = {place for side in sides for place in side if place not in records(LOCK)}
        assert new <= kept.keys() | named
    assert conflicts > 10


def test_a_line_of_equal_signs_alone_is_no_conflict():
    with pytest.raises(LockError):
        repair(b"=======\n", "l")
