"""Writes the manual page from the commands themselves; `--check` only compares.

    python docs/man.py [--check]

Read it with `man -l docs/refexport.1`; the wheel installs it where `man refexport` finds it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from refexport import __version__
from refexport.cli import COMMANDS, refexport

PAGE = Path(__file__).parent / "refexport.1"

FILES = {
    "entries.toml": "which works you cite; written by hand",
    "entries.lock.json": "what the registries said of them; written by enrich",
    "$XDG_CACHE_HOME/refexport": "when services were asked last, what runs said and made; safe to delete",
}
VARIABLES = {
    "REFEXPORT_FILE": "the entries.toml to use",
    "REFEXPORT_NO_STAMPS": "run anew what nothing has changed for",
    "REFEXPORT_STYLES": "folders of CSL styles",
    "ZOTERO_API_KEY": "for zotero push and pull",
    "NO_COLOR, FORCE_COLOR": "whether messages have colours",
    "HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE": "how the registries are reached",
}
CODES = {
    "0": "fine",
    "1": "findings, or something would change",
    "2": "wrong usage, or a file that cannot be used",
    "3": "a registry did not answer, or a work was not found",
    "129, 130, 143": "a signal ended it",
}


def page() -> str:
    """The page as man(7) macros."""
    others = r"\fBbiber\fR(1), \fBbibtex\fR(1), \fBpandoc\fR(1)"
    return "\n".join([*_head(), *_commands(), *_tables(), ".SH SEE ALSO", others, ""])


def _head() -> Iterator[str]:
    yield f'.TH REFEXPORT 1 "" "refexport {__version__}"'
    yield ".SH NAME"
    yield _plain(f"refexport - {(refexport.help or '').splitlines()[0].rstrip('.')}")
    yield ".SH SYNOPSIS"
    yield r"\fBrefexport\fR [\fB\-f\fR \fIFILE\fR] \fICOMMAND\fR [\fIARGUMENT\fR]..."
    yield ".SH DESCRIPTION"
    yield from _paragraphs(refexport.help or "")


def _commands() -> Iterator[str]:
    yield ".SH COMMANDS"
    with click.Context(refexport, info_name="refexport") as context:
        for name, place in COMMANDS.items():
            command = refexport.get_command(context, name)
            if command and place.about:
                yield from _command(command, click.Context(command, parent=context, info_name=name))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_plain(context.command_path.partition(' ')[2])} {_plain(pieces)}"
    yield from _paragraphs(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1] and parameter.name != "help":
            yield from (".TP", rf"\fB{_plain(record[0])}\fR", _plain(record[1]))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if inner := command.get_command(context, name):
                yield from _command(inner, click.Context(inner, parent=context, info_name=name))


def _tables() -> Iterator[str]:
    for title, rows in (("FILES", FILES), ("ENVIRONMENT", VARIABLES), ("EXIT STATUS", CODES)):
        yield f".SH {title}"
        for name, about in rows.items():
            yield from (".TP", rf"\fB{_plain(name)}\fR", _plain(about))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\f", maxsplit=1)[0].strip().split("\n\n"):
        yield ".PP"
        yield _plain(" ".join(paragraph.replace("\b", "").split()))


def _plain(text: str) -> str:
    """Text in which nothing is a request or an escape."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...").replace("’", "'")
    return rf"\&{escaped}" if escaped[:1] in (".", "'") else escaped


def main() -> int:
    """Writes the page, or says that it is old."""
    made = page()
    if "--check" in sys.argv:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
