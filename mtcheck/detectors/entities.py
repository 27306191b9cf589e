"""Kind `entities`: HTML character references left in the text, whole or broken."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.detectors.base import Detector, Hit, Rows
from mtcheck.text.views import View


class EntitiesDetector(Detector):
    """Reports what the view has undone. Evidence: `character` and the `replacement`."""

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule in self.rules:
            for row, found in view.entities.items():
                for entity in found:
                    yield Hit(
                        rule.id,
                        row,
                        entity.mark_start,
                        entity.mark_end,
                        {"character": entity.character, "replacement": entity.replacement},
                        edit=(entity.start, entity.end),
                        original=True,
                    )
