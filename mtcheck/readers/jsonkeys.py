"""JSON of keys and texts, flat or nested: i18next, ARB, messages.json of browser extensions.

One segment a text; its id is the path of keys, such as `menu.file.open`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mtcheck.batch import Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, PieceReader, ReadOptions, peel
from mtcheck.readers.encoding import line_ends, split_lines
from mtcheck.readers.marks import KeyMarks
from mtcheck.readers.naming import Ids, language_in_name

DEEPEST = 100
"""Objects inside each other after which a file is refused."""

_HEAD = 4_000
_NO_TEXT = "leave it out of the check"
_OTHER_JSON = (
    (re.compile(r'\s*\{[^{}]*"\$schema"\s*:\s*"[^"]*sarif', re.DOTALL), "a SARIF report", _NO_TEXT),
    (re.compile(r'\s*\{\s*"format"\s*:\s*"mtcheck-report"'), "a report", _NO_TEXT),
    (re.compile(r'\s*\[\s*\{[^{}]*"check_name"', re.DOTALL), "a code quality report", _NO_TEXT),
    (
        re.compile(r'\s*\[\s*\{[^{}]*"target"\s*:', re.DOTALL),
        "a list of segments",
        "write one object a line and name it .jsonl",
    ),
)
_SPACE = re.compile(r"[ \t\r\n]*+")
_OTHER = re.compile(r"-?[0-9][0-9.eE+-]*+|true|false|null")
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


class JsonKeysReader(PieceReader):
    """JSON i18n. The language stands in the name of the file or folder, or in `@@locale`.

    Keys that begin with @ and, in a `messages.json`, all but the messages are no segments.
    """

    pairing = "key"

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lines = split_lines(stream, path, options.encoding)
        text = "".join(line + end for line, end in lines)
        lang = None if options.target_lang else language_in_name(path)
        _refuse_other_json(path, text[:_HEAD])
        of_extension = Path(peel(path)[0]).name == "messages.json"
        scan = _Scan(path, text)
        ids, written, line, counted = Ids(), 0, 1, 0
        leaves: list[_Leaf] = []
        fault = scan.all_into(leaves) if text.strip() else None
        marks = KeyMarks((leaf.keys, leaf.value, _line(text, leaf)) for leaf in leaves)
        for leaf in leaves:
            if leaf.keys == ("@@locale",) and not options.target_lang:
                lang = leaf.value.replace("_", "-")
            if not _is_text(leaf.keys, of_extension) or marks.holds(leaf.keys):
                continue
            line, counted = line + line_ends(text, counted, leaf.start), leaf.start
            row = Row(ids.unique(".".join(leaf.keys)), leaf.value, line, target_lang=lang)
            row = marks.over(row, leaf.keys)
            raw = text[leaf.start : leaf.end]
            yield Piece(text[written : leaf.start])
            yield Piece(raw, row, partial(json.dumps, ensure_ascii=text.isascii()))
            written = leaf.end
        yield Piece(text[written:])
        if fault:
            raise fault


def _refuse_other_json(path: str, start: str) -> None:
    """Raise InputError for JSON that is a report or a list of segments, and no file of keys."""
    for pattern, what, hint in _OTHER_JSON:
        if pattern.match(start):
            raise InputError(f"this is {what}, not texts by keys", path=path, line=1, hint=hint)


class _Leaf(NamedTuple):
    """A text with the keys that lead to it; `start:end` holds its quotes too."""

    keys: tuple[str, ...]
    value: str
    start: int
    end: int


def _line(text: str, leaf: _Leaf) -> int:
    return 1 + line_ends(text, 0, leaf.start) if KeyMarks.holds(leaf.keys) else 0


def _is_text(keys: tuple[str, ...], of_extension: bool) -> bool:
    described = of_extension and keys[1:2] != ("message",)
    return bool(keys) and not any(key.startswith("@") for key in keys) and not described


class _Scan:
    """Walks through JSON and knows where each text stands."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text, self.at = path, text, 0

    def all_into(self, leaves: list[_Leaf]) -> InputError | None:
        """Add all texts, or those before a fault, which is returned."""
        try:
            for leaf in self.leaves():
                leaves.append(leaf)  # noqa: PERF402 - what stands before a fault is kept
        except InputError as fault:
            return fault
        return None

    def leaves(self) -> Iterator[_Leaf]:
        """All texts, in order."""
        yield from self._value(())
        if self._next():
            raise self._fault("text after the end")

    def _value(self, keys: tuple[str, ...]) -> Iterator[_Leaf]:
        character = self._next()
        if len(keys) > DEEPEST:
            raise self._fault(f"more than {DEEPEST} objects inside each other")
        if character == "{":
            yield from self._members(keys, "}")
        elif character == "[":
            yield from self._members(keys, "]")
        elif character == '"':
            start = self.at
            yield _Leaf(keys, self._string(), start, self.at)
        elif found := _OTHER.match(self.text, self.at):
            self.at = found.end()
        else:
            raise self._fault("no value")

    def _members(self, keys: tuple[str, ...], close: str) -> Iterator[_Leaf]:
        self.at += 1
        count = 0
        while self._next() != close:
            if count:
                self._take(",")
            if close == "}":
                self._next()
                key = self._string()
                self._take(":")
            else:
                key = str(count)
            yield from self._value((*keys, key))
            count += 1
        self.at += 1

    def _next(self) -> str:
        """The next character that is no white space, "" at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def _take(self, mark: str) -> None:
        if self._next() != mark:
            raise self._fault(f"no `{mark}`")
        self.at += 1

    def _string(self) -> str:
        found = _STRING.match(self.text, self.at)
        try:
            value = json.loads(found[0], strict=False) if found else None
        except ValueError:
            value = None
        if found is None or value is None:
            raise self._fault("no quoted text, or one that is not closed")
        self.at = found.end()
        return str(value)

    def _fault(self, reason: str) -> InputError:
        return InputError(
            f"not JSON: {reason}",
            path=self.path,
            line=1 + line_ends(self.text, 0, self.at),
            hint="mend the JSON there; what stands before it was read",
        )
