"""What mtcheck knows of a language. Code asks here; no other module speaks of single languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_ALIASES = {"nb": "no", "nn": "no"}
_SCRIPTS = re.compile(r"^scripts = (\[.*\])$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Language:
    """One file of `mtcheck/languages`. A list that is empty on purpose is named in `left_out`.

    `scripts` are names of `columns.SCRIPTS`; `spaces`: words are separated by spaces;
    `spaced_punctuation`: marks with a space before them; `function_words`: frequent words in lower
    case; `conjunctions` join two equal parts; `reporting_verbs` stand before a quotation;
    `quotes`: pairs of opening and closing mark, the usual one first.
    """

    tag: str
    name: str
    scripts: tuple[str, ...]
    spaces: bool
    spaced_punctuation: str
    function_words: frozenset[str]
    conjunctions: tuple[str, ...]
    reporting_verbs: tuple[str, ...]
    quotes: tuple[str, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    honorifics: tuple[str, ...]
    left_out: tuple[str, ...]


def language(tag: str | None) -> Language | None:
    """The language of a BCP 47 tag, whatever its region or script; None for an unknown one."""
    if not tag:
        return None
    primary = tag.replace("_", "-").split("-")[0].lower()
    primary = _ALIASES.get(primary, primary)
    return _read(primary) if primary in known_languages() else None


@cache
def known_languages() -> tuple[str, ...]:
    """Tags of all languages that mtcheck knows, in order."""
    names = (file.name for file in files("mtcheck.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def languages_in(script: str) -> tuple[str, ...]:
    """Tags of the languages written in a script (names as in `columns.SCRIPTS`), in order.

    Looks at one line of each file: parsing all of them would take longer than the answer is worth.
    """
    lines = ((tag, _SCRIPTS.search(_text(tag))) for tag in known_languages())
    return tuple(tag for tag, line in lines if line and f'"{script}"' in line[1])


def speaks(tag: str | None, wanted: Iterable[str]) -> bool:
    """Whether `tag` is one of `wanted` or a variety of one: en-GB is a variety of en."""
    if not tag:
        return False
    lower = tag.replace("_", "-").lower()
    return any(lower == one.lower() or lower.startswith(f"{one.lower()}-") for one in wanted)


@cache
def _text(tag: str) -> str:
    return (files("mtcheck.languages") / f"{tag}.toml").read_text(encoding="utf-8")


@cache
def _read(tag: str) -> Language:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in tomllib.loads(_text(tag)).items()
    }
    values["function_words"] = frozenset(values["function_words"])
    return Language(tag=tag, **values)
