"""Reports, one file a format. A reporter writes; it never decides."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from mtcheck.reporters.base import Reporter

FORMATS = {
    "json": "mtcheck.reporters.json:JsonReporter",
    "text": "mtcheck.reporters.text:TextReporter",
}
"""Format to `module:class`, imported on use."""


def reporter(format: str) -> Reporter:
    """The reporter of a format. Raises KeyError for an unknown one."""
    module, name = FORMATS[format].split(":")
    return cast("Reporter", getattr(import_module(module), name)())
