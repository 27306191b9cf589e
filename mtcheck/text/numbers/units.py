"""Units of measurement and currencies: dimensions, factors and symbols, from `units.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli as tomllib


class Unit(NamedTuple):
    """`factor`: how many base units of its dimension one of it is; 0 for money, which has none."""

    name: str
    dimension: str
    factor: float


@cache
def units() -> Mapping[str, Unit]:
    """All units by name: "km", "kg", "USD"."""
    return {
        name: Unit(name, dimension, entry["factor"])
        for dimension, members in _table().items()
        for name, entry in members.items()
    }


@cache
def symbols() -> Mapping[str, str]:
    """Lower-case symbol to name of its unit, in any language: "km", "us$", "€"."""
    return {
        symbol: name
        for members in _table().values()
        for name, entry in members.items()
        for symbol in entry["symbols"].split()
    }


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    text = (files("mtcheck.text.numbers") / "units.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def currency_before(text: str, start: int) -> str:
    """The currency of a sign or code in front of `start`: US$5, EUR 5. "¥" may be two."""
    before = text[max(start - 4, 0) : start].rstrip().lower()
    if before[-1:] not in _ends_of_currencies():
        return ""
    for size in range(len(before), 0, -1):
        name = symbols().get(before[-size:], "")
        if name.isupper() and len(name) == _CODE and not before[-size - 1 : -size].isalpha():
            return name
    return "¥" if before[-1:] == "¥" else ""


@cache
def _ends_of_currencies() -> frozenset[str]:
    names = (symbol for symbol, name in symbols().items() if name.isupper() and len(name) == _CODE)
    return frozenset({symbol[-1] for symbol in names} | {"¥"})


_CODE = 3


def converted(value: float, name: str, wanted: str) -> float | None:
    """`value` of one unit in another of the same dimension; None where there is no way.

    >>> converted(1, "mi", "km")
    1.609344
    """
    one, other = units().get(name), units().get(wanted)
    if one is None or other is None or one.dimension != other.dimension or not other.factor:
        return None
    if one.dimension == "temperature":
        return _temperature(value, name, wanted)
    return value * one.factor / other.factor


def _temperature(value: float, name: str, wanted: str) -> float:
    """A bare degree is taken for that of the other scale."""
    if name == "F" or (name == "degree" and wanted == "C"):
        return (value - 32) * 5 / 9
    return value * 9 / 5 + 32
