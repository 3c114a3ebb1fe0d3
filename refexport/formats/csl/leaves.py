"""The words of a JSON value that has no place in an entry, for messages."""

from collections.abc import Iterator


def leaves_of(value: object) -> str:
    """All strings and numbers of a value, with the names of properties that hold them."""
    return "; ".join(_leaves(value, ""))


def _leaves(value: object, name: str) -> Iterator[str]:
    match value:
        case dict():
            for part, one in value.items():
                yield from _leaves(one, str(part))
        case list():
            for one in value:
                yield from _leaves(one, name)
        case None | "" | False:
            return
        case _:
            yield f"{name}: {value}" if name else str(value)
