"""Tags of HTML, XML and of the inline codes of XLIFF and TMX, and how those of two texts differ.

A `<file>` in the help of a program, `<3` and `a < b` are no tags: a tag is closed, closes another,
has attributes or a name that is known to stand alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from mtcheck.text.addresses import same_page
from mtcheck.text.patterns import Spans
from mtcheck.text.squeezed import Squeezed

MOST = 20
"""Differences of a kind in one segment: with more it is broken as a whole."""

_VOID = frozenset("area br col embed hr img input link meta source track wbr x bx ex sc ec".split())
_ALONE = frozenset("br hr wbr img p li".split())
_HTML = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote body br button caption center "
    "cite code dd del details dfn div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 "
    "h6 head header hr html i iframe img input ins kbd label li link main mark nav ol option p pre "
    "q s samp "
    "script section select small span strike strong style sub summary sup svg table tbody td "
    "textarea tfoot th thead tr tt u ul var video".split()
)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:._-]*|[0-9]{1,3})(?P<rest>(?:\s[^<>]*)?)(?P<empty>/?)>"
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)\s{0,9}=\s{0,9}(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")

Form = Literal["open", "close", "empty"]


class Attribute(NamedTuple):
    """One attribute: `start:end` in the text, its name in lower case, its value unquoted."""

    start: int
    end: int
    name: str
    value: str


class Tag(NamedTuple):
    """One tag. HTML names are in lower case."""

    start: int
    end: int
    text: str
    name: str
    form: Form
    attributes: tuple[Attribute, ...] = ()
    certain: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What has to be the same in a translation."""
        return self.name, self.form


class Change(NamedTuple):
    """What became of a tag: `missing`, `added`, `torn` (broken or escaped), in the wrong order
    (`nesting`), or with another `attribute`. `others` are further tags of the same side that the
    same happened to."""

    fate: Literal["missing", "added", "torn", "nesting", "attribute"]
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    expected: str = ""
    others: tuple[tuple[int, int], ...] = ()


def changes(
    source: str, target: str, free: frozenset[str], addresses: frozenset[str]
) -> list[Change]:
    """What became of the tags of `source`. Attributes named in `free` may be translated, those in
    `addresses` may lead to the same page in another language."""
    ours, theirs = _tags_of_pair(source, target)
    if not ours and not theirs:
        return []
    missing, added = _left_over(ours, theirs), _left_over(theirs, ours)
    keep = Spans(_span(tag) for tag in theirs if tag not in added)
    torn = _torn(target, missing, keep) if missing else {}
    found = [Change("torn", _span(tag), place, tag.text) for tag, place in torn.items()]
    taken = Spans(torn.values())
    found += _grouped("missing", [tag for tag in missing if tag not in torn])
    added = [tag for tag in added if not taken.overlap(*_span(tag))]
    found += _grouped("added", [tag for tag in added if _escaped(tag.text) not in source])
    if not found:
        found += _attribute_changes(ours, theirs, free, addresses)
    is_whole = all(one.fate in ("added", "attribute") for one in found)
    wrong = _first_misplaced(theirs) if is_whole and _first_misplaced(ours) is None else None
    return found if wrong is None else [*found, Change("nesting", None, _span(wrong))]


def _tags_of_pair(source: str, target: str) -> tuple[list[Tag], list[Tag]]:
    """The tags of both sides: a name that is a tag on one side is one on the other."""
    ours, theirs = list(_tags(source)), list(_tags(target))
    closed = {tag.name for tag in (*ours, *theirs) if tag.certain}
    ours = [tag for tag in ours if tag.certain or tag.name in closed]
    return ours, [tag for tag in theirs if tag.certain or tag.name in closed]


def _tags(text: str) -> Iterator[Tag]:
    for match in _TAG.finditer(text):
        name, rest = match["name"], match["rest"]
        lower = name.lower()
        html = lower in _HTML
        if not name.isascii() or (rest.strip(" /\t\n") and "=" not in rest and not html):
            continue
        name = lower if html else name
        attributes = tuple(_attributes(match.start("rest"), rest))
        empty = bool(match["empty"]) or rest.rstrip().endswith("/") or name in _VOID
        form: Form = "close" if match["close"] else "empty" if empty else "open"
        certain = form != "open" or bool(attributes) or name in _ALONE
        if form == "empty" and name in _VOID - _ALONE:
            certain = bool(attributes) or "/" in match[0]
        yield Tag(*match.span(), match[0], name, form, attributes, certain)


