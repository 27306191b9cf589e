"""Targets as they were written, for rules about marks that a view undoes."""

from __future__ import annotations

from mtcheck.text.columns import TextColumn
from mtcheck.text.views import View


def original_target(view: View, row: int) -> str:
    """The target of a row with its character references; empty where it was set aside."""
    shown = view.target.texts[row]
    if row not in view.entities or row in view.set_aside:
        return shown
    return TextColumn([view.batch.targets[row]]).texts[0]
