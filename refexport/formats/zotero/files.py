"""Attachments of an item as one value of ``file``: ``path;path``, or ``title:path:type`` as Zotero and JabRef do."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from refexport.data.patterns import regex

MEANINGFUL = regex(r"[\\:;]")


class Attachment(NamedTuple):
    """A file or an address that belongs to an item: its title and its media type if they are known."""

    path: str
    title: str = ""
    type: str = ""


def print_file(files: Iterable[Attachment]) -> str:
    """The value of ``file`` for attachments."""
    return ";".join(map(_print, files))


def _print(file: Attachment) -> str:
    if not (file.title or file.type):
        return file.path
    return ":".join(MEANINGFUL.sub(r"\\\g<0>", part) for part in (file.title, file.path, file.type))


def attachments_of(value: str) -> tuple[Attachment, ...]:
    """The attachments that a value of ``file`` names."""
    return tuple(_attachment(one.strip()) for one in re.split(r"(?<!\\);", value) if one.strip())


def _attachment(text: str) -> Attachment:
    parts = re.split(r"(?<!\\):", text)
    if len(parts) != len(Attachment._fields):
        return Attachment(text)
    title, path, type_ = (re.sub(r"\\([\\:;])", r"\1", part) for part in parts)
    return Attachment(path, title, type_)
