"""Tables of names, one file a format. Text of documents is untrusted here too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from mtcheck.named import NameTable

FORMATS = {
    "text": "mtcheck.reporters.names.text:lines",
    "json": "mtcheck.reporters.names.json:lines",
    "tsv": "mtcheck.reporters.names.tsv:lines",
    "markdown": "mtcheck.reporters.names.markdown:lines",
}
"""Format to `module:function`, imported on use."""


def lines(tables: Iterable[NameTable], format: str) -> Iterator[str]:
    """The lines of tables in a format, without line ends. Raises KeyError for an unknown one."""
    module, name = FORMATS[format].split(":")
    write: Callable[[Iterable[NameTable]], Iterator[str]] = getattr(import_module(module), name)
    return write(tables)
