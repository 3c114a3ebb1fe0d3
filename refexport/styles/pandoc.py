"""Pandoc: its citeproc prints works in a CSL style; it is found on PATH, or brought by the package pypandoc_binary.

What it gets is our CSL-JSON on its standard input. It runs in its sandbox, but for docx, whose template is
a file of its own.
"""

import importlib
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from refexport.errors import FileError

TARGETS = {"html": "html", "markdown": "gfm-raw_html", "text": "plain", "latex": "latex", "docx": "docx"}
"""What a list is printed as -> pandoc's name of it."""
SECONDS = 300


def find_pandoc() -> str:
    """The program; FileError where there is none."""
    if found := shutil.which("pandoc"):
        return found
    try:
        brought: str = importlib.import_module("pypandoc").get_pandoc_path()
    except (ImportError, OSError) as error:
        raise FileError("pandoc is not installed", "install pandoc, or pip install 'refexport[styles]'") from error
    return brought


def printed(csl_json: str, style: Path, target: str, more: Sequence[str] = ()) -> bytes:
    """The works as a list in a style; FileError with what pandoc says if it cannot."""
    if target == "markdown":
        return grouped(csl_json, style, target, [("", lambda _key: True)], more)
    return _run(("-f", "csljson", "--citeproc", "--csl", str(style), *_to(target), *more), csl_json)


def grouped(
    csl_json: str,
    style: Path,
    target: str,
    groups: Sequence[tuple[str, Callable[[str], bool]]],
    more: Sequence[str] = (),
) -> bytes:
    """The same under headings: each group is a heading and whether the work of a cite key belongs there."""
    made = json.loads(_run(("-f", "csljson", "--citeproc", "--csl", str(style), "-t", "json"), csl_json))
    refs = next((one for one in made["blocks"] if one["t"] == "Div" and one["c"][0][0] == "refs"), None)
    if refs is None:
        return _run(("-f", "json", *_to(target), *more), json.dumps(made))
    (_, classes, attributes), entries = refs["c"]
    made["blocks"] = []
    for number, (heading, is_in) in enumerate(groups):
        some = [one for one in entries if is_in(one["c"][0][0].removeprefix("ref-"))]
        made["blocks"] += [_heading(heading)] if some and heading else []
        if target == "markdown":  # every web site's Markdown has paragraphs, and few have divisions
            made["blocks"] += [block for one in some for block in one["c"][1]]
        elif some:
            made["blocks"].append({"t": "Div", "c": [[f"refs-{number}", classes, attributes], some]})
    made["meta"] = {}
    return _run(("-f", "json", *_to(target), *more), json.dumps(made))


def _heading(text: str) -> Mapping[str, Any]:
    words: list[dict[str, Any]] = []
    for word in text.split():
        words += [{"t": "Space"}, {"t": "Str", "c": word}] if words else [{"t": "Str", "c": word}]
    return {"t": "Header", "c": [2, ["", [], []], words]}


def _to(target: str) -> tuple[str, ...]:
    """The options for what is printed; docx is a whole file."""
    return ("-t", TARGETS[target], "--wrap=none", *(("-o", "-") if target == "docx" else ()))


def _run(arguments: Sequence[str], text: str) -> bytes:
    sandbox = () if "docx" in arguments else ("--sandbox",)
    command = [find_pandoc(), *sandbox, "--quiet", *arguments]
    try:
        ran = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=SECONDS)  # noqa: S603 - no shell
    except subprocess.TimeoutExpired as error:
        raise FileError(f"pandoc has not finished after {SECONDS} s", "ask for fewer entries") from error
    if ran.returncode:
        raise FileError(f"pandoc cannot print this: {ran.stderr.decode(errors='replace').strip()}")
    return ran.stdout
