"""The manual page: it names each command and option, and groff has nothing to say of it."""

import re
import subprocess

import click
import pytest

from refexport.cli import COMMANDS, refexport
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "refexport.1"
TEXT = PAGE.read_text(encoding="utf-8").replace("\\-", "-")


@pytest.mark.parametrize("name", [name for name, place in COMMANDS.items() if place.about])
def test_each_command_and_option_is_in_the_page(name):
    """If not: python docs/man.py"""
    assert re.search(rf"^\.SS {re.escape(name)}\b", TEXT, re.MULTILINE)
    command = refexport.get_command(click.Context(refexport), name)
    inner = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    for option in (one for each in inner for one in each.params if isinstance(one, click.Option) and not one.hidden):
        assert all(
            re.search(rf"{re.escape(spelling)}\b", TEXT) for spelling in option.opts if spelling.startswith("--")
        )


@pytest.mark.program("groff")
def test_groff_formats_it_without_a_warning():
    ran = subprocess.run(["groff", "-man", "-ww", "-Tutf8", PAGE], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "Keep which works you cite" in re.sub(r".\x08", "", ran.stdout)
