"""mtcheck finds what machine translation leaves behind in a text.

>>> import mtcheck
>>> report = mtcheck.check("The two sides agreed on a firm and firm alliance.")
>>> [finding.rule for finding in report.findings]
['coordinated-duplicate']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from mtcheck.api import Checker, check, fix
    from mtcheck.model import Document, Finding, Report, Segment
    from mtcheck.rule import Rule

_HOMES = {
    "Checker": "mtcheck.api",
    "Document": "mtcheck.model",
    "Finding": "mtcheck.model",
    "Report": "mtcheck.model",
    "Rule": "mtcheck.rule",
    "Segment": "mtcheck.model",
    "check": "mtcheck.api",
    "fix": "mtcheck.api",
}

__all__ = [
    "Checker",
    "Document",
    "Finding",
    "Report",
    "Rule",
    "Segment",
    "__version__",
    "check",
    "fix",
]


def __getattr__(name: str) -> Any:
    """Import public names on use: `mtcheck --version` must not load numpy."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
