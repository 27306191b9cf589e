"""Comparisons of systems, one file a format. Text of systems and sources is untrusted here too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from mtcheck.compared import Comparison

FORMATS = {
    "text": "mtcheck.reporters.comparison.text:lines",
    "json": "mtcheck.reporters.comparison.json:lines",
    "markdown": "mtcheck.reporters.comparison.markdown:lines",
}
"""Format to `module:function`, imported on use."""


def lines(comparison: Comparison, format: str) -> Iterator[str]:
    """The lines of a comparison in a format, without line ends. Raises KeyError for an unknown
    format."""
    module, name = FORMATS[format].split(":")
    write: Callable[[Comparison], Iterator[str]] = getattr(import_module(module), name)
    return write(comparison)
