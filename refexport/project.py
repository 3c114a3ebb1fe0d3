"""Project: entries.toml and its lock, merged; what every command but ``init`` works on."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from refexport.errors import FileError, Finding
from refexport.model.entry import Entry, Merged, Record, all_identifiers, identifiers
from refexport.model.ids import PLUG_INS, SCHEMES, Scheme
from refexport.store.entries import Hand, Library, Settings, load_entries
from refexport.store.lock import Lock, read_lock
from refexport.store.reconcile import by_identifier, records_of
from refexport.store.typed import CITED_AS
from refexport.text.messages import did_you_mean
from refexport.works.inheritance import completed, is_inherited
from refexport.works.merge import is_apart, merge


def lock_path(entries: Path) -> Path:
    """``entries.lock.json`` beside ``entries.toml``."""
    return entries.with_suffix(".lock.json")


def known_schemes() -> tuple[Scheme, ...]:
    """The schemes of identifiers that services are asked for, those of installed plug-ins too.

    The services themselves are loaded only where there are plug-ins (start-up time, docs/decisions/0001).
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 - export never needs it

    if not entry_points(group=PLUG_INS):
        return tuple(SCHEMES.values())
    from refexport.registries import installed_schemes  # noqa: PLC0415 - as above

    return installed_schemes()


