"""Kind `lexicon`: a table of phrases with what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.errors import ConfigError
from mtcheck.model import Confidence
from mtcheck.rule import Rule
from mtcheck.text.patterns import Matcher, fault
from mtcheck.text.views import View


class LexiconOptions(Options):
    """`table` is a TSV beside the rule with the column `pattern` (RE2, whole words, any case) and,
    as wanted, `suggestion`, `confidence` (lower than the rule's), `unless` (an RE2 context) and
    `note` (why)."""

    table: str
    ignore_case: bool = True


class _Entry:
    def __init__(self, rule: Rule, line: int, row: Mapping[str, str], ignore_case: bool) -> None:
        self.rule = rule.id
        pattern, unless = row.get("pattern", ""), row.get("unless", "")
        if not rule.tested and (reason := _fault(row)):
            path = rule.path.parent / rule.options["table"]
            raise ConfigError(f"{pattern!r}: {reason}", path=str(path), line=line)
        self.matcher = Matcher(
            pattern,
            unless=[unless] if unless else [],
            ignore_case=ignore_case,
            whole_words=True,
        )
        self.suggestion = row.get("suggestion", "")
        self.note = row.get("note", "")
        confidence = row.get("confidence")
        self.confidence = Confidence[confidence.upper()] if confidence else None

    def hits(self, row: int, text: str) -> Iterator[Hit]:
        for start, end, groups in self.matcher.places(text):
            evidence = {**groups, "note": self.note}
            if self.suggestion:
                evidence["suggestion"] = _cased_like(text[start:end], self._fill(groups))
            yield Hit(self.rule, row, start, end, evidence, confidence=self.confidence)

    def _fill(self, groups: Mapping[str, str]) -> str:
        text = self.suggestion
        for name, value in groups.items():
            text = text.replace(f"{{{name}}}", value)
        return text


def _fault(row: Mapping[str, str]) -> str | None:
    confidence, known = row.get("confidence"), [level.label for level in Confidence]
    if confidence and confidence not in known:
        return f"the confidence `{confidence}` is none of {', '.join(known)}"
    if not row["pattern"]:
        return "the column `pattern` is empty"
    return fault(row["pattern"]) or fault(row.get("unless", ""))


class LexiconDetector(Detector):
    """Finds phrases of a table. Evidence: `suggestion` and `note` of the row."""

    Options = LexiconOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._entries = {rule.id: _entries(rule, self.read(rule)) for rule in self.rules}

    def triggers(self) -> Mapping[str, Sequence[str]]:
        return {
            rule: [entry.matcher.trigger for entry in entries]
            for rule, entries in self._entries.items()
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, entries in self._entries.items():
            for row, numbers in self.matched(rows, rule, len(entries)).items():
                text = view.target.texts[row]
                hits = [hit for number in numbers for hit in entries[number].hits(row, text)]
                done = 0
                for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
                    if hit.start >= done:
                        yield hit
                        done = hit.end


def _entries(rule: Rule, options: LexiconOptions) -> list[_Entry]:
    table = rule.table(options.table, "pattern")
    return [_Entry(rule, line, row, options.ignore_case) for line, row in enumerate(table, 2)]


def _cased_like(match: str, suggestion: str) -> str:
    """The suggestion with a capital first letter where the match begins a sentence or a title."""
    if match[:1].isupper() and suggestion[:1].islower():
        return suggestion[:1].upper() + suggestion[1:]
    return suggestion
