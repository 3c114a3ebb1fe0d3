"""Patterns are compiled at their first use only; here all of them are, so that a wrong one is found at once."""

import importlib.util
import pkgutil
import re
import subprocess
import sys

import refexport
from refexport.data.patterns import regex


def test_every_pattern_of_the_package_is_one():
    """Compiled by hand, as those of a module's tables and classes are hard to find: each call is noted."""
    program = (
        "import importlib, pkgutil, re\n"
        "import refexport, refexport.data.patterns as patterns\n"
        "made, defer = [], patterns.regex\n"
        "patterns.regex = lambda pattern, flags=0: made.append((pattern, flags)) or defer(pattern, flags)\n"
        "for module in pkgutil.walk_packages(refexport.__path__, 'refexport.'):\n"
        "    if not module.name.endswith('__main__'):\n"
        "        importlib.import_module(module.name)\n"
        "[re.compile(pattern, flags) for pattern, flags in made]\n"
        "print(len(made))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 600


def test_a_deferred_pattern_does_what_a_compiled_one_does():
    deferred, compiled = regex(r"(\d+)-([a-z])", re.IGNORECASE), re.compile(r"(\d+)-([a-z])", re.IGNORECASE)
    text = "12-A and 3-b"
    assert (deferred.pattern, deferred.flags, deferred.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert deferred.findall(text) == compiled.findall(text)
    assert deferred.sub(r"\2", text) == compiled.sub(r"\2", text)
    assert deferred.split(text) == compiled.split(text)
    assert [one.span() for one in deferred.finditer(text)] == [one.span() for one in compiled.finditer(text)]
    assert deferred.match(text, 1).groups() == compiled.match(text, 1).groups()
    assert deferred.fullmatch(text) is compiled.fullmatch(text) is None


def test_bytes_have_patterns_too():
    assert regex(rb"\r\n").sub(b"\n", b"a\r\nb") == b"a\nb"


def test_patterns_are_written_once_and_deferred_wherever_they_stand():
    """Nothing in the package compiles at import time what a command may not need."""
    for module in pkgutil.walk_packages(refexport.__path__, "refexport."):
        if module.name not in ("refexport.__main__", "refexport.data.patterns"):
            source = importlib.util.find_spec(module.name).loader.get_source(module.name)
            assert "re.compile(" not in source, module.name
