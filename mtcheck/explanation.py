"""A rule as a page for people: `mtcheck explain` prints it, docs/rules/ is made of it."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import rules
from mtcheck.model import RuleInfo
from mtcheck.rule import Example, Measured, Rule

PAGES = "https://github.com/mtcheck/mtcheck/blob/main/docs/rules/"
"""Where the pages of the built-in rules stand."""


def info(rule: Rule) -> RuleInfo:
    """What reports tell of a rule."""
    builtin = rule.path.is_relative_to(rules.builtin_folder())
    return RuleInfo(
        id=rule.id,
        category=rule.category,
        its=rule.its,
        severity=rule.severity,
        confidence=rule.confidence,
        message=rule.message,
        why=" ".join(rule.why.split()),
        page=markdown(rule),
        url=f"{PAGES}{rule.id}.md" if builtin else None,
    )


def markdown(rule: Rule) -> str:
    """The page of a rule."""
    return "\n".join(_lines(rule)).rstrip() + "\n"


def _lines(rule: Rule) -> Iterator[str]:
    languages = ", ".join(rule.languages.target) or "any"
    yield from (f"# {rule.id}", "", " ".join(rule.why.split()), "")
    yield f"- Message: {rule.message}"
    yield f"- Category: {rule.category} (MQM), {rule.its} (ITS 2.0)"
    yield f"- Severity: {rule.severity.label}; confidence: {rule.confidence.label}"
    needs = " and ".join(rule.needs)
    yield f"- Looks at: the {needs} of one {rule.scope}; target languages: {languages}"
    yield f"- Fix: {_fix(rule)}"
    yield f"- Status: {rule.status}, since {rule.since}"
    yield from ("", "## It fires on", "")
    yield from (_quote(example) for example in rule.fires)
    yield from ("", "## It stays silent on", "")
    yield from (_quote(example) for example in rule.silent)
    yield from ("", "## How well it works", "")
    yield from _figures(rule.measured)
    yield from ("", "## How to switch it off", "")
    yield f"`mtcheck check --ignore {rule.id} …`, or in `mtcheck.toml`:"
    yield from ("", "```toml", f'ignore = ["{rule.id}"]', "```")


def _fix(rule: Rule) -> str:
    if rule.fix is None:
        return "none is proposed"
    if rule.fix.safe_if:
        return f"proposed, safe to apply unseen where it is {rule.fix.safe_if}, else to look at"
    return "proposed, safe to apply unseen" if rule.fix.safety == "safe" else "proposed, to look at"


def _quote(example: Example) -> str:
    marked = example.at if isinstance(example.at, str) else " … ".join(example.at or ())
    source = f"{_code(example.source)} translated as " if example.source is not None else ""
    return f"- {source}{_code(example.target)}" + (f" at {_code(marked)}" if marked else "")


def _code(text: str) -> str:
    """A text as inline code of one line; what nobody can see is named."""
    if not text:
        return "an empty text"
    shown = "".join(c if c.isprintable() or c == "\n" else f"<U+{ord(c):04X}>" for c in text)
    lines = " / ".join(shown.split("\n"))
    fence = "``" if "`" in lines else "`"
    return f"{fence} {lines} {fence}" if "`" in lines else f"`{lines}`"


def _figures(measured: Measured | None) -> Iterator[str]:
    if measured is None:
        yield "Not measured yet."
        return
    yield f"Measured on {measured.on}:"
    yield ""
    names = {
        "flags_per_1000_segments": "findings in 1,000 segments of machine translation",
        "clean_flags_per_1000_words": "findings in 1,000 words of good human text",
        "precision": "share of findings read that were right",
        "read": "findings read",
        "recall": "share of known errors found",
        "note": "note",
    }
    for key, name in names.items():
        if (value := getattr(measured, key)) is not None:
            yield f"- {name}: {value}"
