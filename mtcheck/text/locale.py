"""What mtcheck knows of a language. Code asks here; no other module speaks of single languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

_ALIASES = {"nb": "no", "nn": "no", "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant"}
_SCRIPTS = re.compile(r"^scripts = (\[.*\])$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers: the table `[numbers]` of its file.

    `decimal` and `groups`: the decimal marks and the marks between thousands, the usual one first.
    `words`: cardinals up to 99 that are one word, to their value ("twelve", "vingt"). `scales`:
    words and abbreviations that multiply ("hundred", "bn", "万"). `ordinals`: ordinal words.
    `fractions`: words of a part ("half", "Viertel"). `multiples`: words that count without being
    cardinals ("twice", "dozen", "couple"). `joiners` stand between parts of one number ("and").
    All words are in lower case.
    """

    decimal: tuple[str, ...] = (".",)
    groups: tuple[str, ...] = (",",)
    words: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    ordinals: Mapping[str, float] = field(default_factory=dict)
    fractions: Mapping[str, float] = field(default_factory=dict)
    multiples: Mapping[str, float] = field(default_factory=dict)
    joiners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """One file of `mtcheck/languages`. A list that is empty on purpose is named in `left_out`.
    The file of a variety, such as zh-Hant, `extends` another and holds only what differs.

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
    numbers: Numbers = Numbers()


@cache
def language(tag: str | None) -> Language | None:
    """The language or known variety of a BCP 47 tag; None for an unknown one."""
    parts = tag.replace("_", "-").lower().split("-") if tag else []
    known = {name.lower(): name for name in known_languages()}
    for count in range(len(parts), 0, -1):
        wanted = "-".join(parts[:count])
        wanted = _ALIASES.get(wanted, wanted)
        if wanted in known:
            return _read(known[wanted])
    return None


@cache
def known_languages() -> tuple[str, ...]:
    """Tags of all languages and varieties that mtcheck knows, in order."""
    names = (file.name for file in files("mtcheck.languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def languages_in(script: str) -> tuple[str, ...]:
    """Tags of the languages written in a script (names as in `columns.SCRIPTS`), in order.

    Looks at one line of each file: parsing all of them would take longer than the answer is worth.
    A variety has no such line.
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
    table = _table(tag)
    values = _with_tuples(table)
    values["function_words"] = frozenset(values["function_words"])
    values["numbers"] = Numbers(**_with_tuples(table.get("numbers", {})))
    return Language(tag=tag, **values)


def _table(tag: str) -> dict[str, Any]:
    """The content of a file over that of the one it extends."""
    own = tomllib.loads(_text(tag))
    base = own.pop("extends", None)
    return {**_table(base), **own} if base else own


def _with_tuples(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in table.items()}