class Project:
    """The two files as they stand; nothing here changes them."""

    def __init__(self, path: Path, library: Library | None = None, lock: Lock | None = None) -> None:
        """Reads the files of what is not given; InputError, FileError, LockError: one of them cannot be used."""
        self.path = path
        self.library: Library = library or load_entries(path)
        self.lock: Lock = read_lock(lock_path(path)) if lock is None else lock

    @cached_property
    def merged(self) -> tuple[Merged, ...]:
        """Every entry with what the records and the entry of its ``crossref`` say, in the order of entries.toml."""
        omitted = {hand.entry.key: hand.omit for hand in self.library.hands if hand.omit}
        return completed([self._merge(hand) for hand in self.library.hands], omitted)

    @cached_property
    def unlocked(self) -> Mapping[str, tuple[str, ...]]:
        """Cite key -> the identifiers of the entry that no record of the lock answers, by the schemes that all know."""
        known = self._known
        suspects = [hand.entry for hand in self.library.hands if not known.keys() >= set(self._ids[hand.entry.key])]
        lacking = {one.key: tuple(id_ for id_ in identifiers(one) if id_ not in known) for one in suspects}
        return {key: ids for key, ids in lacking.items() if ids}

    @cached_property
    def _ids(self) -> Mapping[str, tuple[str, ...]]:
        return {hand.entry.key: all_identifiers(hand.entry) for hand in self.library.hands}

    @cached_property
    def _known(self) -> Mapping[str, Record]:
        return by_identifier(self.lock)

    @cached_property
    def _by_key(self) -> Mapping[str, Hand]:
        return {hand.entry.key: hand for hand in self.library.hands}

    @property
    def settings(self) -> Settings:
        """What stands in ``[refexport]``."""
        return self.library.settings

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is exported."""
        return tuple(merged.entry for merged in self.merged)

    @property
    def apart(self) -> frozenset[str]:
        """The cite keys of entries of which a record is of another work, and so is not used, nor what leads to it."""
        return frozenset(one.entry.key for one in self.merged if is_apart(one))

    def place_of(self, key: str) -> str:
        """The file and the line of an entry's header, ``entries.toml:12``; KeyError if there is none."""
        hand = self._by_key[key]
        return f"{hand.store if hand.is_shared else self.path}:{hand.line}"

    def require(self, keys: Iterable[str], *, quote: str = "") -> None:
        """FileError that names the keys without an entry, each in a ``quote`` mark, and the nearest keys there are."""
        known = {hand.entry.key for hand in self.library.hands}
        if unknown := [key for key in dict.fromkeys(keys) if key not in known]:
            hints = [(key, self._hint(key)) for key in unknown]
            named = ", ".join(f"{quote}{key}{quote}" for key in unknown)
            many = len(unknown) > 1
            hint = "; ".join(f"{key}: {hint}" if many else hint for key, hint in hints if hint)
            raise FileError(f"{self.path} has no entry {named}", hint)

    def _hint(self, key: str) -> str:
        """The entry that an unknown key is another key of, or the nearest keys there are."""
        others = {other: hand.entry.key for hand in self.library.hands for other in hand.entry.words("ids")}
        if key in others:
            return f"it is another key of {others[key]}"
        return did_you_mean(key, (*(hand.entry.key for hand in self.library.hands), *others), most=3, least=0.6)

    def keep(self) -> None:
        """Nothing is kept of a project that was read whole."""

    def require_own(self, keys: Iterable[str]) -> None:
        """FileError for a key whose entry stands in the store: nothing here writes to that."""
        for key in keys:
            if (hand := self._by_key.get(key)) and hand.store:
                raise FileError(f"[{key}] stands in the store {hand.store}", f"there: refexport -f {hand.store} …")

    @property
    def uncited(self) -> tuple[str, ...]:
        """What to say of keys that the documents of `pick` cite and nobody has."""
        return tuple(one.message for one in self.library.warnings if one.rule == "missing-entry")

    def findings(self, keys: Collection[str] = ()) -> list[Finding]:
        """What there is to fix, at its place in entries.toml, sorted by line; FileError for an unknown key."""
        from refexport.checks import find  # noqa: PLC0415 - 30 ms that most commands do not need
        from refexport.checks.rule import Subject  # noqa: PLC0415 - as above

        self.require(keys)
        hands = {hand.entry.key: hand for hand in self.library.hands}
        subject = Subject(self.merged, dt.datetime.now(tz=dt.UTC).year, known_schemes())
        told = find(subject, self._allowed(), self.library.warnings)
        own = [one for one in told if not is_inherited(one.origin)]  # the others are told of the entry that says so
        found = [self._placed(one, hands.get(one.key)) for one in own]
        return sorted((one for one in found if not keys or one.key in keys), key=lambda one: one.line)

    def allows(self, key: str, rule: str) -> bool:
        """Whether the entry of a cite key, or the settings, allow what a rule finds; a preprint also by `prefer`."""
        is_wanted = rule == "published-version-exists" and self.preferred(key) == "preprint"
        return is_wanted or rule in self.library.settings.allow or rule in self._by_key[key].allow

    def preferred(self, key: str) -> str:
        """Which publication the entry of a cite key takes its facts from (`PREFERENCES`); KeyError if there is none."""
        return self._prefer(self._by_key[key])

    def _prefer(self, hand: Hand) -> str:
        return hand.prefer or self.library.settings.prefer

    def _merge(self, hand: Hand) -> Merged:
        records = records_of(self._ids[hand.entry.key], self.lock.get(hand.entry.key, ()), self._known)
        prefer, trust = self._prefer(hand), "other-work" in hand.allow
        return merge(hand.entry, records, prefer=prefer, omit=hand.omit, trust=trust, cited=hand.cited)

    def _allowed(self) -> Mapping[str, Mapping[str, str]]:
        return {
            "": self.library.settings.allow,
            **{hand.entry.key: hand.allow for hand in self.library.hands if hand.allow},
        }

    def _placed(self, one: Finding, hand: Hand | None) -> Finding:
        """The finding at the line of its field, else of its entry; one about all entries stands in the settings.

        The reader's have their place.
        """
        if one.fix and not (hand and hand.is_table and not (hand.store and one.field not in hand.lines)):
            one = one._replace(fix=None)
        if one.line:
            return one
        lines = hand.lines if hand else self.library.settings.lines
        field = one.field if hand else f"check.{one.field}"
        if hand and hand.cited and hand.cited.has(field) and field not in lines:
            field = CITED_AS
        fix = hand.typed_fix(one.fix) if hand and one.fix else None
        path = hand.store if hand and hand.is_shared else str(self.path)
        return one._replace(path=path, line=lines.get(field, hand.line if hand else 1), fix=fix)
