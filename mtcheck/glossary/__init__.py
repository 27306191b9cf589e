"""Glossaries of the user: what a term of the source is to become, what may not be written, what
stays as it is.

`read(path)` reads TSV and CSV tables and TBX (TBX-Basic; v2 and v3, DCA and DCT).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from mtcheck.errors import ConfigError
from mtcheck.glossary.base import Concept, Entry, Glossary

__all__ = ["FORMATS", "Concept", "Entry", "Glossary", "read", "read_all"]

FORMATS = {
    ".csv": "mtcheck.glossary.table",
    ".tab": "mtcheck.glossary.table",
    ".tbx": "mtcheck.glossary.tbx",
    ".tsv": "mtcheck.glossary.table",
    ".txt": "mtcheck.glossary.table",
    ".xml": "mtcheck.glossary.tbx",
}
"""Suffix to the module with `parse(path, data)`, imported on use."""

_HINT = "a glossary is a TSV or CSV table with a header line, or a TBX file"


def read(path: Path) -> Glossary:
    """Read one glossary. Raises ConfigError with the place of the fault."""
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        message = f"a glossary does not end in `{path.suffix}`; known suffixes: {known}"
        raise ConfigError(message, path=str(path), hint=_HINT)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the glossary cannot be read: {error.strerror}"
        hint = "check the path and the permissions"
        raise ConfigError(message, path=str(path), hint=hint) from None
    glossary: Glossary = import_module(FORMATS[path.suffix.lower()]).parse(path, data)
    if not glossary:
        raise ConfigError("the glossary holds no terms", path=str(path), hint=_HINT)
    return glossary


def read_all(paths: Iterable[Path]) -> Glossary:
    """Read several glossaries as one."""
    read_ones = [read(path) for path in paths]
    return Glossary(
        tuple(entry for one in read_ones for entry in one.entries),
        tuple(concept for one in read_ones for concept in one.concepts),
    )
