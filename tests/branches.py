"""Random entries.toml and locks, random edits of them on two branches, and what a merge of these has to give.

The expectation is a three-way merge of plain dictionaries, made from what was edited; it knows nothing of the merge driver.
"""

import copy
import random
import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import tomli

from refexport.model.entry import Entry, Record, parse_value

# --- files as dictionaries


@dataclass
class Field:
    """A value as it is spelled, the comment behind it and the comment above it."""

    literal: str
    behind: str = ""
    above: str = ""

    @property
    def value(self):
        """What it means; the comments within are a part of it."""
        inside = re.findall("#c[0-9]+", self.literal)
        is_table = self.literal.startswith("[[")
        return repr(tomli.loads(self.literal if is_table else f"x = {self.literal}")), inside


@dataclass
class Table:
    """An entry or the settings: fields by their dotted keys, and those of its sub-tables by their headers."""

    header: str
    above: str = ""
    fields: dict = field(default_factory=dict)
    below: dict = field(default_factory=dict)

    def all_fields(self):
        return {("", ""): Field("1", "", self.above)} | {
            (part, name): one
            for part, fields in (("", self.fields), *self.below.items())
            for name, one in fields.items()
        }


@dataclass
class File:
    """Tables by key and comments by themselves, in order."""

    items: dict
    eol: str = "\n"
    bom: str = ""
    end: str = "\n"

    def tables(self):
        return {key: item for key, item in self.items.items() if isinstance(item, Table)}

    def text(self):
        blocks = [item if isinstance(item, str) else print_table(item) for item in self.items.values()]
        return "\n".join(blocks)

    def data(self):
        return (self.bom + (self.text().removesuffix("\n") + self.end).replace("\n", self.eol)).encode()


def print_table(table):
    lines = f"{table.above}[{table.header}]\n" + print_fields(table.fields)
    for part, fields in table.below.items():
        if part.startswith("[["):
            lines += "".join(f"{one.above}{one.literal}\n" for one in fields.values())
        else:
            lines += f"[{table.header}.{part}]\n" + print_fields(fields)
    return lines


def print_fields(fields):
    return "".join(
        f"{one.above}{name} = {one.literal}{f'  {one.behind}' if one.behind else ''}\n" for name, one in fields.items()
    )


# --- random files

KEYS = ["finn2017model", '"koch.2015"', "Snell2017", '"a:b/c"', "ravi-2017", "mueller", "x1", "x2"]
LATER = ["new1", "new2", "new3", '"new.4"']
"""Keys that both branches may add."""
RULES = ["missing-date", "other-work", "unknown-field"]


SPELLINGS = {
    "title": ['"Title N"', "'$\\alpha$ N'", '"""Many\n[lines] of N\n= """', "'''\nx\n\n  yN'''"],
    "date": ["201N", "2018-10-1N", '"201N-08"', '"201N~"'],
    "author": [
        '["Roe, BobN", { family = "周", given = \'志华\' }]',
        '[\n  { family = "Doe", given = "N" }, #\n  "{Some [Group] N}", #\n]',
        '[\n  {family = "Doe", given = "N"},\n\n]',
    ],
    "keywords": ["[\"oneN\", 'two']", '[ "oneN" ]', '[\n  "one", #\n  "xN",\n #\n]'],
    "note": ['"a N"', '"<<<<<<< N"', '"[x] = N"'],
    "allow": ['{ "missing-date" = "it is N" }', "{other-work = 'yes', missing-date = 'N'}"],
    "arxiv": ['"1703.0340N"', "'1703.0340N'"],
    "url": ['"https://example.org/N"'],
    "pages": ['"N--9"'],
    "mailto": ['"meN@example.org"'],
    "prefer": ['"published"', "'preprint'", '"preprint"'],
    "version": ["1"],
    "build": ['"bibtex"', "{ format = 'biblatex', sort = \"author\" }", '{ format = "bibtex", omit = ["note"] }'],
    "rule": ['"because N"', "'because N'"],
}
"""Field -> spellings of values; N stands for a digit, a space and # for a comment or nothing."""


