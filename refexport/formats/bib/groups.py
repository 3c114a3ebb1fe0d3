"""JabRef's groups as they stand in a .bib: what Zotero and Better BibTeX make collections of on import.

Form: JabRef's ``groupstree`` of explicit groups (``groupsversion:3``), the one that JabRef, Zotero's BibTeX translator
and Better BibTeX all read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from refexport.data.patterns import regex

VERSION = "jabref-meta: groupsversion:3;"
TREE = "jabref-meta: groupstree:"
METADATA = regex(r"\s*jabref-meta:\s*(?:groupsversion|groupstree|grouping):")
GROUP = regex(r"\d+ ExplicitGroup:(.*)", re.DOTALL)
MEANINGFUL = regex(r"[;:\\{}@\n]")
"""What ends a name, a group or the comment that they stand in; JabRef's escapes are read by JabRef only."""


NOT_LISTED = regex(r"[;@]")
"""What ends a cite key in the tree, or begins an entry for BibTeX though it stands in a comment."""


def is_listable(key: str) -> bool:
    """Whether a cite key can stand in the tree."""
    return not NOT_LISTED.search(key)


def is_sayable(group: str) -> bool:
    """Whether a group's name can stand in the tree."""
    return not MEANINGFUL.search(group)


def print_groups(members: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The comments that say who is in which group, from cite keys and their groups; nothing without groups."""
    groups: dict[str, list[str]] = {}
    for key, names in members:
        for name in filter(is_sayable, names):
            groups.setdefault(name, []).append(key)
    if not groups:
        return ""
    lines = (f"1 ExplicitGroup:{terminated((name, '0', *keys))};" for name, keys in groups.items())
    return "\n".join(["", f"@comment{{{VERSION}}}", "", f"@comment{{{TREE}", "0 AllEntriesGroup:;", *lines, "}", ""])


def terminated(parts: Iterable[str]) -> str:
    """The parts of a group, each with its end."""
    return "".join(f"{part}\\;" for part in parts)


def is_metadata(comment: str) -> bool:
    """Whether a comment is JabRef's about groups."""
    return bool(METADATA.match(comment))


def read_groups(comments: Iterable[str]) -> Mapping[str, list[str]]:
    """cite key -> the groups that list it."""
    found: dict[str, list[str]] = {}
    for comment in comments:
        for record in re.split(r"(?<!\\);", comment.partition(TREE)[2].replace("\n", "")):
            if group := GROUP.fullmatch(record.strip()):
                name, _, *keys = group[1].split("\\;")
                for key in filter(None, keys):
                    found.setdefault(key, []).append(name)
    return found
