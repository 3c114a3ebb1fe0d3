"""Typical mistakes of users (`tests.cli.mistakes`), and which of five parts the message about each has.

`python -m benchmarks mistakes` prints them all, and what is said about each that lacks one.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.cli.mistakes import ALL
from tests.messages import best, messages, rating
from tests.registry import PREFIXES

NOBODY = {f"REFEXPORT_{prefix.upper()}_URL": "http://127.0.0.1:9" for prefix in PREFIXES}


def main():
    said = [printed(row) for row in ALL]
    rated = [(row, best(messages(text), row)) for row, text in zip(ALL, said, strict=True)]
    print("\n".join(rating(rated)))
    for (row, has), text in zip(rated, said, strict=True):
        if not all(has.values()):
            print(f"\n{row.name}: refexport {row.command}\n{text}")
    return int(not all(all(has.values()) for _, has in rated))


def printed(row):
    """What the command says of a mistake, in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        for file, content in row.files.items():
            path = Path(name, file)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        command = [sys.executable, "-m", "refexport", *shlex.split(row.command)]
        ran = subprocess.run(
            command, cwd=name, env={**os.environ, **NOBODY}, capture_output=True, text=True, check=False
        )
    return (ran.stdout if row.command.startswith("check") else "") + ran.stderr
