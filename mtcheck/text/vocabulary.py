"""How common a word is in a language: the word lists of the package `pyspellchecker`.

The lists (MIT, from subtitles; 20,000 to 420,000 words with their forms) are read when a word is
first asked for: up to 0.2 s a language.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from mtcheck.text.locale import language

_LISTS = "resources/{}.json.gz"


def per_million(word: str, tag: str | None) -> float | None:
    """Times a lower-case word stands in a million words of a language; 0 where it is not in the
    list, None where there is no list."""
    counts, part = _counts(tag)
    return counts.get(word, 0) * part if counts else None


def _file(tag: str | None) -> Path | None:
    known = language(tag)
    found = find_spec("spellchecker")
    folders = found.submodule_search_locations if found else None
    if known is None or not folders:
        return None
    path = Path(folders[0]) / _LISTS.format(known.tag.split("-")[0])
    return path if path.is_file() else None


@cache
def _counts(tag: str | None) -> tuple[Mapping[str, int], float]:
    """How often each word was counted, and what one time is in a million words."""
    path = _file(tag)
    if path is None:
        return {}, 0.0
    counts = json.loads(gzip.decompress(path.read_bytes()))
    return counts, 1_000_000 / sum(counts.values())
