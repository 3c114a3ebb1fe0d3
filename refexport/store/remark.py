"""Remarks: what does not fit in something a person typed, and what to write instead; the traps of TOML's strings."""

import datetime as dt
import re
import unicodedata

from refexport.data.patterns import regex
from refexport.errors import ERROR, NOTE, WARNING, Finding, Fix
from refexport.model.pairs import DOLLARS
from refexport.model.text import RAW
from refexport.store.source import shown


class Remarks(list[Finding]):
    """Findings about one table as they are made, without place; a field may be empty for the whole table."""

    def error(self, rule: str, field: str, message: str, hint: str = "", value: object = "") -> None:
        """Something that makes the file unusable; ``rule`` is one of `data.rules.READER`."""
        self.append(Finding("", 0, message, hint, "", field, shown(value), ERROR, rule))

    def warn(  # noqa: PLR0913 - the parts of a finding
        self, rule: str, field: str, message: str, hint: str = "", value: object = "", *, fix: Fix | None = None
    ) -> None:
        """Something that was understood, perhaps not as it was meant."""
        self.append(Finding("", 0, message, hint, "", field, shown(value), WARNING, rule, fix=fix))

    def note(self, rule: str, field: str, message: str, hint: str = "", fix: Fix | None = None) -> None:
        """Something that was understood, and is better written otherwise."""
        self.append(Finding("", 0, message, hint, "", field, "", NOTE, rule, fix=fix))


class WrongError(ValueError):
    """A value that cannot be what was meant, and what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Unquoted(str):
    """The spelling of a number with a decimal point: as a float it would lose its zeros."""

    __slots__ = ()


CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters (Unicode category Cc) but tab and line ends."""
ESCAPES = {"\b": r"\b", "\f": r"\f", "\x1b": r"\e", "\t": r"\t", "\r": r"\r", "\n": r"\n"}
"""What TOML's escapes make of TeX's commands in double quotes (TOML 1.1, "String")."""
AFTER_N = regex(r"\n(?!(?:u|abla|ot|eq|atural|earrow|warrow|ewcommand|ewline|oindent)\b)")
"""A line end that does not look like the start of one of TeX's commands in n, such as nu and nabla."""
LATEX = regex(r"(?<!\\)(?:\\\\)*(\\(?:[A-Za-z]+|['\"`^~=.%&#_,;!/ -]))")
ACCENT = regex(r"""\\(?:['"`^~=.]|[cvuHkrdb](?![A-Za-z]))""")
"""A command of TeX's that puts an accent on the letter behind it."""
VERBATIM = regex(rf"(\\.)|{RAW}|{DOLLARS}", re.DOTALL)
"""An escaped character, which begins nothing, or what is left as it is written."""


def clean(value: object, name: str, remarks: Remarks, *, is_prose: bool) -> object:
    """A typed value with its strings in NFC; WrongError for numbers and characters that cannot have been meant.

    ``is_prose``: TeX commands are worth a remark.
    """
    if isinstance(value, str):
        if value.__class__ is Unquoted:
            raise WrongError("a number without quotes loses its zeros", f'write {name} = "{value}"')
        return _clean_text(value, name, remarks, is_prose=is_prose)
    if isinstance(value, list):
        return [clean(one, name, remarks, is_prose=is_prose) for one in value]
    if isinstance(value, dict):
        return {part: clean(one, name, remarks, is_prose=is_prose) for part, one in value.items()}
    if isinstance(value, dt.datetime | dt.time | bool):
        raise WrongError("neither a text nor a whole number nor a day", f'write {name} = "…"')
    return value


def _clean_text(text: str, name: str, remarks: Remarks, *, is_prose: bool) -> str:
    if not text.isprintable():
        _check_controls(text, name, remarks)
    if is_prose and "\\" in text and (tex := LATEX.search(VERBATIM.sub(r"\1", text))):
        hint = _without_tex(text) or "write the letter itself (é, ö, ß), <i>…</i>, or <tex>…</tex> in prose"
        remarks.warn("tex-in-text", name, f"the TeX command {tex[1]} is read as these characters", hint, text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without_tex(text: str) -> str:
    """What to write for a text in which all of TeX's commands are accents; nothing for another one."""
    if ACCENT.sub("", text).count("\\"):
        return ""
    from refexport.text.latex.decode import from_latex  # noqa: PLC0415 - only when there is something to say

    return f'write "{"".join(run.text for run in from_latex(text))}"'


def _check_controls(text: str, name: str, remarks: Remarks) -> None:
    if found := CONTROL.search(text):
        escape = ESCAPES.get(found[0], "") if text[found.end() : found.end() + 1].isalpha() else ""
        hint = rf"if TeX was meant, write \{escape} or use single quotes" if escape else "remove it"
        raise WrongError(f"the control character U+{ord(found[0]):04X}", hint)
    found = re.search(r"[\t\r]", text) or (not AFTER_N.search(text) and re.search("\n", text)) or None
    if found:
        escape = ESCAPES[found[0]]
        hint = rf"if TeX was meant, write \{escape} or use single quotes; else write a blank"
        remarks.warn("escape-in-text", name, f"{escape} in a text, read as a blank", hint, text)
