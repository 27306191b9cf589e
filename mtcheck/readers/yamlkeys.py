"""YAML of keys and texts, flat or nested: Rails with the language as root key, Symfony, Hugo.

One segment a text; its id is the path of keys without the language. The file is read as events, so
an alias is never expanded: the text behind it is checked where it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from mtcheck.batch import Mark, Row
from mtcheck.errors import InputError
from mtcheck.readers.base import Piece, PieceReader, ReadOptions
from mtcheck.readers.encoding import line_ends, split_lines
from mtcheck.readers.marks import mark_of
from mtcheck.readers.naming import Ids, is_language, language_in_name
from mtcheck.readers.splice import Atom, shown, spliced

DEEPEST = 100
"""Mappings and lists inside each other after which a file is refused."""

_FOLD = r"[ \t]*+(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*+[ \t]*+"
_END = re.compile(r"\r\n|\r|\n")
_PARTS = {
    "": re.compile(rf"{_FOLD}|[^\s]++|.", re.DOTALL),
    "'": re.compile(rf"''|{_FOLD}|[^\s']++|.", re.DOTALL),
    '"': re.compile(
        rf"\\(?:x[0-9A-Fa-f]{{2}}|u[0-9A-Fa-f]{{4}}|U[0-9A-Fa-f]{{8}}|(?:\r\n|\r|\n)[ \t]*+|.)"
        rf"|{_FOLD}|[^\s\\]++|.",
        re.DOTALL,
    ),
    ">": re.compile(rf"{_FOLD}|[^\s]++|.", re.DOTALL),
}
_ESCAPES = dict(
    zip('0abtnvfre "/\\N_LP', '\0\a\b\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True)
)
_HEADER = re.compile(
    r"[|>][-+0-9]*+[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\r|\n)(?:[ \t]*+(?:\r\n|\r|\n))*+[ ]*+"
)
_PROPERTIES = re.compile(r"(?:[&!]\S*+\s++)*+")


class YamlKeysReader(PieceReader):
    """YAML i18n. The language is the root key, or stands in the name of the file or folder.

    Numbers, dates, `true` and `no` are no texts. Anchors, comments and styles of quoting stay.
    """

    pairing = "key"

    def pieces(self, path: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Piece]:
        lines = split_lines(stream, path, options.encoding)
        text = "".join(line + end for line, end in lines)
        faults: list[InputError] = []
        leaves = list(_leaves(path, text, faults))
        rooted = bool(leaves) and all(
            len(leaf.keys) > 1 and is_language(leaf.keys[0]) for leaf in leaves
        )
        single = rooted and len({leaf.keys[0] for leaf in leaves}) == 1
        named = language_in_name(path)
        ids, written, line, counted = Ids(), 0, 1, 0
        for leaf in leaves:
            line, counted = line + line_ends(text, counted, leaf.first), leaf.first
            lang = leaf.keys[0].replace("_", "-") if rooted else named
            id = ids.unique(".".join(leaf.keys[1:] if single else leaf.keys))
            row = Row(id, leaf.value, line, target_lang=None if options.target_lang else lang)
            raw = text[leaf.start : leaf.end]
            before = text[written : leaf.start]
            above = line - line_ends(text, leaf.start, leaf.first)
            yield Piece(before, marks=tuple(_marks(before, above, not written)))
            yield Piece(raw, row, partial(_written, raw, leaf))
            written = leaf.end
        yield Piece(text[written:])
        if faults:
            raise faults[0]


def _marks(before: str, line: int, at_start: bool) -> Iterator[Mark]:
    """The inline marks in comment lines above a text that stands on `line`."""
    lines = _END.split(before)
    for number, comment in enumerate(lines, line - len(lines) + 1):
        first = number == line - len(lines) + 1
        if comment.lstrip().startswith("#") and (at_start or not first):
            mark = mark_of(comment.strip()[1:], number)
            yield from [mark] if mark else []


class _Leaf(NamedTuple):
    """A text with the keys that lead to it. `start:end` holds its quotes or block, not its anchor
    and no white space behind it; its first line begins at `first`. `flow`: it stands inside
    brackets."""

    keys: tuple[str, ...]
    value: str
    style: str
    flow: bool
    start: int
    end: int
    first: int


class _Level:
    """A mapping or list that is open; `key` is where its next value belongs."""

    def __init__(self, mapping: bool, flow: bool, hidden: bool) -> None:
        self.mapping, self.flow, self.hidden = mapping, flow, hidden
        self.key: str | None = None if mapping else "0"

    def passed(self, value: str) -> None:
        """A value has ended, or a key with this `value`."""
        if not self.mapping:
            self.key = str(int(self.key or 0) + 1)
        else:
            self.key = value if self.key is None else None


def _leaves(path: str, text: str, faults: list[InputError]) -> Iterator[_Leaf]:
    """All texts, in order; a fault of the file ends them."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from _texts(yaml.parse(text, Loader=loader), text, yaml)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index = mark.index if mark else getattr(error, "position", 0)
        reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
        faults.append(
            InputError(
                f"not YAML: {reason}",
                path=path,
                line=1 + line_ends(text, 0, min(index, len(text))),
                hint="mend the YAML there; what stands before it was read",
            )
        )