class Maker:
    """Makes random things; each comment is another one."""

    def __init__(self, seed, count=0):
        self.random = random.Random(seed)
        self.count = count

    def comment(self):
        self.count += 1
        return f"#c{self.count}"

    def maybe(self, chance, text, otherwise=""):
        return text if self.random.random() < chance else otherwise

    def lines(self):
        return "".join(f"{self.comment()} words\n" for _ in range(self.random.choice([0, 0, 0, 1, 2])))

    def literal(self, name):
        spelling = self.random.choice(SPELLINGS.get(name) or SPELLINGS["build" if "build" in name else "rule"])
        inside = self.maybe(0.3, f" {self.comment()}")
        return spelling.replace("N", str(self.random.randrange(4))).replace(" #", inside)

    def field(self, name):
        return Field(self.literal(name), self.maybe(0.25, self.comment()), self.maybe(0.15, f"{self.comment()}\n"))

    def names(self, key):
        """The fields that an entry may have; the form of ``allow`` and of the authors follows from the key."""
        return ["title", "date", "keywords", "note", "arxiv", "url", "pages", *NAMES[hash_of(key) % 3]]

    def entry(self, key):
        names = self.random.sample(self.names(key)[1:], self.random.choice([0, 1, 3, 7]))
        names.insert(self.random.randrange(len(names) + 1), "title")
        table = Table(key, self.lines(), {name: self.field(name) for name in names})
        if hash_of(key) % 3 == 1:
            table.below["allow"] = {name: self.field(name) for name in self.random.sample(RULES, 2)}
        if hash_of(key) % 3 == 2:
            table.below["[[author]]"] = {"author": Field(self.people(key))}
        return table

    def people(self, key):
        return "\n\n".join(
            f'[[{key}.author]]\nfamily = "Doe{self.random.randrange(4)}"{self.maybe(0.2, f" {self.comment()}")}\ngiven = "Ann"'
            for _ in range(self.random.choice([1, 2]))
        )

    def settings(self):
        table = Table("refexport", "", {"version": Field("1")})
        if self.random.random() < 0.5:
            table.fields["prefer"] = self.field("prefer")
        table.below["export"] = {f'"build/{n}.bib"': self.field(f'"build/{n}.bib"') for n in range(3)}
        return table

    def file(self):
        items = {"#": f"{self.comment()} about the file\n"} if self.random.random() < 0.7 else {}
        items["refexport"] = self.settings()
        for key in self.random.sample(KEYS, self.random.randrange(len(KEYS))):
            if self.random.random() < 0.3:
                self.add_comment(items)
            items[key] = self.entry(key)
        return File(items, self.maybe(0.2, "\r\n", "\n"), self.maybe(0.2, "\ufeff"), self.maybe(0.3, "", "\n"))

    def add_comment(self, items):
        comment = self.comment()
        items[comment] = f"{comment} heading\n"


NAMES = [["author", "allow"], ["author"], ['allow."other-work"', 'allow."missing-date"']]


NEEDED = ("title", "version")
"""Fields that stay: an entry without any identifier or title is refused."""


def hash_of(key):
    return sum(map(ord, key))


# --- random edits


