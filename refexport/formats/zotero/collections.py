"""Collections, which hold one another, as the groups of entries: ``Parent > Child``, as JabRef writes such paths."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

WITHIN = " > "


class Node(NamedTuple):
    """A collection: the key of the one that holds it, the keys of those that it holds, the numbers of its items."""

    name: str
    parent: str
    children: list[str]
    items: list[int]


class Tree:
    """The collections of some items, each under a key of its own, parents before children."""

    def __init__(self, members: Iterable[tuple[str, int]]) -> None:
        """Takes the path of a collection with the number of each item."""
        self.nodes: dict[str, Node] = {}
        self._keys: dict[str, str] = {}
        for path, number in members:
            self.nodes[self._key(path)].items.append(number)

    def _key(self, path: str) -> str:
        if path in self._keys:
            return self._keys[path]
        outer, mark, name = path.rpartition(WITHIN)
        is_within = bool(mark and outer.strip() and name.strip())
        parent = self._key(outer) if is_within else ""
        key = self._keys[path] = f"C{len(self.nodes) + 1}"
        self.nodes[key] = Node(name if is_within else path, parent, [], [])
        if parent:
            self.nodes[parent].children.append(key)
        return key


def _children(node: Mapping[str, Any]) -> Sequence[Any]:
    children = node.get("collections")
    return children if isinstance(children, list) else ()


def paths_of(nodes: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each collection with its path; ``key``, ``name`` and ``parent`` or ``collections`` say which holds which."""
    by_key = {str(node.get("key", node.get("id"))): node for node in nodes}
    parents = {str(child): key for key, node in by_key.items() for child in _children(node)}
    for key, node in by_key.items():
        names, at, seen = [str(node.get("name", ""))], key, {key}
        while (at := str(by_key[at].get("parent") or parents.get(at, ""))) in by_key and at not in seen:
            seen.add(at)
            names.insert(0, str(by_key[at].get("name", "")))
        yield node, WITHIN.join(filter(None, names))
