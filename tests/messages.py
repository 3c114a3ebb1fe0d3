"""Messages: what a run said, message by message, and which of the parts that help each of them has."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tests.cli.mistakes import APPLY, PARTS, Mistake

ACCOUNT = re.compile(
    r"\d+ (?:entr|shard|more with)|\[\*\] |left out: |nothing new$|wrote |Usage: |Try '"
    r"|\S+: \d+ (?:entr|line)|\S+:\d+: \[\S+\] new: "
)
"""How a line begins that sums up what was done, and is about no mistake."""


def messages(text: str) -> Sequence[str]:
    """The messages in what was printed, each with the lines that are indented below it; an account has no hint."""
    found: list[str] = []
    for line in filter(None, text.splitlines()):
        if line.startswith(" ") and found:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return [one for one in found if "\n" in one or not ACCOUNT.match(one)]


def parts(message: str, row: Mistake) -> Mapping[str, bool]:
    """Part -> whether a message has it, for the parts that a mistake of its kind can have."""
    wanted = {**row._asdict(), "line": "" if row.line is None else f":{row.line}"}
    return {part: _has(message, str(wanted[part] or "")) for part in APPLY[row.kind]}


def best(said: Sequence[str], row: Mistake) -> Mapping[str, bool]:
    """The parts of the message that has most of them; none where nothing was said."""
    rated = [parts(message, row) for message in said] or [dict.fromkeys(APPLY[row.kind], False)]
    return max(rated, key=lambda one: sum(one.values()))


def rating(rated: Sequence[tuple[Mistake, Mapping[str, bool]]]) -> Iterator[str]:
    """A table: each mistake with its parts, ``-`` for those that it cannot have; and the sum."""
    width = max(len(row.name) for row, _ in rated)
    heads = ["key" if part == "about" else part for part in PARTS]
    yield " ".join(["".ljust(width), *(head.rjust(6) for head in heads)])
    for row, has in rated:
        cells = [("yes" if has[part] else "NO") if part in has else "-" for part in PARTS]
        yield " ".join([row.name.ljust(width), *(cell.rjust(6) for cell in cells)])
    told, possible = sum(sum(has.values()) for _, has in rated), sum(len(has) for _, has in rated)
    yield f"{len(rated)} mistakes, {told} of {possible} parts told"


def _has(message: str, words: str) -> bool:
    """Whether the words stand there as such: ``bibtex`` is not said by ``bibtexx``, nor line 1 by line 10."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else "", r"(?!\w)" if words[-1:].isalnum() else "")
    return bool(words and re.search(before + re.escape(words) + after, message))
