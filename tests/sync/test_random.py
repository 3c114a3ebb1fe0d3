"""Random edits on both sides with crashes and lost answers in between, against a plain model of three values.

The model knows nothing of refexport: for each value what both agreed on last, what entries.toml says, what Zotero says.
A push gives Zotero what only entries.toml changed, a pull the other way round, and what both changed otherwise stays.
After a run that broke off the model takes what it finds there, if that is one of the two values that may be there.
"""

import json
import random
import re
import tomllib

import pytest

from refexport.sync import push as push_module
from refexport.sync.library import Library
from tests.conftest import IS_QUICK

SCALARS = {"title": "title", "publisher": "publisher", "location": "place", "date": "date", "author": "creators"}
"""Field -> Zotero's name for it."""
UNSURE = ("nobody knows",)
"""What was agreed on if a run broke off between its write and what it remembers, and somebody has edited the value since."""
MEMBERS = {"keywords": "tags", "groups": "collections"}
FAULTS = ("answer lost", "never arrives", "half an answer", "status 429 2", "status 503", "status 500", "status 409")
WORDS = "amber birch cedar delta ember fjord glade heath islet jetty knoll lagoon marsh north ocean plain quarry ridge".split()  # fmt: skip


class CrashError(BaseException):
    """The process is gone."""


class Three:
    """A value on both sides, and when they last agreed; None is not there."""

    def __init__(self, ours=None, theirs=None, base=None):
        self.ours, self.theirs, self.base = ours, theirs, base

    @property
    def clashes(self):
        return self.ours != self.theirs and self.base not in (self.ours, self.theirs)


