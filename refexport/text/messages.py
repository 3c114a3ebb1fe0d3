"""Messages: what all of them share: the nearest known names as a hint, and values cut to a line."""

from functools import lru_cache

MOST_SHOWN = 80
"""Characters of a value that a message repeats."""


@lru_cache(maxsize=1000)
def did_you_mean(name: str, known: tuple[str, ...], *, most: int = 1, least: float = 0.7, quote: str = "") -> str:
    """A hint with the nearest known names, whatever their case, or nothing.

    ``most`` of them, whose likeness (``difflib``'s ratio, 0 to 1) is ``least`` or more, each in a ``quote`` mark.
    """
    import difflib  # noqa: PLC0415 - only when there is something wrong (start-up time)

    by_lower = {one.lower(): one for one in reversed(known)}
    near = difflib.get_close_matches(name.lower(), by_lower, most, least)
    return f"did you mean {' or '.join(f'{quote}{by_lower[one]}{quote}' for one in near)}?" if near else ""


def shorten(text: str, most: int = MOST_SHOWN) -> str:
    """The text, its end cut off with an ellipsis if it has more characters than a message may repeat."""
    return text if len(text) <= most else text[: most - 1] + "…"
