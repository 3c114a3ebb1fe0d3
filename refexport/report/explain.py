"""Explanations of rules: what ``refexport check --explain RULE`` prints, all from the rule's own row."""

from collections.abc import Iterator

from refexport.data.rules import Rule
from refexport.errors import ERROR


def explanation(rule: Rule, *, is_reader: bool = False) -> str:
    """What a rule is about, why, how to mend it, and an example, as lines of text.

    ``is_reader``: it is the reader's; those of its rules that are errors cannot be allowed.
    """
    return "".join(f"{line}\n" for line in _lines(rule, may_be_allowed=not (is_reader and rule.level == ERROR)))


def _lines(rule: Rule, *, may_be_allowed: bool) -> Iterator[str]:
    yield f"{rule.name} ({rule.level}): {rule.about}"
    if rule.why:
        yield f"  why: {rule.why}"
    if rule.mend:
        yield f"  mend: {rule.mend}"
    if rule.is_fixable:
        yield "  fix: refexport check --fix, where there is one right answer; --diff shows it first"
    for head, lines in (("wrong", rule.wrong), ("right", rule.right)):
        if lines:
            yield f"  {head}:"
            yield from (f"    {line}" for line in lines.split("\n"))
    if may_be_allowed:
        yield f'  allow: allow = {{ "{rule.name}" = "the reason" }}'