class World:
    """Both sides as they should be, and how to change and to read them."""

    def __init__(self, seed, server, folder, run):
        self.random = random.Random(seed)
        self.server, self.folder, self.run = server, folder, run
        self.values: dict[str, dict[str, Three]] = {}
        self.keys: dict[str, str] = {}
        self.items: set[str] = set()
        self.gone: set[str] = set()
        self.unsure: set[str] = set()
        self.number = 0
        self.spurious = 0
        self.clashed = 0
        self.pending: dict[str, set[str]] = {}

    # --- a person edits

    def fresh(self, field):
        self.number += 1
        words = " ".join(self.random.choices(WORDS, k=4))
        return {
            "date": str(1000 + self.number),
            "author": (f"{words.title().replace(' ', '')}{self.number}, A.",),
        }.get(field, f"{words} {self.number}")

    def new_entry(self):
        self.number += 1
        doi = f"10.1000/{self.number}"
        self.keys[doi] = f"key{self.number}"
        self.values[doi] = {field: Three() for field in SCALARS} | {
            field: Three(set(), set(), set()) for field in MEMBERS
        }
        for field in SCALARS:
            self.values[doi][field].ours = self.fresh(field)
        self.values[doi]["keywords"].ours = {f"tag {self.number}"}
        self.write_ours()

    def edit_ours(self):
        doi = self.random.choice(list(self.values))
        if self.random.random() < 0.05:
            self.number += 1
            self.keys[doi] = f"key{self.number}"
        else:
            self._edit(doi, "ours")
        self.write_ours()

    def edit_theirs(self):
        known = [doi for doi in self.values if doi in self.items - self.gone]
        if not known:
            return
        doi = self.random.choice(known)
        item = self.item(doi)
        if self.random.random() < 0.02:
            self.gone.add(doi)
            self.server.edit(item["key"], deleted=1)
            return
        field = self._edit(doi, "theirs")
        value = self.values[doi][field].theirs
        if field == "author":
            self.server.edit(
                item["key"],
                creators=[
                    dict(zip(("lastName", "firstName"), one.split(", "), strict=True)) | {"creatorType": "author"}
                    for one in value or ()
                ],
            )
        elif field == "keywords":
            self.server.edit(item["key"], tags=[{"tag": tag} for tag in sorted(value)])
        elif field == "groups":
            self.server.edit(item["key"], collections=[self.collection(path) for path in sorted(value)])
        else:
            self.server.edit(item["key"], **{SCALARS[field]: value or ""})

    def _edit(self, doi, side):
        field = self.random.choice([*SCALARS, *MEMBERS])
        value = self.values[doi][field]
        if field in MEMBERS:
            old = set(getattr(value, side))
            if old and self.random.random() < 0.4:
                old.discard(self.random.choice(sorted(old)))
            else:
                self.number += 1
                old.add(
                    f"outer {self.number % 5} > inner {self.number % 3}" if field == "groups" else f"tag {self.number}"
                )
            setattr(value, side, old)
        else:
            is_removed = field in ("publisher", "location") and self.random.random() < 0.2
            setattr(value, side, None if is_removed else self.fresh(field))
        return field

    def collection(self, path):
        """The key of a collection, which the user makes if there is none."""
        for key in self.server.collections:
            if self.path(key) == path:
                return key
        outer, _, name = path.rpartition(" > ")
        return self.server.add_collection(name, self.collection(outer) if outer else "")

    def path(self, key):
        one = self.server.collections[key]
        return f"{self.path(one['parentCollection'])} > {one['name']}" if one["parentCollection"] else one["name"]

    # --- the two sides as they are

    def write_ours(self):
        lines = []
        for doi, values in self.values.items():
            lines += [f"[{self.keys[doi]}]", 'type = "book"', f'doi = "{doi}"']
            for field, three in values.items():
                if three.ours and (field in MEMBERS or field == "author"):
                    listed = list(three.ours) if field == "author" else sorted(three.ours)
                    lines.append(f"{field} = {json.dumps(listed)}")
                elif three.ours:
                    lines.append(f'{field} = "{three.ours}"')
        (self.folder / "entries.toml").write_text("\n".join(lines) + "\n")

    def read_ours(self):
        tables = tomllib.loads((self.folder / "entries.toml").read_text())
        return {
            table["doi"]: {field: self.typed(field, table.get(field)) for field in (*SCALARS, *MEMBERS)}
            for table in tables.values()
        }

    def read_theirs(self):
        found = {}
        for one in self.server.works().values():
            assert one["DOI"] not in found, f"{one['DOI']} is there twice"
            people = tuple(f"{name['lastName']}, {name['firstName']}" for name in one.get("creators", ()))
            values = {field: one.get(name) or None for field, name in SCALARS.items() if field != "author"}
            values |= {"author": people or None, "keywords": {tag["tag"] for tag in one.get("tags", ())}}
            values["groups"] = {self.path(key) for key in one.get("collections", ())}
            found[one["DOI"]] = values
        return found

    @staticmethod
    def typed(field, value):
        if field in MEMBERS:
            return set(value or ())
        if field == "author":
            return tuple(value) if value else None
        return str(value) if value is not None else None

    def item(self, doi):
        (found,) = [one for one in self.server.works().values() if one["DOI"] == doi]
        return found

    # --- runs

    def sync(self, direction, *, breaks):
        """A run, and what the model says of it."""
        expected = {
            doi: {field: self.after(direction, doi, field) for field in values} for doi, values in self.values.items()
        }
        clashes = self.clashes()
        try:
            ran = self.run(direction, "--write")
        except CrashError:
            assert breaks
            self.settle(expected, direction, is_whole=False)
            return
        assert ran.code in (0, 1, *((3,) if breaks else ())), ran.err
        is_whole = ran.code != 3 and "not sent" not in ran.err
        assert is_whole or breaks, ran.err
        self.settle(expected, direction, is_whole=is_whole)
        if is_whole:
            self.judge_clashes(ran.err, clashes, direction)
            self.unsure.clear()

    def clashes(self):
        return {
            (self.keys[doi], field)
            for doi, values in self.values.items() for field, three in values.items()
            if field in SCALARS and doi in self.items - self.gone and three.clashes
        }  # fmt: skip

    def after(self, direction, doi, field):  # noqa: PLR0911 - a rule a line
        """What a value becomes on both sides, and the agreement."""
        three = self.values[doi][field]
        if doi in self.gone or (direction == "pull" and doi not in self.items):
            return three.ours, three.theirs, three.base
        ours, theirs, base = three.ours, three.theirs, three.base
        if field in MEMBERS:
            if direction == "push":
                added, removed = ours - base, base - ours
                theirs = (theirs | added) - removed
                return ours, theirs, (base | added) - removed
            added, removed = theirs - base, base - theirs
            return (ours | added) - removed, theirs, (base | added) - removed
        if ours == theirs:
            return ours, theirs, ours
        if direction == "push" and theirs == base:
            return ours, ours, ours
        if direction == "pull" and ours == base:
            return theirs, theirs, theirs
        return ours, theirs, base

    def settle(self, expected, direction, *, is_whole):
        """Compares both sides with what is expected; of a run that broke off each item may be as before."""
        ours, theirs = self.read_ours(), self.read_theirs()
        assert set(ours) == set(self.values)
        assert set(theirs) <= set(self.values) - self.gone
        for doi, values in self.values.items():
            is_new = doi not in self.items and doi in theirs
            if doi in theirs:
                self.items.add(doi)
            for field, three in values.items():
                before = three.ours, three.theirs
                now = ours[doi][field], theirs[doi][field] if doi in theirs else three.theirs
                wanted = expected[doi][field][:2]
                if is_whole and doi in self.unsure and field in SCALARS and now == before != wanted:
                    three.base = UNSURE  # nobody knows whether a broken run's value had arrived: both stay
                    self.spurious += 1
                    continue
                assert now == wanted or (not is_whole and now == before), (doi, field, direction, before, wanted, now)
                three.ours, three.theirs = now
                if now == wanted:
                    three.base = expected[doi][field][2]
                if not is_whole and now != before and not is_new:
                    self.unsure.add(doi)

    def judge_clashes(self, err, clashes, direction):
        """Every clash is said once, and nothing else is called one."""
        names = (
            {name: field for field, name in SCALARS.items()}
            if direction == "push"
            else {field: field for field in SCALARS}
        )
        said = [
            (key, names.get(name))
            for key, name in re.findall(r"^\[(\w+)\] (\w+): kept, both changed it", err, re.MULTILINE)
        ]
        assert len(said) == len(set(said)), "a clash is said twice"
        unsure = {self.keys[doi] for doi in self.unsure}
        assert clashes <= set(said), clashes - set(said)
        assert all(one in clashes or one[0] in unsure for one in said), set(said) - clashes
        for key, field in set(said) - clashes:
            doi = next(doi for doi, one in self.keys.items() if one == key)
            self.values[doi][field].base = UNSURE
            self.spurious += 1
        self.clashed += len(clashes)

    def resolve(self):
        """A person decides all clashes, for one side."""
        side = self.random.choice(["push", "pull"])
        for doi, values in self.values.items():
            for field, three in values.items():
                if field in SCALARS and doi in self.items - self.gone and three.clashes:
                    winner = three.ours if side == "push" else three.theirs
                    three.ours = three.theirs = three.base = winner
        ran = self.run(side, "--write", "--take", "ours" if side == "push" else "theirs")
        assert ran.code in (0, 1), ran.err