def _texts(events: Iterable[Any], text: str, yaml: Any) -> Iterator[_Leaf]:
    levels: list[_Level] = []
    for event in events:
        level = levels[-1] if levels else None
        if isinstance(event, yaml.CollectionStartEvent):
            levels.append(_opened(event, level, yaml))
            if len(levels) > DEEPEST:
                reason = f"more than {DEEPEST} mappings or lists inside each other"
                raise yaml.MarkedYAMLError(problem=reason, problem_mark=event.start_mark)
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            level = levels[-1] if levels else None
        elif not isinstance(event, yaml.NodeEvent):
            continue
        if level is None:
            continue
        if level.key is not None and not level.hidden and _is_text(event, yaml):
            yield _leaf(tuple(str(each.key) for each in levels), event, level.flow, text)
        level.passed(str(getattr(event, "value", "?")))


def _opened(event: Any, above: _Level | None, yaml: Any) -> _Level:
    """A new level; what stands inside a key is no text."""
    hidden = above is not None and (above.hidden or above.key is None)
    return _Level(isinstance(event, yaml.MappingStartEvent), bool(event.flow_style), hidden)


def _is_text(event: Any, yaml: Any) -> bool:
    if not isinstance(event, yaml.ScalarEvent):
        return False
    if event.tag is not None:
        return str(event.tag) in ("!", "tag:yaml.org,2002:str")
    if not event.implicit[0]:
        return True
    known = yaml.SafeLoader.yaml_implicit_resolvers.get(event.value[:1], ())
    return not any(pattern.match(event.value) for _, pattern in known)


def _leaf(keys: tuple[str, ...], event: Any, flow: bool, text: str) -> _Leaf:
    start, end = event.start_mark.index, event.end_mark.index
    if (event.anchor or event.tag) and (found := _PROPERTIES.match(text, start, end)):
        start = found.end()
    value, style, first = event.value, event.style or "", start
    if style in ("|", ">"):
        value = value.rstrip("\n")
        end = start + len(text[start:end].rstrip())
        header = _HEADER.match(text, start, end)
        first = header.end() if header else start
    return _Leaf(keys, value, style, flow, start, end, first)


def _written(raw: str, leaf: _Leaf, new: str) -> str:
    """The first way of writing `new` that reads as it: with the old bytes, or in double quotes."""
    with suppress(ValueError):
        candidate = _spliced(raw, leaf, new)
        if _reads_as(candidate, leaf.flow, new):
            return candidate
    candidate = json.dumps(new, ensure_ascii=False)
    if not _reads_as(candidate, leaf.flow, new):
        raise ValueError("YAML cannot hold it there")
    return candidate


def _spliced(raw: str, leaf: _Leaf, new: str) -> str:
    atoms = list(_atoms(raw, leaf.style))
    if shown(atoms) != leaf.value:
        raise ValueError("it is laid out in lines")
    return spliced(atoms, new, _escape(raw, leaf.style))


def _atoms(raw: str, style: str) -> Iterator[Atom]:
    header = _HEADER.match(raw) if style in ("|", ">") else None
    start, end = (
        (1, len(raw) - 1) if style in ("'", '"') else (header.end() if header else 0, len(raw))
    )
    yield Atom("", raw[:start], True)
    parts = _PARTS.get(style) or re.compile(rf"(?:\r\n|\r|\n)[ ]{{0,{_indent(header)}}}|[^\r\n]++")
    for part in parts.findall(raw, start, end):
        breaks = len(_END.findall(part))
        if style == '"' and part[0] == "\\":
            yield Atom(_unescaped(part[1:]), part)
        elif breaks and style != "|":
            yield Atom("\n" * (breaks - 1) or " ", part)
        elif breaks:
            yield Atom("\n", part)
        else:
            yield Atom("'" if part == "''" and style == "'" else part, part)
    yield Atom("", raw[end:], True)


def _indent(header: re.Match[str] | None) -> int:
    """How far the lines of a block are indented that begins with `header`."""
    return len(header[0]) - len(header[0].rstrip(" ")) if header else 0


def _unescaped(code: str) -> str:
    if code[0] in "\r\n":
        return ""
    return chr(int(code[1:], 16)) if len(code) > 1 else _ESCAPES.get(code, code)


def _escape(raw: str, style: str) -> Callable[[str], str]:
    """How new text is written in a scalar of this style."""
    if style == "'":
        return lambda text: text.replace("'", "''")
    if style == '"':
        return lambda text: json.dumps(text, ensure_ascii=False)[1:-1]
    if style == "|" and (header := _HEADER.match(raw)):
        end = _END.search(raw)
        joint = (end[0] if end else "\n") + " " * _indent(header)
        return lambda text: text.replace("\n", joint)
    return str


def _reads_as(candidate: str, flow: bool, new: str) -> bool:
    """Whether a YAML parser reads this text where the old one stood."""
    import yaml

    try:
        found = yaml.safe_load(f"[{candidate}]" if flow else f"- {candidate}\n")
    except (yaml.YAMLError, ValueError):
        return False
    if not isinstance(found, list) or len(found) != 1 or not isinstance(found[0], str):
        return False
    return found[0] == new or (candidate[:1] in "|>" and found[0].rstrip("\n") == new)
