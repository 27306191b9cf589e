"""Placeholders of format strings: what a program replaces by a value when it shows the text.

Two texts are compared, so nothing need be known of the program: a placeholder of the source is one
in its translation too. Prose with the same marks ("100% sicher", "$5", "{a, b}") has none.

The pattern here has a name for each syntax, which takes RE2 50 microseconds a match. It is run by
`re`: each repetition has a bound or ends at the mark that begins the next one, so no text is slow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

_CONVERSION = r"(?:hh|h|ll|l|L|q|j|z|t|I64)?[diouxXeEfFgGaAcspn@v]"
_PRINTF = (
    r"%(?:(?P<number>[1-9][0-9]?)\$)?(?P<flags>[-+0#']{0,4})(?P<width>\*(?:[0-9]+\$)?|[1-9][0-9]{0,2})?"
    r"(?P<precision>\.(?:\*(?:[0-9]+\$)?|[0-9]{1,3})?)?(?P<conversion>" + _CONVERSION + ")"
)
_QT = r"%(?P<qt>L?[1-9][0-9]?|n)"
_TYPES = "number|date|time|choice|spellout|ordinal|duration|list|plural|select|selectordinal"
_NAMED = (
    (
        r"%\((?P<python>[A-Za-z_][\w.\- ]{0,60})\)[-+#0]{0,4}[0-9]{0,4}(?:\.[0-9]{1,3})?"
        r"(?P<pythontype>[lhL]?[a-zA-Z])"
    ),
    r"%<(?P<pri>PRI[A-Za-z0-9]+)>",
    r"%(?:\{(?P<ruby>[A-Za-z_][\w.\-]*)\}|<(?P<rubytyped>[a-z_]\w*)>[-+0#]{0,4}[0-9.]{0,6}[a-zA-Z])",
    r"%(?P<env>[A-Z][A-Z0-9_]{2,}|[a-z]+_[a-z0-9_]+|(?<![0-9]%)[a-z]{4,20})%(?![a-z0-9(])",
    r"\$(?:\{(?P<dollar>[^{}\n]{1,200})\}|t\((?P<nested>[^()\n]{1,200})\))",
    r"#\{(?P<hash>[A-Za-z_@][\w.@]*)\}",
    r"\{\{(?P<mustache>(?![\"'”“»«]\s)[^{}\n]{1,200})\}\}",
    r"\{%(?P<block>[^{}%\n]{1,200})%\}",
    r"\{\s{0,9}(?P<fluent>\$[A-Za-z][\w\-]*|-[A-Za-z][\w\-]*)\s{0,9}(?:\([^(){}\n]{0,200}\)\s{0,9})?\}",
    r"\{(?P<brace>(?:[A-Za-z_][\w.\-]*(?:\[\w+\])*|[0-9]{1,3})?)(?:![rsa])?(?::[^{}\s]{0,40}|"
    r"\s{0,9},\s{0,9}(?:" + _TYPES + r")\b[^{}\n]{0,60}|,-?[0-9]+(?::[^{}\s]{0,20})?)?\}",
    r"\$(?P<shell>[A-Za-z_][A-Za-z0-9_]+)",
)
_DATES = re.compile(r"%[-_0^#E]?[YmHMBbyjIZ](?![A-Za-z])")
_NO_DATE = re.compile(r"%(?:[0-9]\$)?[.0-9]*(?:s|l|[xufgi]\b)")
_PURE_QT = re.compile(r"%L?[1-9][0-9]?(?![0-9A-Za-z$.@])")
_PURE_PRINTF = re.compile(r"%(?:[1-9]\$)?-?(?:\.[0-9])?[sdiu]\b", re.ASCII)
_FINANCE = re.compile(r"[a-z]{1,2}|bn|mn|tn|mio|mrd|US|USD|CAD|AUD", re.IGNORECASE)
_SAME = {"i": "d", "X": "x", "E": "e", "G": "g", "F": "f", "A": "a"}


class Placeholder(NamedTuple):
    """`start:end` of one placeholder, `text` there. `family` is its syntax. Two with the same `key`
    stand for the same value; `by_place`: which value that is, only the order tells, and for how
    many values of the argument list it stands in that case (`%*d`: 2)."""

    start: int
    end: int
    text: str
    family: str
    key: str
    by_place: int = 0


class Syntax(NamedTuple):
    """What a pair of texts is written in. `qt`: `%1` is a whole placeholder. `dates`: the letters
    after `%` are those of strftime, which translators choose."""

    qt: bool = False
    dates: bool = False


def syntax_of(source: str, target: str) -> Syntax:
    """The syntax of a pair."""
    qt = bool(_PURE_QT.search(source)) and not _PURE_PRINTF.search(source)
    dates = _is_date(source) or (_is_date(target) and not _NO_DATE.search(source))
    return Syntax(qt, dates)


def _is_date(text: str) -> bool:
    """Whether a text is a format of strftime: "%H:%M", "%d %b". `%m` alone is an error message."""
    letters = len(_DATES.findall(text))
    return letters > 1 or (letters == 1 and not _NO_DATE.search(text))


def placeholders(text: str, syntax: Syntax) -> list[Placeholder]:
    """The placeholders of a text, in order."""
    found = []
    for match in _pattern(syntax).finditer(text):
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        place = _placeholder(text, *match.span(), groups)
        if place is not None:
            found.append(place)
    return found


@cache
def _pattern(syntax: Syntax) -> re.Pattern[str]:
    percent = () if syntax.dates else (_QT,) if syntax.qt else (_PRINTF,)
    return re.compile("|".join((r"(?P<escape>%%)", *_NAMED, *percent)), re.ASCII)


def _placeholder(text: str, start: int, end: int, groups: Mapping[str, str]) -> Placeholder | None:
    mark = text[start:end]
    if "escape" in groups:
        return None
    if "conversion" in groups:
        return _printf(text, start, end, groups)
    family, name = next((k, v) for k, v in groups.items() if k != "pythontype")
    if family == "python":
        return Placeholder(start, end, mark, family, f"({name}){groups['pythontype']}")
    if family == "shell" and (_FINANCE.fullmatch(name) or _is_money(text, start)):
        return None
    if family == "brace" and not name:
        return Placeholder(start, end, mark, "braces", "{}", 1)
    if family == "qt" and text[start - 1 : start].isdigit():
        return None
    key = re.sub(r"\s+", "", name)
    family = {"shell": "dollar", "rubytyped": "ruby"}.get(family, family)
    return Placeholder(start, end, mark, family, key)


def _printf(text: str, start: int, end: int, groups: Mapping[str, str]) -> Placeholder | None:
    """A conversion of printf, or None where prose or a coded URL has the same characters."""
    before = text[max(start - 2, 0) : start]
    plain = "number" not in groups
    if plain and (
        before[-1:].isdigit() or (before.rstrip()[-1:].isdigit() and _goes_on(text, end))
    ):
        return None
    if _HEX.match(text, start) and _in_address(text, start):
        return None
    if plain and "-" in groups.get("flags", "") and "width" not in groups:
        return None  # "%-osuus" is Finnish for a percentage
    conversion = groups["conversion"]
    if conversion[0] in "qjztL" and _goes_on(text, end):
        return None  # "%time"
    key = conversion[:-1] + _SAME.get(conversion[-1], conversion[-1])
    if "number" in groups:
        return Placeholder(start, end, text[start:end], "printf", f"{groups['number']}${key}")
    stars = (groups.get("width", "") + groups.get("precision", "")).count("*")
    return Placeholder(start, end, text[start:end], "printf", key, 1 + stars)


_HEX = re.compile("%[0-9A-F]{2}")
_ADDRESS = 200
"""Characters before a coded character in which its address begins."""


def _in_address(text: str, start: int) -> bool:
    words = text[max(start - _ADDRESS, 0) : start].split()
    word = words[-1] if words and not text[start - 1 : start].isspace() else ""
    return "://" in word or "www." in word or "/" in word


def _is_money(text: str, start: int) -> bool:
    """Whether a dollar sign belongs to what stands before it: "24,74 $fielen", "US$m"."""
    before = text[max(start - 2, 0) : start]
    return _is_letter(before[-1:]) or before[-1:] == "$" or before.strip()[-1:].isdigit()


def _goes_on(text: str, end: int) -> bool:
    return _is_letter(text[end : end + 1])


def _is_letter(character: str) -> bool:
    """Whether a character is a letter of a script that has spaces between its words."""
    return character.isalpha() and ord(character) < 0x0E00


def numbered(found: Sequence[Placeholder]) -> list[Placeholder]:
    """The same with the unnumbered ones of printf numbered in order: `%s` is like `%1$s`."""
    made, number = [], 1
    for place in found:
        if place.family == "printf" and place.by_place:
            number += place.by_place - 1
            place = place._replace(key=f"{number}${place.key}", by_place=0)
            number += 1
        made.append(place)
    return made


def is_numbered(found: Sequence[Placeholder]) -> bool:
    """Whether some conversion of printf says which value it is for."""
    return any(place.family == "printf" and not place.by_place for place in found)
