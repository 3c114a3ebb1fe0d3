"""Losses: the ledger of what a format has no place for, as lines of text."""

from collections.abc import Sequence

from refexport.errors import Finding
from refexport.report.text import finding_lines


def loss_lines(form: str, lost: Sequence[Finding]) -> list[str]:
    """One line for each loss, entry by entry, and last how many there are."""
    first = {one.key: n for n, one in reversed([*enumerate(lost)])}
    together = sorted(lost, key=lambda one: first[one.key])
    return [*finding_lines(one._replace(path=form) for one in together), _sum(form, lost)]


def _sum(form: str, lost: Sequence[Finding]) -> str:
    """``12 values in 9 entries have no place in ris; 3 values in 2 entries are kept in part or elsewhere in ris``"""
    if not lost:
        return f"every value has its place in {form}"
    nowhere, partly = [one for one in lost if not one.instead], [one for one in lost if one.instead]
    parts = [f"{_count(nowhere, 'has', 'have')} no place in {form}"] if nowhere else []
    parts += [f"{_count(partly, 'is', 'are')} kept in part or elsewhere in {form}"] if partly else []
    return "; ".join(parts)


def _count(lost: Sequence[Finding], verb: str, plural: str) -> str:
    values, entries = len({(one.key, one.field) for one in lost}), len({one.key for one in lost})
    parts = f"{values} {'value' if values == 1 else 'values'} in {entries} {'entry' if entries == 1 else 'entries'}"
    return f"{parts} {verb if values == 1 else plural}"