class Branch(Maker):
    """Edits of a file; keys, fields and values come from small sets, so that two branches meet."""

    def edited(self, base):
        file = copy.deepcopy(base)
        for _ in range(self.random.choice([1, 3, 6, 10])):
            self.random.choice(EDITS)(self, file)
        return file

    def some_table(self, file):
        return self.random.choice(list(file.tables().values()))

    def some_fields(self, table):
        fields = [fields for part, fields in table.below.items() if not part.startswith("[[")]
        return self.random.choice([table.fields, *fields])

    def some_entry(self, file):
        keys = [key for key in file.tables() if key != "refexport"]
        return self.random.choice(keys) if keys else None

    def append(self, file):
        key = self.random.choice(LATER)
        if key not in file.items:
            both = Maker(self.random.randrange(3), 3000)  # few enough that two branches add the same entry at times
            file.items[key] = (both if self.random.random() < 0.3 else self).entry(key)

    def insert(self, file):
        self.append(file)
        self.move(file)

    def move(self, file):
        keys = [key for key in file.items if key not in ("#", "refexport")]
        if keys:
            moved = self.random.choice(keys)
            items = [key for key in file.items if key != moved]
            items.insert(self.random.randrange(items.index("refexport") + 1, len(items) + 1), moved)
            file.items = {key: file.items[key] for key in items}

    def delete(self, file):
        file.items.pop(self.some_entry(file), None)

    def rename(self, file):
        old, new = self.some_entry(file), self.random.choice(LATER)
        if old and new not in file.items and hash_of(old) % 3 == hash_of(new) % 3:
            table = replace(file.items[old], header=new)
            for one in table.below.get("[[author]]", {}).values():
                one.literal = one.literal.replace(f"[[{old}.author]]", f"[[{new}.author]]")
            file.items = {new if key == old else key: table if key == old else item for key, item in file.items.items()}

    def edit(self, file):
        fields = self.some_fields(self.some_table(file))
        if fields:
            name = self.random.choice(list(fields))
            fields[name] = replace(fields[name], literal=self.literal(name))

    def edit_people(self, file):
        table = self.some_table(file)
        for one in table.below.get("[[author]]", {}).values():
            one.literal = self.people(table.header)

    def reformat(self, file):
        fields = self.some_fields(self.some_table(file))
        for one in fields.values():
            if re.fullmatch(r'"[\w. ]+"', one.literal):
                one.literal = f"'{one.literal[1:-1]}'"

    def add_field(self, file):
        table = self.some_table(file)
        if table.header == "refexport":
            name = self.random.choice(["mailto", "prefer", '"build/9.bib"'])
            fields = table.fields if name in ("mailto", "prefer") else table.below["export"]
        else:
            fields = self.some_fields(table)
            name = self.random.choice(self.names(table.header) if fields is table.fields else RULES)
        if name not in fields:
            places = [*fields, name]
            if self.random.random() < 0.5:
                self.random.shuffle(places)
            made = {**fields, name: self.field(name)}
            fields.clear()
            fields.update({name: made[name] for name in places})

    def delete_field(self, file):
        fields = self.some_fields(self.some_table(file))
        names = [name for name in fields if name not in NEEDED]
        if names:
            del fields[self.random.choice(names)]

    def remark(self, file):
        fields = self.some_fields(self.some_table(file))
        if fields:
            name = self.random.choice(list(fields))
            fields[name] = replace(fields[name], behind=self.maybe(0.7, self.comment()))

    def comment_above(self, file):
        table = self.some_table(file)
        table.above = self.maybe(0.7, self.lines())

    def comment_field(self, file):
        fields = self.some_fields(self.some_table(file))
        for one in fields.values():
            one.above = self.maybe(0.5, f"{self.comment()} above\n", one.above)

    def heading(self, file):
        comments = [key for key in file.items if key.startswith("#c")]
        if comments and self.random.random() < 0.6:
            old = self.random.choice(comments)
            new = self.comment()
            file.items = {new if key == old else key: item for key, item in file.items.items()}
            file.items[new] = f"{new} heading\n"
            if self.random.random() < 0.3:
                del file.items[new]
        else:
            self.add_comment(file.items)

    def outer_form(self, file):
        form = self.random.choice(["eol", "bom", "end"])
        setattr(file, form, {"eol": "\r\n", "bom": "\ufeff", "end": ""}[form])


EDITS = [
    Branch.append, Branch.append, Branch.insert, Branch.move, Branch.delete, Branch.rename, Branch.edit, Branch.edit, Branch.edit,
    Branch.edit_people, Branch.reformat, Branch.add_field, Branch.add_field, Branch.delete_field, Branch.remark,
    Branch.comment_above, Branch.comment_field, Branch.heading, Branch.outer_form,
]  # fmt: skip


def branches(seed):
    """A file and what two branches made of it."""
    maker = Maker(seed)
    base = maker.file()
    return base, Branch(3 * seed + 1, 1000).edited(base), Branch(3 * seed + 2, 2000).edited(base)


# --- what has to come of it


class Expected(NamedTuple):
    """Key -> (part, name) -> field, with our side of every conflict and with theirs, and the places of these."""

    ours: dict
    theirs: dict
    conflicts: set


def expected(base, ours, theirs):
    """A three-way merge by entry and field."""
    made = Expected({}, {}, set())
    sides = [side.tables() for side in (base, ours, theirs)]
    for key in dict.fromkeys([*sides[1], *sides[2]]):
        old, one, two = (side.get(key) for side in sides)
        if one and two:
            three = [table.all_fields() if table else {} for table in (old, one, two)]
            _merge_fields(key, *three, made)
        elif old is None:
            made.ours[key] = made.theirs[key] = (one or two).all_fields()
        elif old != (one or two):
            made.conflicts.add((key,))
            made[0 if one else 1][key] = (one or two).all_fields()
    return made


def _merge_fields(key, base, ours, theirs, made):
    mine, other = made.ours.setdefault(key, {}), made.theirs.setdefault(key, {})
    for place in dict.fromkeys([*ours, *theirs]):
        old, one, two = base.get(place), ours.get(place), theirs.get(place)
        if one and two:
            meant = two if old and one.value == old.value else one
            is_conflict = one.value != two.value and not (old and old.value in (one.value, two.value))
            mine[place], other[place] = (one, two) if is_conflict else (meant, meant)
        else:
            is_conflict = old not in (None, one or two)
            if one and (is_conflict or old is None):
                mine[place] = one
            if two and (is_conflict or old is None):
                other[place] = two
            if old is None:
                mine[place] = other[place] = one or two
        if is_conflict:
            made.conflicts.add((key, *place))


