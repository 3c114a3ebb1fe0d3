"""Runs a short session and draws what the terminal shows of it, docs/session.svg; `--check` only compares.

python docs/session.py [--check]
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
PICTURE = DOCS / "session.svg"
OLD_BIB = """\
@article{finn,
  author = {Finn, Chelsea and Abbeel, Pieter and Levine, Sergey},
  title = {Model-agnostic meta-learning for fast adaptation of deep networks},
  journal = {arXiv preprint arXiv:1703.03400},
  year = {2017}
}

@inproceedings{koch2015,
  author = {Koch, Gregory and Zemel, Richard and Salakhutdinov, Ruslan},
  title = {Siamese neural networks for one-shot image recognition},
  booktitle = {{ICML} deep learning workshop},
  year = {2015},
}
"""
SHOWN = (
    "refexport import old.bib --write",
    "refexport show finn",
    "refexport export references.bib references.json",
    "refexport check",
)
FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Addresses of fonts: a picture asks nobody for anything."""


def session(folder: Path) -> Iterator[str]:
    """The lines of the terminal, with their colours."""
    (folder / "old.bib").write_text(OLD_BIB, encoding="utf-8")
    (folder / "entries.toml").write_text("[refexport]\nversion = 1\n", encoding="utf-8")
    shutil.copy(DOCS.parent / "entries.lock.json", folder)
    environment = {
        **os.environ, "FORCE_COLOR": "1", "COLUMNS": "112", "REFEXPORT_NO_STAMPS": "1", "PYTHONPATH": str(DOCS.parent),
    }  # fmt: skip
    environment.pop("NO_COLOR", None)
    for command in SHOWN:
        words = command.split()
        ran = subprocess.run(  # noqa: S603 - the commands above
            [sys.executable, "-m", *words, *(["--allow-incomplete"] if "export" in words[1:] else [])],
            cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        yield f"\x1b[1m$ {command}\x1b[0m"
        yield from ran.stdout.rstrip("\n").split("\n")
        yield ""


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        lines = list(session(Path(name)))
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True)
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    picture = FONTS.sub("", console.export_svg(title="refexport", unique_id="terminal"))
    if "--check" in sys.argv:
        return 0 if PICTURE.read_text(encoding="utf-8") == picture else 1
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
