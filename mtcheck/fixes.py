"""Which fixes can be made together, and the targets they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mtcheck.model import Edit, Finding, Fix


def chosen(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Fix]:
    """The fixes to make in one pass, the first of those that overlap; unsafe ones if `unsafe`.

    Suppressed findings are mended by nobody: their author wants the text as it is. All edits of a
    fix are made or none.
    """
    taken: dict[str, list[Edit]] = {}
    fixes = []
    for finding in findings:
        fix = finding.fix
        if fix is None or finding.suppressed is not None or not (unsafe or fix.safety == "safe"):
            continue
        if _fits(fix, taken):
            fixes.append(fix)
            for edit in fix.edits:
                taken.setdefault(edit.segment, []).append(edit)
    return fixes


def mended(targets: Mapping[str, str], fixes: Iterable[Fix]) -> dict[str, str]:
    """The targets that `fixes`, none of which overlap, change; by id."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.segment, []).append(edit)
    new = {id: _edited(targets[id], of_segment) for id, of_segment in edits.items()}
    return {id: text for id, text in new.items() if text != targets[id]}


def _fits(fix: Fix, taken: Mapping[str, list[Edit]]) -> bool:
    """Whether no edit of `fix` overlaps another. Two that touch could depend on each other."""
    placed: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        others = [*taken.get(edit.segment, ()), *placed.get(edit.segment, ())]
        if any(edit.start <= other.end and other.start <= edit.end for other in others):
            return False
        placed.setdefault(edit.segment, []).append(edit)
    return True


def _edited(text: str, edits: Iterable[Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
