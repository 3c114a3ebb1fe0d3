"""Findings as JSON: ``{"entries": n, "findings": [{"path", "line", "level", "rule", "key", …, "fix"}]}``."""

import json
from collections.abc import Sequence

from refexport.errors import Finding

SHOWN = ("rule", "key", "field", "message", "value", "hint", "origin", "level", "path", "line")
"""The attributes of a finding that its object has, in their order."""


def findings_json(findings: Sequence[Finding], entries: int) -> str:
    """The findings as one JSON document; printable ASCII, so that nothing in them can steer a terminal."""
    document = {"entries": entries, "findings": [_as_object(one) for one in findings]}
    return json.dumps(document, indent=2).replace("\x7f", "\\u007f") + "\n"


def _as_object(one: Finding) -> dict[str, object]:
    """The finding; ``fix`` is null, or what it changes (null removes a field) and whether it is safe."""
    fix = {"safe": one.fix.is_safe, "changes": dict(one.fix.changes)} if one.fix else None
    return {**{name: getattr(one, name) for name in SHOWN}, "fix": fix}
