"""From hits to findings: words, places in the file and fixes, made once and for good."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mtcheck.detectors.base import Hit, Place
from mtcheck.model import Confidence, Edit, Finding, Fix, Side, Span
from mtcheck.rule import Rule
from mtcheck.text.views import View

_FIELD = re.compile(r"\{(\w+)(\^?)\}")


def finding_of(rule: Rule, confidence: Confidence, hit: Hit, view: View) -> Finding:
    """What a rule says about a hit, in the original text."""
    places = [(hit.row, hit.start, hit.end), *hit.related]
    spans = tuple(_span(view, place, hit.side, original=hit.original) for place in places)
    spans += tuple(_span(view, place, "source") for place in hit.sources)
    evidence = {"match": spans[0].text, **hit.evidence}
    return Finding(
        rule=rule.id,
        category=rule.category,
        its=rule.its,
        severity=rule.severity,
        confidence=confidence,
        message=_fill(rule.message, evidence) or rule.message,
        path=view.batch.path,
        document=view.batch.document_of(hit.row),
        spans=spans,
        fix=_fix(rule, hit, view, evidence),
        evidence=dict(hit.evidence),
    )


def explained(hits: Sequence[Hit], rules: Mapping[str, Rule], view: View) -> list[Hit]:
    """The hits without those that rules about the target alone have in a row that was not
    translated, and without all others where it is its source: that is what is wrong with it. Of its
    parts nobody has to be told besides."""
    whole = [_is_untranslated(hit, rules[hit.rule], view) for hit in hits]
    foreign = {hit.row for hit, is_whole in zip(hits, whole, strict=True) if is_whole}
    return [
        hit
        for hit, is_whole in zip(hits, whole, strict=True)
        if hit.row not in foreign or is_whole or _compares(rules[hit.rule], view, hit.row)
    ]


def _compares(rule: Rule, view: View, row: int) -> bool:
    """Whether a rule compares a row with its source in something else than what was left of it."""
    other = "source" in rule.needs and rule.category != _UNTRANSLATED
    return other and not _is_copy(view, row)


def _is_copy(view: View, row: int) -> bool:
    """Whether a target is its source, so that nothing between them can differ."""
    return view.source is not None and view.source.texts[row] == view.target.texts[row]


def _is_untranslated(hit: Hit, rule: Rule, view: View) -> bool:
    """Whether a hit says so of a whole row, and for sure."""
    if rule.category != _UNTRANSLATED or hit.side == "source" or hit.confidence is not None:
        return False
    text = view.target.texts[hit.row]
    return text[hit.start : hit.end].strip() == text.strip()


_UNTRANSLATED = "accuracy/untranslated"


def said_once(hits: Sequence[Hit], rules: Mapping[str, Rule]) -> list[Hit]:
    """The hits without those of which another rule of the same category and severity says at least
    as surely what it is, at the same place: a title that left its source is told of once."""
    places = [_place(hit, rules[hit.rule]) for hit in hits]
    teller: dict[object, Hit] = {}
    for place, hit in zip(places, hits, strict=True):
        if place not in teller or _confidence(hit, rules) > _confidence(teller[place], rules):
            teller[place] = hit
    return [hit for place, hit in zip(places, hits, strict=True) if hit.rule == teller[place].rule]


def _place(hit: Hit, rule: Rule) -> tuple[object, ...]:
    return rule.category, rule.severity, hit.side, hit.row, hit.start, hit.end


def _confidence(hit: Hit, rules: Mapping[str, Rule]) -> Confidence:
    return min(one for one in (rules[hit.rule].confidence, hit.confidence) if one is not None)


def is_about_code(rule: Rule, hit: Hit, view: View) -> bool:
    """Whether a rule about language names a place that begins or ends in inline code, which is no
    prose. Rules that compare both sides look there too, save those that want words translated."""
    compares = "source" in rule.needs and rule.category != _UNTRANSLATED
    if compares or hit.side == "source" or _is_untranslated(hit, rule, view):
        return False
    places = [(hit.row, hit.start, hit.end), *hit.related]
    return any(view.touches_code(*place, original=hit.original) for place in places)


def merged(members: Sequence[Finding]) -> Finding:
    """The first finding with the places and edits of all."""
    first = members[0]
    if len(members) == 1:
        return first
    edits = tuple(edit for member in members if member.fix for edit in member.fix.edits)
    return replace(
        first,
        message=f"{first.message} ({len(members)} places)",
        spans=tuple(span for member in members for span in member.spans),
        fix=replace(first.fix, edits=edits) if first.fix else None,
    )


def _fill(template: str, evidence: Mapping[str, Any]) -> str | None:
    """Fill the `{fields}` of a template, `{field^}` with a capital. None: one is unknown."""
    if any(name not in evidence for name, _ in _FIELD.findall(template)):
        return None

    def value(field: re.Match[str]) -> str:
        text = str(evidence[field[1]])
        return text[:1].upper() + text[1:] if field[2] else text

    return _FIELD.sub(value, template)


def _fix(rule: Rule, hit: Hit, view: View, evidence: Mapping[str, Any]) -> Fix | None:
    if rule.fix is None or (text := _fill(rule.fix.replace, evidence)) is None:
        return None
    start, end = hit.edit or (hit.start, hit.end)
    places = [(hit.row, start, end), *(hit.related if rule.fix.everywhere else ())]
    spans = [_span(view, place, "target", original=hit.original) for place in places]
    edits = tuple(Edit(span.segment, span.start, span.end, text) for span in spans)
    title = _fill(rule.fix.title or "", evidence) or _fix_title(spans[0].text, text)
    safe = rule.fix.safe_if is not None and evidence.get(rule.fix.safe_if) is True
    return Fix(title=title, edits=edits, safety="safe" if safe else rule.fix.safety)


def _fix_title(old: str, new: str) -> str:
    return f"replace “{old}” by “{new}”" if new.strip() else f"remove “{old.strip()}”"


def _span(view: View, place: Place, side: Side, *, original: bool = False) -> Span:
    """The place in the original text, with its line and column in the file. Of a place of the
    source the line of its segment is known, and the column in the source itself."""
    row, start, end = place
    batch = view.batch
    location = batch.location(row)
    if side == "source":
        text = (batch.sources or ())[row]
        return Span(side, batch.ids[row], start, end, text[start:end], location.line, start + 1)
    if not original:
        start, end = view.original(row, start, end)
    text = batch.targets[row]
    breaks = text.count("\n", 0, start)
    column = start - (text.rfind("\n", 0, start) + 1) + (location.column if not breaks else 1)
    return Span(
        side=side,
        segment=batch.ids[row],
        start=start,
        end=end,
        text=text[start:end],
        line=location.line + breaks,
        column=column,
        offset=None if location.offset is None else location.offset + start,
    )
