"""Two format strings compared: what happened to each placeholder of the source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Literal, NamedTuple

from mtcheck.text import icu
from mtcheck.text.patterns import Pattern, Spans
from mtcheck.text.placeholders import (
    Placeholder,
    is_numbered,
    numbered,
    placeholders,
    syntax_of,
)
from mtcheck.text.squeezed import Squeezed

_MOST = 20
"""Differences of a kind in one segment: with more it is broken as a whole."""

Fate = Literal["missing", "added", "torn", "changed", "moved", "percent"]


class Difference(NamedTuple):
    """What became of a placeholder: it is `missing` or `added`, `torn` apart by spaces or written
    with other letters, `changed` into another one, `moved` where the order counts; a `percent` sign
    has to be doubled in such a text and is not.

    `target` and `source` are places, where there are some; `expected` is what the target should
    have.
    """

    fate: Fate
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    expected: str = ""


def differences(source: str, target: str) -> list[Difference]:
    """What became of the placeholders of `source` in `target`."""
    syntax = syntax_of(source, target)
    if icu.is_icu(source):
        if icu.parse(target).fault:
            return []
        ours, theirs = _arguments(source), _arguments(target)
    else:
        ours, theirs = placeholders(source, syntax), placeholders(target, syntax)
    if not ours and not theirs:
        return []
    if is_numbered(ours) or is_numbered(theirs):
        if _OWN_CONVERSION.search(target):
            return []
        ours, theirs = numbered(ours), numbered(theirs)
    missing, added = _left_over(ours, theirs)[:_MOST], _left_over(theirs, ours)[:_MOST]
    found = list(_matched(source, target, theirs, missing, added))
    found += [Difference("added", None, _span(place)) for place in _doubled(ours, theirs)]
    if not found:
        found += _moved(ours, theirs)
    if any(place.family in ("printf", "python") for place in ours):
        found += _percents(source, target, ours, theirs, found)
    return found


_OWN_CONVERSION = re.compile(r"%[0-9]{1,2}\$[B-DH-WYZbkmnqrwy]", re.ASCII)
"""A numbered conversion that only this program knows (`%2$T`), so that nobody can count them."""


def _arguments(text: str) -> list[Placeholder]:
    """The arguments of an ICU message as placeholders."""
    return [
        Placeholder(argument.start, argument.end, text[argument.start : argument.end], "icu", key)
        for argument in icu.parse(text).arguments
        if (key := argument.name)
    ]


def _left_over(ours: Sequence[Placeholder], theirs: Sequence[Placeholder]) -> list[Placeholder]:
    """Those of ours that the others lack. A name may be repeated; of those without name each
    counts, and the last are left."""
    known = {(place.family, place.key) for place in theirs}
    counts = Counter((place.family, place.key) for place in theirs if place.by_place)
    left, seen = [], set()
    for place in ours:
        key = (place.family, place.key)
        if place.by_place:
            counts[key] -= 1
            if counts[key] < 0:
                left.append(place)
        elif key not in known and key not in seen:
            left.append(place)
            seen.add(key)
    return left


def _doubled(ours: Sequence[Placeholder], theirs: Sequence[Placeholder]) -> list[Placeholder]:
    """Names that stand twice side by side, as they do not in ours: {name}{name}."""
    known = {one.key for one in _followed_by_itself(ours)}
    return [one for one in _followed_by_itself(theirs) if one.key not in known][:_MOST]


def _followed_by_itself(places: Sequence[Placeholder]) -> Iterator[Placeholder]:
    for one, other in pairwise(places):
        if one.key == other.key and not one.by_place and one.end == other.start:
            yield other


def _matched(
    source: str,
    target: str,
    theirs: Sequence[Placeholder],
    missing: list[Placeholder],
    added: list[Placeholder],
) -> Iterator[Difference]:
    """Each missing one with what it became, then what was added."""
    keep = Spans((place.start, place.end) for place in theirs if place not in added)
    torn = {
        place: found
        for place, found in _torn(target, missing, keep).items()
        if not _is_another(source, target, place, found, added)
    }
    taken = Spans(torn.values())
    for place, found in torn.items():
        if target[found[0] : found[1]] == place.text:
            continue  # whole, but between characters that make prose of it: "1%s"
        yield Difference("torn", (place.start, place.end), found, place.text)
    missing = [place for place in missing if place not in torn]
    added = [place for place in added if not taken.overlap(place.start, place.end)]
    for place in missing:
        others = [other for other in added if other.family == place.family]
        same = [other for other in missing if other.family == place.family]
        if not others and place.family in ("brace", "fluent"):
            others = _foreign_names(target, keep)
        if others and len(others) == len(same):
            other = others[same.index(place)]
            added = [one for one in added if one is not other] if len(same) == 1 else added
            yield Difference("changed", _span(place), _span(other), place.text)
        else:
            yield Difference("missing", _span(place), None, place.text)
    changed = {place.family for place in missing}
    for place in added:
        if place.family not in changed:
            yield Difference("added", None, _span(place))


def _is_another(
    source: str,
    target: str,
    place: Placeholder,
    found: tuple[int, int],
    added: Sequence[Placeholder],
) -> bool:
    """Whether what looks like a broken placeholder is one that the source has besides (`%P` beside
    `%p`), or begins a whole one: `%(key)s` for `%(key)r`."""
    text = target[slice(*found)]
    besides = text != place.text and text in source.replace(place.text, "")
    return besides or any(one.start == found[0] and one.end > found[1] for one in added)


def _span(place: Placeholder) -> tuple[int, int]:
    return place.start, place.end


@cache
def _foreign() -> Pattern:
    return Pattern(r"\{\s*(?P<at>[\p{L}\p{N}][\p{L}\p{N}\p{M}_. \-]{0,40})\}")


def _foreign_names(target: str, keep: Spans) -> list[Placeholder]:
    """Braces around a name in letters that no program would use: {имя}."""
    return [
        Placeholder(start - 1, end + 1, target[start - 1 : end + 1], "brace", "")
        for start, end, _ in _foreign().places(target)
        if not keep.overlap(start, end)
    ]


def _torn(
    target: str, missing: Sequence[Placeholder], keep: Spans
) -> dict[Placeholder, tuple[int, int]]:
    """Where missing placeholders stand with spaces inside, in full width, in another case."""
    torn: dict[Placeholder, tuple[int, int]] = {}
    squeezed = Squeezed(target) if missing else None
    for place in missing:
        for form in _forms(place):
            spans = squeezed.places(form) if squeezed else iter(())
            used = Spans(torn.values())
            free = (s for s in spans if not keep.overlap(*s) and not used.overlap(*s))
            if found := next(free, None):
                torn[place] = found
                break
    return torn


def _forms(place: Placeholder) -> list[str]:
    """What a broken placeholder may look like without its spaces."""
    if place.family == "icu":
        return []
    forms = [place.text]
    if place.family == "printf" and len(place.text) == 2:
        forms.append(place.text[::-1])
    if place.family == "python":
        forms.append(place.text[: place.text.index(")") + 1])
    return forms


def _moved(ours: Sequence[Placeholder], theirs: Sequence[Placeholder]) -> Iterator[Difference]:
    """The first of the unnumbered conversions that stand in another order."""
    left = [place for place in ours if place.family == "printf" and place.by_place]
    right = [place for place in theirs if place.family == "printf" and place.by_place]
    for one, other in zip(left, right, strict=False):
        if one.key != other.key:
            yield Difference("moved", _span(one), _span(other), one.text)
            return


_DOUBLED = Pattern("%%")


def _percents(
    source: str,
    target: str,
    ours: Sequence[Placeholder],
    theirs: Sequence[Placeholder],
    found: Sequence[Difference],
) -> Iterator[Difference]:
    """Percent signs that stand alone where the source doubles all of its own."""
    doubled = _DOUBLED.spans(source)
    if not doubled or next(_lone_percents(source, [_span(place) for place in ours]), None):
        return
    taken = [_span(place) for place in theirs] + [one.target for one in found if one.target]
    for place in islice(_lone_percents(target, taken), _MOST):
        yield Difference("percent", doubled[0], place, "%%")


def _lone_percents(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Percent signs that are neither doubled nor in one of `places`."""
    taken = Spans([*places, *_DOUBLED.spans(text)])
    at = text.find("%")
    while at >= 0:
        if not taken.overlap(at, at + 1):
            yield at, at + 1
        at = text.find("%", at + 1)
