"""Findings as JSON: ``{"entries": n, "findings": [{"path", "line", "level", "rule", "key", …}]}``."""

import json
from collections.abc import Sequence

from refexport.errors import Finding

SHOWN = ("rule", "key", "field", "message", "value", "hint", "origin", "level", "path", "line")
"""The attributes of a finding that its object has, in their order."""


def findings_json(findings: Sequence[Finding], entries: int) -> str:
    """The findings as one JSON document; printable ASCII, so that nothing in them can steer a terminal."""
    document = {"entries": entries, "findings": [{name: getattr(one, name) for name in SHOWN} for one in findings]}
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"
