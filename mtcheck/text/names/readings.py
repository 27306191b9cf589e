"""How a person's name in Chinese characters is written in Latin letters."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Set
from functools import cache
from importlib.resources import files

_LONGEST_SURNAME = 3


@cache
def _table() -> dict[str, dict[str, str]]:
    """By part: surnames and given names of Japan in the characters of Japan and of mainland China,
    as news in English writes them, surnames of Korea, and Chinese surnames that are read otherwise
    than their characters are. Facts of common knowledge, collected by hand."""
    table: dict[str, dict[str, str]] = {}
    path = files("mtcheck.text.names") / "readings.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines, delimiter="\t"):
        table.setdefault(row["part"], {})[row["name"]] = row["reading"]
    return table


def surnames() -> Set[str]:
    """The surnames of Japan whose reading is known."""
    return _table()["surname"].keys()


def korean_surnames() -> dict[str, str]:
    """Surnames of Korea to the ways in which people write them, the usual one first."""
    return _table()["korean"]


def special_surnames() -> dict[str, str]:
    """Chinese surnames that are read otherwise than their characters are, and longer ones."""
    return _table()["chinese"]


@cache
def japanese(name: str) -> str | None:
    """A Japanese name: "Nobuo Kishi" for 岸信夫, "Kishida" for 岸田. None where a part of it is
    unknown, and for one character or two, which may as well be a Chinese name."""
    surnames, given = _table()["surname"], _table()["given"]
    if len(name) > 1 and name in surnames:
        return surnames[name]
    for surname, rest in _parts(name):
        if surname in surnames and rest in given and len(name) > 2:
            return f"{given[rest]} {surnames[surname]}"
    return None


def chinese(name: str, surnames: Set[str]) -> str | None:
    """A Chinese name: "Zhao Yide" for 赵一德. `surnames` are those of one character."""
    special = _table()["chinese"]
    for surname, rest in _parts(name):
        if (surname in surnames or surname in special) and len(rest) <= 2 and len(name) <= 4:
            first = special.get(surname) or _pinyin(surname)
            return f"{first} {_pinyin(rest)}"
    return None


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """Surname and given name, the longer surnames first."""
    for size in range(min(_LONGEST_SURNAME, len(name) - 1), 0, -1):
        yield name[:size], name[size:]


def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text)).capitalize()
