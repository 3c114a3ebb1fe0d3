"""How fast this machine is now, beside the one on which limits of processor time were set."""

import re
import time

REFERENCE = 0.005
"""Seconds of processor time that `_work` took there."""

WORDS = re.compile(r"(\w+)-(\w+)")


def slowness() -> float:
    """How many times slower than there Python is at this moment: a neighbour on the same core counts; 1 at the least."""
    start = time.thread_time()
    _work()
    return max(1.0, (time.thread_time() - start) / REFERENCE)


def _work() -> int:
    """What readers do: patterns, slices, dictionaries, joined strings."""
    seen: dict[str, int] = {}
    for number in range(6_000):
        words = f"word{number}-of{number % 97}"
        found = WORDS.fullmatch(words)
        for word in (found[1], found[2], words[3:]) if found else ():
            seen[word] = seen.get(word, 0) + len(word.upper())
    return len("".join(seen))
