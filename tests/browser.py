"""Chromium without a window, driven by puppeteer; axe-core says what is not accessible. npm's packages come on first use."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.clients import PACKAGES

NPM = ("puppeteer-core@24", "axe-core@4.10")
FOLDER = PACKAGES / "browser"


def browsed(tasks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What became of each page: see browser.mjs."""
    _install()
    script = Path(__file__).with_name("browser.mjs")
    ran = subprocess.run(
        ["node", str(script), str(FOLDER), shutil.which("chromium") or "chromium"],
        input=json.dumps(list(tasks)), capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(ran.stdout)


def _install() -> None:
    stamp, wanted = FOLDER / "installed.txt", "\n".join(NPM)
    if not stamp.exists() or stamp.read_text() != wanted:
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit", "--no-fund", *NPM]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        stamp.write_text(wanted)
