"""MathML, as registries put it into titles, as TeX without the dollars; letters of any kind stay letters; total.

Elements: MathML 3.0, chapter 3 (presentation markup). An element that is not known gives what it holds.
"""

import re
from collections.abc import Callable, Sequence

from refexport.data.patterns import regex

PIECE = regex(r"<(/?)(?:\w+:)?([A-Za-z]+)([^<>]*)>|([^<]+|<)")
INVISIBLE = regex(r"[\u2061-\u2064\u200b\u00a0\s]+")
"""Function application, invisible times, separator and plus, and white space, which has no meaning in maths."""

Args = Sequence[str]

SHAPES: dict[str, Callable[[Args], str]] = {
    "msub": lambda a: f"{_unit(a[0])}_{{{a[1]}}}",
    "msup": lambda a: f"{_unit(a[0])}^{{{a[1]}}}",
    "msubsup": lambda a: f"{_unit(a[0])}_{{{a[1]}}}^{{{a[2]}}}",
    "munder": lambda a: f"\\underset{{{a[1]}}}{{{a[0]}}}",
    "mover": lambda a: _accented(a[0], a[1]),
    "mfrac": lambda a: f"\\frac{{{a[0]}}}{{{a[1]}}}",
    "mroot": lambda a: f"\\sqrt[{a[1]}]{{{a[0]}}}",
}
"""Element with a fixed number of children -> its TeX."""

COUNT = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "mfrac": 2, "mroot": 2}
ACCENTS = {
    "¯": "bar", "‾": "bar", "^": "hat", "ˆ": "hat", "˜": "tilde", "~": "tilde", "∼": "tilde", "→": "vec", "⃗": "vec",
    "˙": "dot",
}  # fmt: skip
"""Operator above a base -> its accent."""

PRESCRIPTS, NONE = "<mprescripts>", "<none>"
MARKS = frozenset({PRESCRIPTS, NONE})
"""What stands among the children of ``<mmultiscripts>`` for those empty elements."""


class _Element:
    """An open element: its name, its attributes, and the TeX of its children so far."""

    def __init__(self, name: str, attributes: str) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[str] = []


def mathml_to_tex(markup: str) -> str:
    """The TeX of a ``<math>`` element, well-formed or not."""
    stack = [_Element("math", "")]
    for close, name, attributes, text in PIECE.findall(markup):
        if text:
            stack[-1].children += [tex] if (tex := _leaf(stack[-1], text)) else []
        elif attributes.rstrip().endswith("/"):
            stack[-1].children += {"mprescripts": [PRESCRIPTS], "none": [NONE]}.get(name, [])
        elif not close:
            stack.append(_Element(name, attributes))
        elif len(stack) > 1 and any(one.name == name for one in stack[1:]):
            _close(stack, name)
    while len(stack) > 1:
        _fold(stack)
    return re.sub(r"\s+", " ", _tex(stack[0])).strip()


def _close(stack: list[_Element], name: str) -> None:
    while stack[-1].name != name:
        _fold(stack)
    _fold(stack)


def _fold(stack: list[_Element]) -> None:
    """The last open element becomes a child of the one around it."""
    done = stack.pop()
    stack[-1].children.append(_tex(done))


def _tex(element: _Element) -> str:
    name, children = element.name, [child for child in element.children if child not in MARKS]
    if name == "mmultiscripts":
        return _scripts(element.children)
    if name == "msqrt":
        return f"\\sqrt{{{''.join(children)}}}"
    if name in SHAPES and len(children) == COUNT[name]:
        return SHAPES[name](children)
    return "" if name.startswith("annotation") else "".join(children)


def _leaf(element: _Element, text: str) -> str:
    """The characters of a token element; upright words as such."""
    bare = INVISIBLE.sub("" if element.name in ("mi", "mn", "mo") else " ", text)
    if not bare.strip() or element.name in ("math", "mrow", "mstyle", "semantics"):
        return _plain(bare.strip())
    if element.name in ("mtext", "ms"):
        return f"\\text{{{_plain(bare)}}}"
    if element.name == "mi" and (len(bare) > 1 or "normal" in element.attributes) and bare.isalpha() and bare.isascii():
        return f"\\mathrm{{{bare}}}"
    return bare if bare in ACCENTS else _plain(bare)


def _plain(text: str) -> str:
    """Characters that cannot start a command, a group, a script or a comment."""
    return re.sub(r"[\\{}$%#&_^~]", lambda m: "" if m[0] in "\\$~^" else "\\" + m[0], text)


def _unit(tex: str) -> str:
    return tex if len(tex) == 1 or re.fullmatch(r"\\[a-z]+(?:\{\w+\})?", tex.strip()) else f"{{{tex}}}"


def _accented(base: str, accent: str) -> str:
    macro = ACCENTS.get(accent.strip())
    return f"\\{macro}{{{base}}}" if macro else f"\\overset{{{accent}}}{{{base}}}"


def _scripts(children: Args) -> str:
    """A base with pairs of scripts behind it and, after ``<mprescripts>``, before it."""
    cut = children.index(PRESCRIPTS) if PRESCRIPTS in children else len(children)
    base, behind, before = "".join(children[:1]), children[1:cut], children[cut + 1 :]
    front = _marks(before)
    return ("{}" + front if front else "") + _unit("" if base in MARKS else base) + _marks(behind)


def _marks(scripts: Args) -> str:
    """Scripts below and above in turn; an empty place is kept by ``<none>``."""
    return "".join(f"{'_^'[n % 2]}{{{one}}}" for n, one in enumerate(scripts) if one and one not in MARKS)
