"""Kind `consistency`: one thing written in two ways inside a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from mtcheck.batch import DocumentRows
from mtcheck.detectors.base import Detector, Hit, Options, Patterns, Rows
from mtcheck.rule import Rule
from mtcheck.text.patterns import Matcher, alternation, expand
from mtcheck.text.views import View


class ConsistencyOptions(Options):
    """`mode` says what a variant is:

    `spelling`: each of `groups` lists spellings of one word, the most usual one first; the one that
    the document uses less is reported.
    `title`: `patterns` with the groups `head` (Minister, Secretary) and `department` and with
    `country` or `name`; two heads for one department of one country or person are reported.
    `established` names the right head by country (a key of `countries`, which lists its names).
    `case`: `patterns` match a title before a name with a capital and, the last of them, in lower
    case, in words of the list `lower`; this one is reported where others have a capital.
    `unless` are contexts, `lists` are for `{name}` in patterns, `titles` tells whether the title of
    the document counts.
    """

    mode: Literal["spelling", "title", "case"]
    groups: tuple[tuple[str, ...], ...] = ()
    patterns: Patterns = ()
    unless: Patterns = ()
    lists: Mapping[str, tuple[str, ...]] = {}
    countries: Mapping[str, tuple[str, ...]] = {}
    established: Mapping[str, str] = {}
    titles: bool = False


class Mention(NamedTuple):
    """One place where `form` stands for the thing `key`."""

    key: str
    form: str
    text: str
    row: int
    start: int
    end: int


class ConsistencyDetector(Detector):
    """Collects mentions by document. Evidence: `other`, the form to keep, the `times` it is used,
    and the mention as it should be, `mended`."""

    Options = ConsistencyOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, ConsistencyOptions] = {
            rule.id: self.read(rule) for rule in self.rules
        }
        self._matchers = {rule: _matchers(options) for rule, options in self._options.items()}

    def triggers(self) -> Mapping[str, Sequence[str]]:
        """Patterns of what at least one mention must be, where a document is to be read at all."""
        return {
            rule: _needed(self._options[rule], matchers)
            for rule, matchers in self._matchers.items()
        }

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        for rule, options in self._options.items():
            triggered = list(self.matched(rows, rule, len(self.triggers()[rule])))
            for part, inside in _documents_with(view, triggered):
                all_rows = inside if options.mode == "title" else range(part.start, part.end)
                numbers = _may_differ(options, [view.target.texts[row] for row in all_rows])
                if numbers:
                    mentions = self._mentions(rule, view, all_rows, numbers)
                    yield from _inconsistent(rule, options, mentions)

    def _mentions(
        self, rule: str, view: View, rows: Sequence[int], numbers: Sequence[int]
    ) -> list[Mention]:
        options = self._options[rule]
        mentions = []
        for row in rows:
            if view.is_title(row) and not options.titles:
                continue
            whole = view.target.texts[row]
            for number in numbers:
                if options.groups and not any(form in whole for form in options.groups[number]):
                    continue
                for start, end, groups in self._matchers[rule][number].places(whole):
                    text = whole[start:end]
                    for key, form in _readings(options, number, text, groups):
                        mentions.append(Mention(key, form, text, row, start, end))
        return mentions


def _needed(options: ConsistencyOptions, matchers: Sequence[Matcher]) -> list[str]:
    """The rarer spellings; the lower-case title; any title with its department."""
    if options.mode == "spelling":
        return [alternation([form for group in options.groups for form in group[1:]])]
    triggers = [matcher.trigger for matcher in matchers]
    return triggers[-1:] if options.mode == "case" else triggers


def _documents_with(
    view: View, rows: Sequence[int]
) -> Iterator[tuple[DocumentRows, Sequence[int]]]:
    """Documents that hold some of `rows`, which ascend, and those rows."""
    if not rows:
        return
    for part in view.batch.documents:
        inside = rows[bisect_left(rows, part.start) : bisect_left(rows, part.end)]
        if part.id is not None and inside:
            yield part, inside


def _matchers(options: ConsistencyOptions) -> list[Matcher]:
    if options.mode == "spelling":
        return [
            Matcher(alternation(group), whole_words=True, unless=options.unless)
            for group in options.groups
        ]
    names = [name for names in options.countries.values() for name in names]
    lists = {**options.lists, "country": tuple(names)}
    unless = [expand(context, lists) for context in options.unless]
    return [
        Matcher(expand(pattern, lists), unless=unless, whole_words=True)
        for pattern in options.patterns
    ]


def _may_differ(options: ConsistencyOptions, texts: Sequence[str]) -> list[int]:
    """A quick look at a document: the numbers of the matchers that can find two forms in it."""
    numbers = list(range(len(options.groups) or len(options.patterns)))
    if options.mode == "title":
        return numbers
    text = "\n".join(texts)
    if options.mode == "case":
        return numbers if any(word in text for word in options.lists.get("lower", ())) else []
    return [n for n in numbers if sum(form in text for form in options.groups[n]) > 1]


def _readings(
    options: ConsistencyOptions, number: int, text: str, groups: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The things that a match speaks of, each with the form it has here."""
    if options.mode == "spelling":
        yield str(number), text
    elif options.mode == "case":
        yield "", "lower" if text[:1].islower() else "capital"
    else:
        head = groups["head"].capitalize()
        department = groups["department"].lower().replace("defence", "defense")
        for country, names in options.countries.items():
            if groups.get("country") in names:
                yield f"{department} of {country}", head
        if name := groups.get("name"):
            yield f"{department} {name.split()[-1]}", head


def _inconsistent(
    rule: str, options: ConsistencyOptions, mentions: Sequence[Mention]
) -> Iterator[Hit]:
    by_key: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_key.setdefault(mention.key, []).append(mention)
    reported: set[tuple[int, int]] = set()
    for key, members in by_key.items():
        forms = Counter(mention.form for mention in members)
        if len(forms) < 2:
            continue
        kept = _form_to_keep(options, key, forms)
        others = [m for m in members if m.form != kept and (m.row, m.start) not in reported]
        reported |= {(m.row, m.start) for m in others}
        yield from _hits(rule, others, kept, forms[kept], options.mode == "case")


def _form_to_keep(options: ConsistencyOptions, key: str, forms: Counter[str]) -> str:
    """The established form, a capital, or the most frequent form, the first of equals."""
    established = options.established.get(key.rpartition(" of ")[2])
    if established in forms:
        return str(established)
    return "capital" if options.mode == "case" else forms.most_common(1)[0][0]


def _hits(rule: str, others: Sequence[Mention], kept: str, times: int, each: bool) -> Iterator[Hit]:
    """One hit for all places of a form, or one for each place."""
    groups = [[mention] for mention in others] if each else [list(others)] if others else []
    for members in groups:
        text, row, start, end = members[0][2:]
        related = tuple((m.row, m.start, m.end) for m in members[1:])
        evidence = {"other": kept, "times": times, "mended": _mended(text, kept)}
        yield Hit(rule, row, start, end, evidence, related)


def _mended(text: str, kept: str) -> str:
    """The mention with `kept` as its last word, in the case it had."""
    before, space, head = text.rpartition(" ")
    return before + space + (kept.lower() if head.islower() else kept)
