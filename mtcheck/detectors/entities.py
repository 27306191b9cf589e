"""Kind `entities`: HTML character references left in the text, whole or broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.detectors.base import Detector, Hit, Rows
from mtcheck.model import Confidence
from mtcheck.text.views import Entity, View

_WHOLE = re.compile(r"&#?\w{1,31};")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&#?\w{1,31};")
"""What shows that a source is HTML."""
_TYPOGRAPHIC = frozenset("«»‹›“”„‘’‚…–—\u00a0\u202f\u2009\u00ad")
"""What people write as references in texts of a program, where they know that these become HTML."""
_SPACES = frozenset("\u00a0\u202f\u2009")
_BESIDE_SPACE = re.compile(r"[!?;:»«›‹%€$0-9–—]|&(?:laquo|raquo|lsaquo|rsaquo|ndash|mdash);")
"""Marks that some languages part from a word by a space that does not break."""


class EntitiesDetector(Detector):
    """Reports what the view has undone, but no whole reference in the translation of HTML.

    Typographic marks that the source has not have low confidence. Evidence: `character` and the
    `replacement`.
    """

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self.rules:
            for row, found in view.entities.items():
                source = view.batch.sources[row] if view.batch.sources else ""
                is_html = bool(_MARKUP.search(source))
                for entity in found:
                    whole = bool(_WHOLE.fullmatch(entity.mark)) and "amp;" not in entity.mark[1:-1]
                    if not (whole and is_html):
                        doubt = whole and _is_typography(entity, view.batch.targets[row], source)
                        yield _hit(rule.id, row, entity, Confidence.LOW if doubt else None)


def _is_typography(entity: Entity, target: str, source: str) -> bool:
    """Whether a translator may have written a reference on purpose: a quotation mark, a dash or a
    space beside a mark, where the source has no such character as it is."""
    if not source or entity.character not in _TYPOGRAPHIC or not _TYPOGRAPHIC.isdisjoint(source):
        return False
    before, after = target[max(entity.start - 8, 0) : entity.start], target[entity.end :][:8]
    beside = f"{before[-1:]}{after[:1]}" if "&" not in before + after else before + after
    return entity.character not in _SPACES or _BESIDE_SPACE.search(beside) is not None


def _hit(rule: str, row: int, entity: Entity, confidence: Confidence | None) -> Hit:
    evidence = {"character": entity.character, "replacement": entity.replacement}
    return Hit(
        rule,
        row,
        entity.mark_start,
        entity.mark_end,
        evidence,
        confidence=confidence,
        edit=(entity.start, entity.end),
        original=True,
    )
