"""Inheritance: the fields of blocks with what they take over from others, by ``xdata`` and ``crossref``.

Source: the biblatex manual 3.18, sections 2.2.3, 3.13.6 (data containers) and appendix B. As biber does: an entry's
``xdata`` come first and replace its own fields, its ``crossref`` fills what is missing, each through every step.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from refexport.data.datamodel import LISTED, NAMES, TYPE_ALIASES, datatype_of
from refexport.data.inheritance import IDENTIFYING, INHERIT, LENIENT, NOT_INHERITED
from refexport.data.patterns import regex
from refexport.formats.bib.dates import DATE_PARTS
from refexport.formats.bib.expansion import Budget
from refexport.formats.bib.syntax import Block
from refexport.model.name import split_names

Fields = dict[str, str]
Report = Callable[[Block, str, str, str, str], None]
"""Takes a problem: block, field, message, value and level."""

GRANULAR = regex(r"xdata\s*=\s*(\S+)")
"""A reference to one field of an @xdata, or to one of its items (section 3.13.6)."""

OVER_LIMIT = "the entries of this file take over too many characters; left out"


class Inheritance:
    """The fields of each block of a file under their own names, with what they take over.

    ``own_fields`` gives the fields of a block; characters that are copied count against the budget.
    """

    def __init__(
        self, blocks: Sequence[Block], own_fields: Callable[[Block], Fields], budget: Budget, report: Report
    ) -> None:
        self.report, self.budget = report, budget
        self.blocks = blocks
        self.fields = [own_fields(block) for block in blocks]
        self.types = [TYPE_ALIASES.get(block.type, (block.type,))[0] for block in blocks]
        self.by_key = _by_key(blocks)
        self.used: set[int] = set()
        self.items: dict[tuple[int, str], list[str]] = {}
        self._resolve_all()

    def _resolve_all(self) -> None:
        """Parents before their children, without recursion: a chain may be as long as the file."""
        done: set[int] = set()
        for start in range(len(self.blocks)):
            path = {start: self._parents(start)}
            while path:
                child = next(reversed(path))
                parent = -1 if child in done else next((one for one in path[child] if one not in done), -1)
                if parent >= 0 and parent not in path:
                    path[parent] = self._parents(parent)
                elif parent < 0:
                    path.pop(child)
                    self._take_over(child, path) if child not in done else None
                    done.add(child)

    def _parents(self, child: int) -> Iterator[int]:
        fields = self.fields[child]
        keys = [*_keys(fields.get("xdata", "")), *_keys(fields.get("crossref", ""))]
        keys += [place[0] for value in fields.values() for place in map(self._place, _references(value)) if place]
        return iter([found for key in keys if (found := self._find(key)) is not None])

    def _find(self, key: str) -> int | None:
        """The block of a key; biber minds its case, BibTeX does not (btxdoc, section 2)."""
        return self.by_key.get(key, self.by_key.get(key.lower()))

    def _take_over(self, child: int, waiting: Mapping[int, object]) -> None:
        """Completes the fields of a block whose parents are complete, but for those that wait for it in a circle."""
        fields = self.fields[child]
        for key in _keys(fields.pop("xdata", "")):
            if (parent := self._parent(child, "xdata", key, waiting)) is not None:
                self._take_data(child, parent, key)
        for field, value in list(fields.items()):
            if "xdata" in value:
                fields[field] = self._spliced(child, field, value, waiting)
        crossref = fields.pop("crossref", "").strip()
        if crossref and (parent := self._parent(child, "crossref", crossref, waiting)) is not None:
            more = _from_parent(self.types[child], fields, self.types[parent], self.fields[parent])
            self._add(child, "crossref", crossref, more)

    def _parent(self, child: int, field: str, key: str, waiting: Mapping[int, object]) -> int | None:
        """The block that a field names; None, and a message, if it is missing or the block's own descendant."""
        found = self._find(key)
        problem = ""
        if found is None:
            problem = f"there is no entry {key!r} to take fields from"
        elif found == child or found in waiting:
            problem = f"{self.blocks[child].key!r} and {key!r} take fields from each other; not followed"
        elif field == "xdata" and self.types[found] != "xdata":
            problem = f"{key!r} is no @xdata; nothing is taken from it"
        if problem:
            self.report(self.blocks[child], field, problem, key, "warning")
            return None
        if found is not None:
            self.used.add(found)
        return found

    def _take_data(self, child: int, parent: int, key: str) -> None:
        more = {name: value for name, value in self.fields[parent].items() if name != "ids"}
        fields = self.fields[child]
        for name in more.keys() & fields.keys():
            if more[name] != fields[name]:
                message = f"the {name} of @xdata {key!r} replaces its own, as biber has it"
                self.report(self.blocks[child], name, message, fields[name], "warning")
        self._add(child, "xdata", key, more)

    def _add(self, child: int, field: str, key: str, more: Fields) -> None:
        if self.budget.grants(sum(len(name) + len(value) for name, value in more.items())):
            self.fields[child] |= more
        else:
            self.report(self.blocks[child], field, OVER_LIMIT, key, "error")

    def _place(self, reference: str) -> tuple[str, str, int] | None:
        """Key, field and number of the item (0 for all) that ``key-field-2`` names; the key may have hyphens."""
        *key, last = reference.split("-")
        item = int(last) if last.isdecimal() and len(key) > 1 else 0
        if item:
            *key, last = key
        return ("-".join(key), last.lower(), item) if key else None

    def _spliced(self, child: int, field: str, value: str, waiting: Mapping[int, object]) -> str:
        """A value with the items of @xdata in place of references to them."""
        is_list = datatype_of(field) == NAMES or field in LISTED
        items = split_names(value) if is_list else [value]
        read = [self._item(child, field, item.strip(), waiting) for item in items]
        if read == items:
            return value
        joined = " and ".join(filter(None, read))
        if self.budget.grants(len(joined)):
            return joined
        self.report(self.blocks[child], field, OVER_LIMIT, value, "error")
        return ""

    def _item(self, child: int, field: str, item: str, waiting: Mapping[int, object]) -> str:
        reference = GRANULAR.fullmatch(item)
        place = self._place(reference[1]) if reference else None
        if not place:
            return item
        key, source, number = place
        parent = self._parent(child, "xdata", key, waiting)
        if parent is None:
            return ""
        found = self.fields[parent].get(source, "")
        if (parent, source) not in self.items:
            self.items[parent, source] = split_names(found)
        items = self.items[parent, source] if number else [found]
        if not found or number > len(items):
            self.report(self.blocks[child], field, f"@xdata {key!r} has no such {source}; left out", item, "warning")
            return ""
        return items[number - 1] if number else found


