"""citation-js as a reader of exports, run by the checkers beside the project."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = Path(os.environ.get("REFEXPORT_CLIENTS", Path(tempfile.gettempdir(), "refexport-clients")))
"""Where the checkers keep its packages (their tools/clients_check.py installs them on first use)."""

INSTALL = "import pathlib, sys, clients_check; clients_check.install(pathlib.Path(sys.argv[1]))"

NAMES = {"bibtex": "bibtex", "biblatex": "biblatex", "csl-json": "csl", "zotero": "csl", "ris": "ris"}
"""format -> its name for citation-js."""


def read_with_citation_js(shared, files, folder):
    """What it reads of each file, a format's: its items, and its errors."""
    tools = shared / "tools"
    subprocess.run([sys.executable, "-B", "-c", INSTALL, str(PACKAGES)], cwd=tools, check=True)
    tasks = [{"client": "citation-js", "format": NAMES[name], "path": str(path)} for name, path in files.items()]
    (folder / "tasks.json").write_text(json.dumps(tasks))
    command = ["node", str(tools / "clients_node.mjs"), str(PACKAGES), "tasks.json", "read.json"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    read = json.loads((folder / "read.json").read_text(encoding="utf-8"))
    return {name: (one["items"], one["errors"]) for name, one in zip(files, read, strict=True)}
