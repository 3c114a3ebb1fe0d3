"""Compare: what entries.toml and Zotero changed since they last agreed, value by value, and what follows from it.

What only entries.toml changed is sent, what only Zotero changed is there to be pulled, what both changed differently is
a clash and stays as it is on both sides. Tags and the like are compared member by member, and never clash.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from refexport.store.synced import ItemValues, Sending, Synced
from refexport.sync.values import MEMBERS

OURS, THEIRS = "ours", "theirs"


class Clash(NamedTuple):
    """A value that both sides have otherwise than when they last agreed; None is a value that is not there."""

    name: str
    ours: Any
    theirs: Any
    before: Any


class Edit(NamedTuple):
    """What is added to a value with members, and what is removed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class Comparison(NamedTuple):
    """What is to be sent (None: to be removed; an `Edit` where members come and go), and the clashes.

    ``known`` is the agreement as it is now, before anything is sent.
    """

    send: Mapping[str, Any]
    clashes: tuple[Clash, ...]
    known: Synced


def compare(
    ours: ItemValues,
    theirs: ItemValues,
    known: Synced,
    alike: Callable[[str], bool] = lambda _name: False,
    take: Callable[[str], str] = lambda _name: "",
) -> Comparison:
    """How two items differ. ``alike`` says of a name whether both spell the same; ``take`` whose value to take."""
    send: dict[str, Any] = {}
    clashes: list[Clash] = []
    sent, held = dict(known.sent), dict(known.held)
    for name in dict.fromkeys((*ours, *theirs, *sent, *held)):
        one, other = ours.get(name), theirs.get(name)
        if name in MEMBERS:
            edit = _edit(one or (), other or (), sent.get(name, ()))
            _settle_members(name, ours, theirs, sent, held)
            send |= {name: edit} if any(edit) else {}
            continue
        is_ours, is_theirs = one != sent.get(name), other != held.get(name)
        if not is_same(one, other) and is_ours:
            wanted = take(name) if is_theirs else OURS
            if wanted == OURS:
                send[name] = one
                continue
            if not wanted and not alike(name):
                clashes.append(Clash(name, one, other, sent.get(name)))
                continue
        elif not is_same(one, other):
            continue
        _set(sent, name, one)
        _set(held, name, other)
    return Comparison(send, tuple(clashes), known._replace(sent=sent, held=held))


def is_same(one: Any, other: Any) -> bool:  # noqa: ANN401 - values as in JSON
    """Whether two values are equal but for blanks, and for how a name without a given name is kept."""
    return bool(one == other or _plain(one) == _plain(other))


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value if part != ""]
    return value


def _edit(ours: Iterable[str], theirs: Iterable[str], sent: Iterable[str]) -> Edit:
    """What only entries.toml added or removed, as far as Zotero has not done the same."""
    new, there, old = set(ours), set(theirs), set(sent)
    return Edit(tuple(sorted(new - old - there)), tuple(sorted((old - new) & there)))


def _settle_members(
    name: str, ours: ItemValues, theirs: ItemValues, sent: dict[str, Any], held: dict[str, Any]
) -> None:
    """Members that both have, or both lack, are agreed on."""
    new, there = set(ours.get(name, ())), set(theirs.get(name, ()))
    both, neither = new & there, set(sent.get(name, ())) - new - there
    for base in (sent, held):
        _set(base, name, sorted((set(base.get(name, ())) | both) - neither))


def agreed(known: Synced, send: Mapping[str, Any], ours: ItemValues, before: ItemValues, after: ItemValues) -> Synced:
    """The agreement when Zotero has taken what was sent: ``before`` and ``after`` are what it said then and says now.

    What Zotero had changed itself, and nobody has pulled, stays news. Names that neither has are not touched.
    """
    sent, held = dict(known.sent), dict(known.held)
    for name in dict.fromkeys((*send, *before, *after)):
        edit = send.get(name)
        if isinstance(edit, Edit):
            for base in (sent, held):
                _set(base, name, sorted((set(base.get(name, ())) | set(edit.added)) - set(edit.removed)))
        elif name in send:
            _set(sent, name, ours.get(name))
            _set(held, name, after.get(name))
        elif name not in MEMBERS and before.get(name) == held.get(name):
            _set(held, name, after.get(name))
    return known._replace(sent=sent, held=held, is_new=False, sending=None)


def arrived(known: Synced, theirs: ItemValues, version: int) -> Synced:
    """The agreement after a run that did not hear the answer: an item is changed by a request as a whole or not at all.

    So one value that is there as it was sent, and was not before, tells of all. ``version`` is the item's now.
    """
    sending = known.sending
    if not sending:
        return known._replace(is_new=False)
    edits = {name: _as_edit(name, value, known) for name, value in sending.values.items()}
    is_there = any(_is_there(edit, theirs.get(name), known.held.get(name)) for name, edit in edits.items())
    if not is_there or (version and version == sending.version):
        return known._replace(sending=None, is_new=False)
    after = {name: theirs.get(name) if is_same(theirs.get(name), one) else one for name, one in sending.values.items()}
    return agreed(known, edits, sending.values, {}, after)


def _as_edit(name: str, value: Any, known: Synced) -> Any:  # noqa: ANN401 - values as in JSON
    if name not in MEMBERS:
        return value
    old, new = set(known.sent.get(name, ())), set(value or ())
    return Edit(tuple(sorted(new - old)), tuple(sorted(old - new)))


def _is_there(edit: Any, theirs: Any, held: Any) -> bool:  # noqa: ANN401 - values as in JSON
    if isinstance(edit, Edit):
        there, before = set(theirs or ()), set(held or ())
        return bool((set(edit.added) - before) & there or (set(edit.removed) & before) - there)
    return is_same(theirs, edit) and not is_same(held, edit)


def sending_of(comparison: Comparison, ours: ItemValues, version: int) -> Sending:
    """What is noted before anything is sent."""
    return Sending(version, {name: ours.get(name) for name in comparison.send})


def _set(values: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401 - values as in JSON
    if value is None or value == []:
        values.pop(name, None)
    else:
        values[name] = value