def _by_key(blocks: Sequence[Block]) -> dict[str, int]:
    """key -> its block, also in small letters and by its other keys; an entry without a key is nobody's parent."""
    exact = {block.key: number for number, block in reversed([*enumerate(blocks)]) if block.key}
    small: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.key:
            small.setdefault(block.key.lower(), number)
        for other in _keys(dict(block.fields).get("ids", "")) if block.key else ():
            small.setdefault(other, number)
    return small | exact


def _keys(value: str) -> list[str]:
    return list(dict.fromkeys(key for one in value.split(",") if (key := one.strip())))


def _references(value: str) -> Iterator[str]:
    """The references of a value to fields of @xdata."""
    if "xdata" in value:
        yield from GRANULAR.findall(value)


def _from_parent(type_: str, fields: Fields, parent_type: str, parent: Fields) -> Fields:
    """What an entry of a type with these fields takes over from the one that its ``crossref`` names.

    BibTeX's users name a series so too, of which the entry is a volume (btxdoc's own example): it is no book of it.
    """
    more: Fields = {}
    processed: set[str] = set()
    for rule in (*INHERIT, *LENIENT):
        if parent_type in rule.parents and type_ in rule.children:
            for source, target in rule.fields:
                processed.add(source)
                is_series = source == "title" and parent.get(source) == fields.get("series")
                if target and source in parent and target not in fields and not is_series:
                    more.setdefault(target, parent[source])
    skipped = processed | NOT_INHERITED | IDENTIFYING
    if (own := DATE_PARTS & fields.keys()) and not (own == {"year"} and parent.get("year") == fields["year"]):
        skipped |= DATE_PARTS  # a month of the parent's would make another date of the child's year
    rest = {name: value for name, value in parent.items() if name not in skipped and name not in fields}
    return rest | more
