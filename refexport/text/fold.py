"""Fold: a title or a name without everything that spellings of it differ in, so that equal ones compare equal."""

import re
import unicodedata
from functools import lru_cache

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho",
    "ς": "sigma", "σ": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega",
}  # fmt: skip
"""Greek letters by name, as TeX has them and often dblp."""

LETTERS = str.maketrans(
    GREEK
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"'": "", "’": "", "&": " and ", "+": " plus "}
)
"""Letters that Unicode does not decompose, and signs that are read as nothing or as a word."""

TEX = re.compile(r"\\([A-Za-z]+)\s*|\\([&%#_])|\\(?:\W|$)|[${}]")
PRINTED = {word: word for word in [*GREEK.values(), *"i j l o aa ae oe ss exp log max min sin cos".split()]}
"""Commands that print what they are called; others set type, or are signs that titles in plain characters lack."""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """A title or name without case, accents, TeX and punctuation: words apart by one blank."""
    bare = TEX.sub(_printed, text) if "\\" in text or "$" in text or "{" in text else text
    if not bare.isascii():
        bare = _without_accents(_without_accents(bare).casefold())
    words = bare.casefold().translate(LETTERS)
    return " ".join("".join(c if c.isalnum() else " " for c in words).split())


def _printed(tex: re.Match[str]) -> str:
    command = (tex[1] or "").lower()
    return PRINTED.get(command.removeprefix("var"), "l" if command == "ell" else tex[2] or "")


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
