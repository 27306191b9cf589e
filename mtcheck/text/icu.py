"""ICU MessageFormat: `{count, plural, one {# file} other {# files}}`, nested as deep as wanted.

https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import tomli as tomllib

from mtcheck.text.patterns import Pattern

COMPLEX = ("plural", "select", "selectordinal")
"""Argument types with branches."""

_SIMPLE = "number date time list choice spellout ordinal duration".split()

_STARTS = Pattern(r"\{\s*[\p{L}\p{N}_.\-]+\s*[,，、]\s*(?:plural|selectordinal|select)\s*[,，、]")
_DEEPEST = 16


class Argument(NamedTuple):
    """One argument: `start:end` from brace to brace; `branches` are key, start and end of each key;
    `depth`: 0 outside of all others."""

    start: int
    end: int
    name: str
    type: str
    branches: tuple[tuple[str, int, int], ...] = ()
    depth: int = 0


class Message(NamedTuple):
    """A message: its arguments, inner ones after the one they stand in. `fault`: the place at which
    it is malformed, None where it is well formed."""

    arguments: tuple[Argument, ...]
    fault: tuple[int, int] | None


class _MalformedError(Exception):
    def __init__(self, start: int, end: int) -> None:
        self.place = start, end


def is_icu(text: str) -> bool:
    """Whether a text has an argument with branches."""
    return bool(_STARTS.spans(text))


def parse(text: str) -> Message:
    """Read a message. A malformed one has the arguments before the fault."""
    parser = _Parser(text)
    try:
        parser.message(0)
        if parser.at < len(text):
            raise _MalformedError(parser.at, parser.at + 1)
    except _MalformedError as fault:
        start, end = fault.place
        start = max(min(start, len(text) - 1), 0)
        return Message(tuple(parser.arguments), (start, max(min(end, len(text)), start + 1)))
    return Message(tuple(sorted(parser.arguments)), None)


class _Parser:
    """Recursive descent that looks at each character once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.arguments: list[Argument] = []

    def message(self, depth: int) -> None:
        """Read to the brace that closes the branch, or to the end."""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "}":
                return
            if character == "'" and self.text[self.at + 1 : self.at + 2] in ("{", "}"):
                closing = self.text.find("'", self.at + 1)
                self.at = len(self.text) if closing < 0 else closing + 1
            elif character == "{":
                self._argument(depth)
            else:
                self.at += 1

    def _argument(self, depth: int) -> None:
        start = self.at
        if depth > _DEEPEST:
            raise _MalformedError(start, start + 1)
        self.at += 1
        name = self._until(",}", start)
        if self.text[self.at] == "}":
            self.at += 1
            self._keep(Argument(start, self.at, name, "", (), depth))
            return
        self.at += 1
        type = self._until(",}", start)
        if type in COMPLEX:
            if self.text[self.at] == "}":
                raise _MalformedError(start, self.at + 1)
            self.at += 1
            branches = self._branches(start, depth)
            self._keep(Argument(start, self.at, name, type, branches, depth))
            return
        if type not in _SIMPLE:
            raise _MalformedError(start, self.at)
        self._skip_style(start)
        self._keep(Argument(start, self.at, name, type, (), depth))

    def _keep(self, argument: Argument) -> None:
        if not argument.name or any(c.isspace() or c in "{}'\"" for c in argument.name):
            raise _MalformedError(argument.start, argument.end)
        self.arguments.append(argument)

    def _until(self, marks: str, start: int) -> str:
        """The text before the first of `marks`; none or a brace before it is a fault."""
        first = self.at
        while self.at < len(self.text) and self.text[self.at] not in marks:
            if self.text[self.at] == "{":
                raise _MalformedError(start, self.at + 1)
            self.at += 1
        if self.at >= len(self.text):
            raise _MalformedError(start, start + 1)
        return self.text[first : self.at].strip()

    def _skip_style(self, start: int) -> None:
        open_braces = 1
        while open_braces and self.at < len(self.text):
            open_braces += {"{": 1, "}": -1}.get(self.text[self.at], 0)
            self.at += 1
        if open_braces:
            raise _MalformedError(start, start + 1)

    def _branches(self, start: int, depth: int) -> tuple[tuple[str, int, int], ...]:
        """The branches up to the brace that closes their argument."""
        branches: list[tuple[str, int, int]] = []
        while True:
            self._skip_space()
            first = self.at
            key = self._until("{}", start)
            if self.text[self.at] == "}":
                if key or not any(name == "other" for name, _, _ in branches):
                    raise _MalformedError(first if key else start, self.at + 1)
                self.at += 1
                return tuple(branches)
            if key.startswith("offset:") and len(key.split()) == 2:
                key = key.split()[1]
            if not key or any(map(str.isspace, key)):
                raise _MalformedError(first, self.at + 1)
            branches.append((key, first, first + len(key)))
            opened = self.at
            self.at += 1
            self.message(depth + 1)
            if self.at >= len(self.text):
                raise _MalformedError(opened, opened + 1)
            self.at += 1

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1


def complex_arguments(message: Message, *types: str) -> Iterator[Argument]:
    """The arguments of a message with branches, of the types given."""
    return (argument for argument in message.arguments if argument.type in types)


def plural_categories(tag: str | None) -> frozenset[str]:
    """The plural categories a language cannot do without, after CLDR; none for an unknown one."""
    parts = tag.replace("_", "-").lower().split("-") if tag else []
    for count in range(len(parts), 0, -1):
        if found := _plurals().get("-".join(parts[:count])):
            return found
    return frozenset()


@cache
def _plurals() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("mtcheck.text") / "plurals.toml").read_text(encoding="utf-8"))
    return {
        tag: frozenset([*names.split("-"), "other"])
        for names, tags in table["categories"].items()
        for tag in tags.split()
    }
