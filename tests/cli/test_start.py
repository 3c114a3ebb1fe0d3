"""What a command imports to say its help: sets of modules, not times."""

import subprocess
import sys

import pytest

from refexport.cli import COMMANDS
from refexport.data.formats import FORMATS

HEAVY = {f"refexport.formats.{module}" for module in FORMATS.values()} | {"requests", "tenacity", "bibtexparser"}


def modules_of(*arguments):
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "refexport", *arguments], capture_output=True, text=True, check=True
    )
    return {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_imports_no_format_and_no_client(command):
    found = modules_of(command, "--help")
    assert "refexport.cli" in found
    assert not found & HEAVY
