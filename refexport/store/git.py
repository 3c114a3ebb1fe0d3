"""Git: the few things asked of it, by its own program; nothing but paths and our own words is handed over."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from refexport.data.patterns import regex
from refexport.errors import FileError
from refexport.store.threeway import Result, Three

DRIVER = {
    "merge.refexport.name": "entries.toml and its lock, by entry and field",
    "merge.refexport.driver": "refexport merge-driver %O %A %B %P || { grep -q '^<<<<<<< ' %A ||"
    " git merge-file -L ours -L base -L theirs %A %O %B; exit 1; }",
}
"""What `init` puts into a repository's configuration (gitattributes, "Defining a custom merge driver").

Git takes a driver that does not even start for a conflict and leaves our side as if it were the result. So where
refexport is not found or fails, the lines are merged as git does it, and a person is to look at them.
"""

ATTRIBUTES = {
    "entries.toml": "merge=refexport",
    "entries.lock.json": "merge=refexport linguist-generated=true",
    "entries.imports.jsonl": "merge=union linguist-generated=true",
    "entries.zotero.jsonl": "merge=union linguist-generated=true",
}
"""What .gitattributes says of each file, where it says nothing yet; the driver itself is not in the repository.

Union keeps the lines of both sides, which is right where each line is whole in itself (docs/decisions/0018).
"""
NOTE = "# How git merges them; each clone needs once: refexport init --git"
MERGE = regex(r"[-!]?merge(=\S*)?")


def is_work_tree(folder: Path) -> bool:
    """Whether a folder is in a work tree of git, and git is there to say so."""
    ran = _run("-C", str(folder), "rev-parse", "--is-inside-work-tree")
    return ran is not None and ran.stdout.strip() == b"true"


def configure(folder: Path, settings: Mapping[str, str]) -> None:
    """Sets names in the configuration of the repository that a folder is in; FileError if git refuses."""
    for name, value in settings.items():
        ran = _run("-C", str(folder), "config", "--local", name, value)
        if ran is None or ran.returncode:
            reason = ran.stderr.decode(errors="replace").strip() if ran else "git is not installed"
            raise FileError(f"cannot set {name} in git's configuration: {reason}")


def show(folder: Path, revision: str, name: str) -> bytes | None:
    """A file of a folder as a revision has it; None if that has none. FileError if there is no such revision."""
    if revision.startswith("-"):
        raise FileError(f"{revision} is no revision")
    ran = _run("-C", str(folder), "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if ran is None or ran.returncode:
        reason = "no revision that git knows here, and no file" if ran else "git is not installed"
        raise FileError(f"{revision}: {reason}", "name a commit, tag or branch, or an entries.toml")
    commit = ran.stdout.decode().strip()
    found = _run("-C", str(folder), "cat-file", "blob", f"{commit}:./{name}")
    return found.stdout if found and found.returncode == 0 else None


def merge_lines(paths: Three[Path]) -> Result:
    """Git's own merge of three files, line by line, with markers (git-merge-file); FileError if it has none."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    ran = _run("merge-file", "-p", *labels, "--", str(paths.ours), str(paths.base), str(paths.theirs))
    if ran is None or not 0 <= ran.returncode < 128:
        raise FileError(f"git cannot merge {paths.ours}", "it is left as it was")
    return Result(ran.stdout, ran.returncode)


def set_attributes(data: bytes) -> tuple[bytes, list[str]]:
    """A .gitattributes with the driver of both files, and the names of those that had ``merge=union``.

    Another driver that a person chose stays, and so does every other line.
    """
    text = data.decode(errors="surrogateescape")
    eol = "\r\n" if "\r\n" in text else "\n"
    union: list[str] = []
    missing = dict(ATTRIBUTES)
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        name, *attributes = line.removeprefix("/").split() or [""]
        if name in ATTRIBUTES and any(map(MERGE.fullmatch, attributes)):
            missing.pop(name, None)
            if "merge=union" in attributes and "merge=union" not in ATTRIBUTES[name]:
                union.append(name)
                lines[number] = line.replace("merge=union", "merge=refexport")
        elif name in missing:
            missing[name] = ATTRIBUTES[name].partition(" ")[0]
    if missing:
        added = [NOTE, *(f"{name} {attributes}" for name, attributes in missing.items())]
        lines += [eol if lines and not lines[-1].endswith("\n") else "", *(f"{line}{eol}" for line in added)]
    return "".join(lines).encode(errors="surrogateescape"), union


def _run(*arguments: str) -> "subprocess.CompletedProcess[bytes] | None":
    """None where git is not installed."""
    git = shutil.which("git")
    return subprocess.run([git, *arguments], capture_output=True, check=False) if git else None  # noqa: S603 - no shell
