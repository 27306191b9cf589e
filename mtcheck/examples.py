"""Rules prove themselves: run the examples that stand in a rule file."""

from __future__ import annotations

import re
from typing import NamedTuple

from mtcheck import corpus
from mtcheck.batch import Batch, Cue, DocumentRows
from mtcheck.engine import Engine
from mtcheck.model import Confidence, Finding, Fix
from mtcheck.rule import Example, Rule
from mtcheck.rules import RuleSet


class ExampleResult(NamedTuple):
    """One example that was run. `fault` says what went wrong; None: it holds."""

    rule: str
    name: str
    fault: str | None


def run(rule: Rule) -> list[ExampleResult]:
    """Run all examples of a rule, each as a document of its own."""
    results = []
    for name, examples, judge in (("fires", rule.fires, _fires), ("silent", rule.silent, _silent)):
        for number, example in enumerate(examples, 1):
            found = corpus.check(_engine(rule, example), [batch_of(example, rule)])
            results.append(ExampleResult(rule.id, f"{name} {number}", judge(example, found)))
    return results


def _engine(rule: Rule, example: Example) -> Engine:
    rules = RuleSet((rule,))
    if example.options:
        rules = rules.with_overrides({rule.id: {"options": example.options}})
    return Engine(rules, min_confidence=min(rule.confidence, Confidence.MEDIUM))


def batch_of(example: Example, rule: Rule) -> Batch:
    """The example as a batch: every line a segment and a paragraph of one document."""
    lines = example.target.split("\n")
    cues = [
        Cue(start, end, tuple(found.end() - 2 for found in re.finditer(" / ", line)))
        for line, (start, end) in zip(lines, example.cues, strict=False)
    ]
    numbers = range(1, len(lines) + 1)
    return Batch(
        path="<example>",
        ids=[f"s{number}" for number in numbers],
        targets=lines,
        documents=(DocumentRows("example", 0, len(lines)),),
        lines=list(numbers),
        sources=example.source.split("\n") if example.source is not None else None,
        source_lang=example.source_lang or next(iter(rule.languages.source), None),
        target_lang=example.target_lang or _default_language(rule),
        paragraphs=list(numbers),
        titles=frozenset([0]) if example.has_title else frozenset(),
        cues=cues or None,
        likeness=[0.0] * len(lines) if example.aligned else None,
    )


def _default_language(rule: Rule) -> str:
    wanted = rule.languages.target
    return "en" if not wanted or "en" in wanted else wanted[0]


def _fires(example: Example, found: list[Finding]) -> str | None:
    if not found:
        return "does not fire"
    wanted = [example.at] if isinstance(example.at, str) else list(example.at or ())
    marked = [span.text for span in found[0].spans][: len(wanted)]
    if wanted and marked != wanted:
        return f"marks {marked}, not {wanted}"
    if example.fixed is None:
        return None
    if (fix := found[0].fix) is None:
        return "offers no fix"
    fixed = _mend(example.target, fix)
    return None if fixed == example.fixed else f"is fixed to {fixed!r}, not {example.fixed!r}"


def _silent(_: Example, found: list[Finding]) -> str | None:
    return f"fires on {found[0].spans[0].text!r}" if found else None


def _mend(target: str, fix: Fix) -> str:
    lines = enumerate(target.split("\n"), 1)
    return "\n".join(fix.apply(f"s{number}", line) for number, line in lines)