def _attributes(offset: int, rest: str) -> Iterator[Attribute]:
    for match in _ATTRIBUTE.finditer(rest):
        value = match[2].strip("\"'")
        yield Attribute(match.start() + offset, match.end() + offset, match[1].lower(), value)


def _left_over(ours: Sequence[Tag], theirs: Sequence[Tag]) -> list[Tag]:
    counts = Counter(tag.key for tag in theirs)
    left = []
    for tag in ours:
        counts[tag.key] -= 1
        if counts[tag.key] < 0:
            left.append(tag)
    return left[:MOST]


def _grouped(fate: Literal["missing", "added"], tags: Sequence[Tag]) -> Iterator[Change]:
    """One change for all tags of a name: who loses `<b>` loses `</b>`."""
    by_name: dict[str, list[Tag]] = {}
    for tag in tags:
        by_name.setdefault(tag.name, []).append(tag)
    for first, *others in by_name.values():
        places = tuple(_span(tag) for tag in others)
        source, target = (_span(first), None) if fate == "missing" else (None, _span(first))
        yield Change(fate, source, target, first.text, places)


def _torn(target: str, missing: Sequence[Tag], keep: Spans) -> dict[Tag, tuple[int, int]]:
    """Where missing tags stand with spaces inside, in full width, with curly quotes, escaped."""
    squeezed = Squeezed(target)
    torn: dict[Tag, tuple[int, int]] = {}
    used: set[tuple[int, int]] = set()
    for tag in missing:
        spans = [*squeezed.places(tag.text), *squeezed.places(_escaped(tag.text))]
        free = (span for span in spans if span not in used and not keep.overlap(*span))
        if found := next(free, None):
            torn[tag] = found
            used.add(found)
    return torn


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _first_misplaced(tags: Sequence[Tag]) -> Tag | None:
    """The first tag that closes another one than the last that was opened, or is never closed."""
    opened: list[Tag] = []
    for tag in tags:
        if tag.form == "open":
            opened.append(tag)
        elif tag.form == "close":
            if not opened or opened[-1].name != tag.name:
                return tag
            opened.pop()
    return opened[-1] if opened else None


def _attribute_changes(
    ours: Sequence[Tag], theirs: Sequence[Tag], free: frozenset[str], addresses: frozenset[str]
) -> Iterator[Change]:
    """Attributes that are lost or have another value, tag by tag; equal tags pair first."""
    left: dict[tuple[str, str], list[Tag]] = {}
    values = Counter(_values(tag) for tag in ours)
    for tag in theirs:
        values[_values(tag)] -= 1
        if values[_values(tag)] < 0:
            left.setdefault(tag.key, []).append(tag)
    values = Counter(_values(tag) for tag in theirs)
    for tag in ours:
        values[_values(tag)] -= 1
        if values[_values(tag)] < 0 and left.get(tag.key):
            yield from islice(_compared(tag, left[tag.key].pop(0), free, addresses), 1)


def _values(tag: Tag) -> tuple[object, ...]:
    return (*tag.key, *sorted((one.name, one.value) for one in tag.attributes))


def _compared(
    ours: Tag, theirs: Tag, free: frozenset[str], addresses: frozenset[str]
) -> Iterator[Change]:
    known: Mapping[str, Attribute] = {one.name: one for one in theirs.attributes}
    for one in ours.attributes:
        if one.name in free:
            continue
        expected = ours.text[one.start - ours.start : one.end - ours.start]
        other = known.get(one.name)
        if other is None:
            yield Change("attribute", (one.start, one.end), _span(theirs), expected)
        elif other.value != one.value and not (
            one.name in addresses and same_page(one.value, other.value)
        ):
            place = other.start, other.end
            yield Change("attribute", (one.start, one.end), place, expected)


def _span(tag: Tag) -> tuple[int, int]:
    return tag.start, tag.end
