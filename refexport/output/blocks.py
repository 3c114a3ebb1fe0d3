"""Blocks: a file put together of what each of its entries gives, written and proved once for each content.

A block that an earlier run has proved, of an entry that has not changed since, is taken as it is (docs/decisions/0034).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import NamedTuple

from refexport.errors import Finding
from refexport.formats.format import Format, Written, loss
from refexport.formats.readback import prove, proved
from refexport.model.entry import Entry
from refexport.model.keys import folded_key
from refexport.output.selection import names_of
from refexport.store.kept import Kept
from refexport.store.pieces import digest

AT_ONCE = 500
"""Entries that are written and proved together: what that takes does not grow with the library."""


class EntryBlock(NamedTuple):
    """What an entry gives: the text in UTF-8; and field, reason and the field instead of each value that is lost."""

    text: bytes
    lost: tuple[tuple[str, str, str], ...]


class Assembled(NamedTuple):
    """The bytes of a file, proved, and what it could not carry."""

    data: bytes
    lost: tuple[Finding, ...]


def assembled(form: Format, entries: Sequence[Entry], prints: Mapping[str, bytes], kept: Kept) -> Assembled | None:
    """What a format's writer gives of entries, proved; None if blocks alone cannot say that.

    ``prints`` are the digests of what makes the entries, by cite key. WriteError as of the writer, and of `prove`.
    """
    if form.frame is None or not entries:
        return None
    if any(entry.has("ids") for entry in entries) and _share_keys(entries):
        return None
    known = kept.shelf(form.name, EntryBlock)
    own = [prints[entry.key] for entry in entries]
    fresh = [(entry, print_) for entry, print_ in zip(entries, own, strict=True) if print_ not in known]
    for group in _groups(fresh):
        if not _prove(form, group, known):
            return None
    kept.use(form.name, own)
    blocks = [known[one] for one in own]
    lost = [loss(entry.key, *one) for entry, (_, losses) in zip(entries, blocks, strict=True) for one in losses]
    together = form.frame.together(entries)
    if together:
        _prove_together(form, [pair for pair in zip(entries, blocks, strict=True) if pair[0].has("groups")], kept)
    start, between, end = (one.encode() for one in (form.frame.start, form.frame.between, form.frame.end + together))
    return Assembled(b"".join((start, between.join([text for text, _ in blocks]), end)), tuple(lost))


Fresh = Sequence[tuple[Entry, bytes]]
"""Entries whose blocks nobody knows, each with its digest."""


def _groups(fresh: Fresh) -> Iterator[Fresh]:
    """What is proved at once: an entry with other keys has its own proof."""
    plain = [pair for pair in fresh if not pair[0].has("ids")]
    yield from (plain[start : start + AT_ONCE] for start in range(0, len(plain), AT_ONCE))
    yield from ([pair] for pair in fresh if pair[0].has("ids"))


def _prove_together(form: Format, grouped: Sequence[tuple[Entry, EntryBlock]], kept: Kept) -> None:
    """WriteError if what a file says of its entries together, who is in which group, does not read back."""
    assert form.frame  # noqa: S101 - for the types
    entries = [entry for entry, _ in grouped]
    text = form.frame.joined((block.text.decode() for _, block in grouped), entries)
    known, content = kept.shelf("together", bool), digest(text.encode())
    if content not in known:
        prove(
            form, entries, Written(text, tuple(loss(entry.key, *one) for entry, block in grouped for one in block.lost))
        )
        known[content] = True
    kept.use("together", [content])


def _share_keys(entries: Sequence[Entry]) -> bool:
    """Whether two entries have a key in common, so that what one gives depends on the other."""
    names = [folded_key(name) for entry in entries for name in dict.fromkeys(names_of(entry))]
    return len(names) != len(set(names))


def _prove(form: Format, group: Fresh, known: MutableMapping[bytes, EntryBlock]) -> bool:
    """Whether the blocks of entries could be told apart, and are known now."""
    assert form.frame  # noqa: S101 - for the types
    entries = [entry for entry, _ in group]
    written = proved(form, entries)
    texts = form.frame.split(written.text, entries)
    if len(group) == 1:
        texts = [form.frame.between.join(texts)]
    lost: dict[str, list[Finding]] = defaultdict(list)
    for one in written.lost:
        lost[one.key].append(one)
    if len(texts) != len(entries) or not lost.keys() <= {entry.key for entry in entries}:
        return False
    for (entry, print_), text in zip(group, texts, strict=True):
        losses = tuple((one.field, one.message, one.instead) for one in lost[entry.key])
        known[print_] = EntryBlock(text.encode(), losses)
    return True
