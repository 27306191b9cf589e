"""Targets and their sources in two files of one format, joined by keys or by their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mtcheck.batch import Batch, Row, batches
from mtcheck.errors import InputError
from mtcheck.model import Side
from mtcheck.readers.base import Pairing

_PLURALS = ("zero", "one", "two", "few", "many")
_OTHER = "other"
_FORMS = (*_PLURALS, _OTHER)


class Source(NamedTuple):
    """What a file of sources says: texts by key, in its order, and their language. `detected`:
    nobody told it."""

    texts: Mapping[str, str]
    lang: str | None
    detected: bool

    def beside(self, batch: Batch, sources: Sequence[str]) -> Batch:
        """The batch with these sources."""
        sides: tuple[Side, ...] = ("target",) if "target" in batch.detected else ()
        return replace(
            batch,
            sources=sources,
            source_lang=self.lang or batch.source_lang,
            detected=(*sides, "source") if self.detected else sides,
        )


def read_source(found: Iterable[Batch], pairing: Pairing) -> Source:
    """The texts of a file in the language of the source, as its reader gives them as targets. By
    sources, one that stands there with several translations is left out."""
    texts: dict[str, str] = {}
    unclear: set[str] = set()
    lang, detected = None, False
    for batch in found:
        if lang is None and batch.target_lang:
            lang, detected = batch.target_lang, "target" in batch.detected
        for key, text in zip(_keys(batch, pairing), batch.targets, strict=True):
            if pairing == "source" and texts.get(key, text) != text:
                unclear.add(key)
            texts[key] = text
    clear = {key: text for key, text in texts.items() if key not in unclear}
    return Source(clear, lang, detected)


def joined(path: str, found: Iterable[Batch], source: Source, pairing: Pairing) -> Iterator[Batch]:
    """The batches of a target with sources. A key that only the source has becomes a segment with
    an empty target; one that only the target has keeps what it has for a source.

    By order, both must have as many segments: if not, the targets come without sources, and
    InputError is raised behind them.
    """
    if pairing == "order":
        yield from _by_order(path, found, source)
        return
    seen = _Seen()
    for batch in found:
        yield from _with_sources(batch, source, seen, pairing)
    if not seen.own:
        yield from _missing(path, source, seen)


@dataclass(slots=True)
class _Seen:
    """The keys that a target has, with their lines, and its language. `own`: it turned out to hold
    its sources itself, as XLIFF does that is named .xml."""

    lines: dict[str, int] = field(default_factory=dict)
    lang: str | None = None
    own: bool = False


def _keys(batch: Batch, pairing: Pairing) -> Iterable[str]:
    return batch.sources or batch.ids if pairing == "source" else batch.ids


def _with_sources(batch: Batch, source: Source, seen: _Seen, pairing: Pairing) -> Iterator[Batch]:
    if batch.sources is not None and pairing != "source":
        seen.own = True
        yield batch
        return
    seen.lang = seen.lang or batch.target_lang
    keys = list(_keys(batch, pairing))
    seen.lines.update(zip(keys, batch.lines, strict=True))
    texts = [_source_of(key, source.texts) for key in keys]
    known = [row for row, text in enumerate(texts) if text is not None]
    others = [row for row, text in enumerate(texts) if text is None]
    if known:
        yield source.beside(batch.take(known), [texts[row] or "" for row in known])
    if others:
        yield batch.take(others)


def _source_of(key: str, texts: Mapping[str, str]) -> str | None:
    """The text of a key; a plural form that the source does not have translates its `other`."""
    if key in texts:
        return texts[key]
    stem, form = _plural(key)
    return texts.get(stem + _OTHER) if form in _PLURALS else None


def _plural(key: str) -> tuple[str, str]:
    """`items.few` and `items_few` in `items.` and `few`."""
    place = max(key.rfind("."), key.rfind("_")) + 1
    return key[:place], key[place:] if place else ""


def _missing(path: str, source: Source, seen: _Seen) -> Iterator[Batch]:
    """Segments for what the source has and the target has not. Each stands behind the segment
    before it in the source; a plural form is not missing where the language has another one."""
    rows, line = [], 1
    for key, text in source.texts.items():
        line = seen.lines.get(key, line)
        stem, form = _plural(key)
        if key in seen.lines or not text.strip():
            continue
        if form not in _PLURALS or not any(stem + one in seen.lines for one in _FORMS):
            rows.append(Row(key, "", line, text, None, None, source.lang, seen.lang))
    yield from batches(path, rows)


def _by_order(path: str, found: Iterable[Batch], source: Source) -> Iterator[Batch]:
    targets, texts = list(found), list(source.texts.values())
    count = sum(map(len, targets))
    if count != len(texts):
        yield from targets
        raise InputError(
            f"it has {count:,} segments and its source {len(texts):,}: checked without the source",
            path=path,
            hint="give both the same paragraphs, headings and list items, or align them first",
        )
    start = 0
    for batch in targets:
        yield source.beside(batch, texts[start : start + len(batch)])
        start += len(batch)