@pytest.fixture
def crash(monkeypatch):
    """Breaks the next run off before its nth request, or before it remembers something for the nth time."""
    left = {"ask": -1, "save": -1}

    def counted(name, function):
        def call(*args, **more):
            left[name] -= 1
            if left[name] == 0:
                raise CrashError
            return function(*args, **more)

        return call

    monkeypatch.setattr(Library, "_ask", counted("ask", Library._ask))
    monkeypatch.setattr(push_module, "write_synced", counted("save", push_module.write_synced))
    monkeypatch.setattr("refexport.cli.zotero.write_synced", counted("save", push_module.write_synced))
    return left


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1 if IS_QUICK else 4))
def test_random_edits_with_crashes_and_lost_answers_lose_nothing_and_double_nothing(
    seed, local, folder, run, crash, slept
):
    world = World(seed, local, folder, run)
    chance = world.random
    for _ in range(8):
        world.new_entry()
    for edit in range(1, 126):
        if chance.random() < 0.08:
            world.new_entry()
        chance.choice([world.edit_ours, world.edit_theirs])()
        if edit % 3:
            continue
        local.faults = [chance.choice(["", "", *FAULTS]) for _ in range(chance.choice([0, 0, 1, 3]))]
        breaks = chance.random() < 0.3
        crash |= {
            "ask": chance.randint(3, 9) if breaks else -1,
            "save": chance.randint(1, 4) if breaks and chance.random() < 0.5 else -1,
        }
        world.sync(chance.choice(["push", "pull"]), breaks=breaks or bool(local.faults))
        local.faults, crash["ask"], crash["save"] = [], -1, -1
        if chance.random() < 0.1:
            world.sync("push", breaks=False)
            world.sync("pull", breaks=False)
            world.resolve()
    for direction in ("push", "pull", "push", "pull"):
        world.sync(direction, breaks=False)
    before = local.writes
    world.sync("push", breaks=False)
    assert local.writes == before
    assert len(local.works()) == len(world.values) - len(world.gone)