def meaning(entries):
    """What TOML says of such entries."""
    text = ""
    for key, fields in entries.items():
        table = Table(key)
        for (part, name), one in fields.items():
            if name:
                (table.below.setdefault(part, {}) if part else table.fields)[name] = one
        text += print_table(table)
    return tables_of(text)


def tables_of(text):
    """What TOML says, but for sub-tables without fields."""
    return {
        key: {name: value for name, value in table.items() if value != {}} for key, table in tomli.loads(text).items()
    }


CONFLICT = re.compile(r"^<<<<<<< ours\n(.*?)^=======\n(.*?)^>>>>>>> theirs\n", re.MULTILINE | re.DOTALL)


def check_merged(data, base, ours, theirs):
    """Fails unless a merged file is what it has to be; gives how many conflicts it has."""
    three = (base, ours, theirs)
    eol, bom = (changed(*(getattr(file, form) for file in three)) for form in ("eol", "bom"))
    text = data.decode()
    assert text == bom + text.removeprefix("\ufeff")
    assert text.count("\n") == text.count(eol)
    text = text.removeprefix(bom).replace("\r\n", "\n")
    made = expected(*three)
    assert len(CONFLICT.findall(text)) == len(made.conflicts)
    assert tables_of(CONFLICT.sub(r"\1", text)) == meaning(made.ours)
    assert tables_of(CONFLICT.sub(r"\2", text)) == meaning(made.theirs)
    _check_comments(text, *three, is_clean=not made.conflicts)
    _check_untouched(text, *three)
    _check_order(text, ours, theirs)
    return len(made.conflicts)


def changed(base, ours, theirs):
    """What the side that changed something made of it, ours first."""
    return theirs if ours == base else ours


def _check_comments(text, base, ours, theirs, *, is_clean):
    """A comment is there if both sides have it or one has it anew, be it in an entry under a new key."""
    old, one, two, found = map(comments_of, (base.text(), ours.text(), theirs.text(), text))
    wanted = (one & two) | (one - old) | (two - old)
    assert wanted <= found <= one | two
    new = [table for side in (ours, theirs) for key, table in side.tables().items() if key not in base.items]
    assert not is_clean or found - wanted <= comments_of("".join(map(print_table, new)))


def comments_of(text):
    """The comments of a text; each of them is another one."""
    return set(re.findall("#c[0-9]+", text))


def _check_untouched(text, base, ours, theirs):
    """An entry that nobody touched stands there as it did."""
    sides = [{print_table(table) for table in side.tables().values()} for side in (base, ours, theirs)]
    for block in set.intersection(*sides):
        assert block in f"{text}\n"


def _check_order(text, ours, theirs):
    """All entries of one side stand in its order; which one depends on who moved some."""
    found = re.findall(r"^\[([^\[\].]+|\"[^\"]+\")\]$", text, re.MULTILINE)
    orders = [
        ([key for key in found if key in side.items], [key for key in side.tables() if key in found])
        for side in (ours, theirs)
    ]
    assert any(here == there for here, there in orders)


# --- locks


def lock_of(file, maker):
    """Records of the entries of a file."""
    return edited_lock({}, file, maker)


def random_records(maker, key):
    schemes = ("arxiv", "doi", "dblp")[: maker.random.randrange(1, 4)]
    return tuple(random_record(maker, f"{scheme}:{hash_of(key)}") for scheme in schemes)


def random_record(maker, identifier):
    """What a service may have said about an identifier."""
    if maker.random.random() < 0.1:
        return Record(identifier, "arxiv")
    year = maker.random.choice(["", "2019", "2021-05-01", "2023"])
    title = parse_value("title", f"Title {maker.random.randrange(5)}")
    return Record(identifier, "arxiv", year, Entry("", "article", {"title": title}))


def edited_lock(lock, file, maker):
    """The lock of a branch: records of its entries, some fetched again."""
    made = {}
    for key in (key.strip('"') for key in file.tables() if key != "refexport"):
        records = lock.get(key) or random_records(maker, key)
        made[key] = tuple(random_record(maker, one.id) if maker.random.random() < 0.2 else one for one in records)
    return made


def expected_lock(base, ours, theirs):
    """(key, identifier) -> record."""
    sides = [{(key, one.id): one for key, records in lock.items() for one in records} for lock in (base, ours, theirs)]
    made = {}
    for place in sides[1].keys() | sides[2].keys():
        old, one, two = (side.get(place) for side in sides)
        if one and two:
            says_more = [(record.entry is not None, record.updated) for record in (one, two)]
            later = two if says_more[1] > says_more[0] else one
            made[place] = one if two in (one, old) else two if one == old else later
        elif (one or two) != old:
            made[place] = one or two
    return made
