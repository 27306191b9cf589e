"""What keeps a finding out of score and gate. Suppressed findings stay in the JSON report.

A user suppresses in the configuration, by path and segment, or in the text itself, by an inline
mark in a comment of the format:

    mtcheck: ignore RULE[, RULE] [because REASON]      the block it stands in, or the next one
    mtcheck: ignore-start RULE …  and  ignore-end      all blocks between
    mtcheck: ignore-file RULE …                        the whole file; above all of its text

RULE is a rule, a category or `all`. Readers only pass marks on; what they mean is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mtcheck.batch import Mark
from mtcheck.model import Finding, Notice

if TYPE_CHECKING:  # readers, which ask for `Cover`, are to start fast
    from mtcheck.rule import Rule
    from mtcheck.rules import RuleSet

BLOCK, FILE, START, END = "ignore", "ignore-file", "ignore-start", "ignore-end"
VERBS = (BLOCK, FILE, START, END)

_BECAUSE = re.compile(r"(?:^|\s)because(?:\s|$)", re.IGNORECASE)
_VOID = {
    BLOCK: "no text follows it",
    FILE: "it has to stand above all text of the file",
    START: "no text follows it",
    END: "no `ignore-start` is open here",
}


class Suppressor(Protocol):
    """One reason to suppress findings: a path rule, a list. Must be picklable."""

    def reason(self, finding: Finding) -> str | None:
        """Why `finding` is suppressed; None where it is not."""


def names_of(rule: str, category: str) -> frozenset[str]:
    """All names by which findings of a rule can be ignored."""
    return frozenset({rule, category, category.split("/")[0], "all"})


@dataclass(frozen=True, slots=True)
class PathRule:
    """Ignores rules or categories in files whose path fits the glob pattern `match`; only in
    segments whose id fits one of the patterns `segments`, if there are any."""

    match: str
    ignore: Sequence[str]
    segments: Sequence[str] = ()

    def reason(self, finding: Finding) -> str | None:
        """Name the path rule where it ignores this finding."""
        path = PurePath(finding.path).as_posix()
        fits = fnmatchcase(path, self.match) or fnmatchcase(path, f"*/{self.match}")
        if self.segments and not any(fnmatchcase(finding.segment, one) for one in self.segments):
            return None
        names = names_of(finding.rule, finding.category)
        return f"paths: {self.match}" if fits and names & set(self.ignore) else None


class Directive(NamedTuple):
    """What an inline mark says. `fault` is why it says nothing."""

    verb: str
    names: tuple[str, ...] = ()
    reason: str = ""
    fault: str | None = None


@lru_cache(maxsize=4096)
def directive(text: str) -> Directive:
    """Read what stands behind `mtcheck:` in a comment."""
    head, *reason = _BECAUSE.split(" ".join(text.split()), maxsplit=1)
    verb, _, names = head.partition(" ")
    verb = verb.rstrip(",").lower()
    if verb not in VERBS:
        hint = _hint(verb, VERBS, f"use one of {', '.join(VERBS)}")
        return Directive("", fault=f"`{verb}` is no mark of mtcheck: {hint}")
    told = tuple(dict.fromkeys(name for name in re.split(r"[,\s]+", names) if name))
    if not told and verb != END:
        return Directive("", fault=f"`{verb}` names no rule: write `{verb} RULE`, or `{verb} all`")
    return Directive(verb, told, reason[0].strip() if reason else "")


def _hint(word: str, known: Iterable[str], otherwise: str) -> str:
    """The known word that is meant, or where to find them all."""
    from mtcheck.tomlfile import nearest

    hint = nearest(word, known)
    return hint if hint.startswith("did you mean") else otherwise


def stays(mark: Mark) -> bool:
    """Whether a mark is about more than the block that it stands at."""
    return directive(mark.text).verb in (FILE, START, END)


class Cover:
    """Which marks cover a row. Told of all marks of one file and all its rows, in their order."""

    def __init__(self) -> None:
        self._file: tuple[Mark, ...] = ()
        self._open: list[Mark] = []
        self._any_row = False

    @property
    def lasting(self) -> bool:
        """Whether a mark covers the next row even if none stands before it."""
        return bool(self._file or self._open)

    def over(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """The marks that cover a row before or in which `marks` stand; the nearest one last. Those
        that are wrong come too, so that somebody can say so."""
        here = []
        for mark in marks:
            verb = directive(mark.text).verb
            if verb == START:
                self._open.append(mark)
            elif verb == FILE and not self._any_row:
                self._file += (mark,)
            elif verb == FILE or (verb == END and not self._closes(mark)):
                here.append(mark._replace(void=True))
            elif verb != END:
                here.append(mark)
        self._any_row = True
        return (*self._file, *self._open, *here)

    def behind(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """The same for marks behind all rows: they cover nothing."""
        return tuple(
            mark._replace(void=True)
            for mark in marks
            if directive(mark.text).verb != END or not self._closes(mark)
        )

    def _closes(self, end: Mark) -> bool:
        """Close the last open range, or the last one with the names that `end` gives."""
        names = set(directive(end.text).names)
        for mark in reversed(self._open):
            if not names or names == set(directive(mark.text).names):
                self._open.remove(mark)
                return True
        return False


def covering(marks: Sequence[Mark], finding: Finding) -> Mark | None:
    """The nearest of the marks over a row that suppresses a finding there."""
    names = names_of(finding.rule, finding.category) if marks else frozenset()
    for mark in reversed(marks):
        if not mark.void and not names.isdisjoint(directive(mark.text).names):
            return mark
    return None


def suppressed(
    finding: Finding, marks: Sequence[Mark], suppressors: Iterable[Suppressor]
) -> Finding:
    """The finding, marked as suppressed where an inline mark or a suppressor has a reason."""
    if mark := covering(marks, finding):
        reason = directive(mark.text).reason
        return finding.suppress(f"inline mark: {reason}" if reason else "inline mark", mark.line)
    for suppressor in suppressors:
        if told := suppressor.reason(finding):
            return finding.suppress(told)
    return finding


class MarkUse:
    """The inline marks of a run, and which of them suppressed something.

    `rules` are all rules there are: a mark that names another one is told of. `unused`: those that
    suppress nothing are told of too.
    """

    def __init__(self, rules: RuleSet, *, unused: bool = True) -> None:
        self.unused = unused
        from mtcheck.rule import CATEGORIES

        names = (names_of(rule.id, rule.category) for rule in rules)
        self._known = frozenset(CATEGORIES).union({"all"}, *names)
        self._seen: dict[tuple[str, Mark], dict[str, Rule]] = {}
        self._used: dict[tuple[str, int], set[str]] = {}

    def saw(self, path: str, marks: Mapping[int, tuple[Mark, ...]], ran: Iterable[Rule]) -> None:
        """Note the marks over the rows of a batch, and the rules that looked at it."""
        for covered in set(marks.values()):
            for mark in covered:
                judges = self._seen.setdefault((path, mark), {})
                judges.update((rule.id, rule) for rule in ran)

    def used(self, finding: Finding) -> None:
        """Note what suppressed a finding."""
        if finding.suppressed_at is not None:
            names = names_of(finding.rule, finding.category)
            self._used.setdefault((finding.path, finding.suppressed_at), set()).update(names)

    def notices(self) -> Iterator[Notice]:
        """What is wrong with marks, in the order of files and lines."""
        places = {path: number for number, (path, _) in reversed([*enumerate(self._seen)])}
        order = sorted(self._seen.items(), key=lambda one: (places[one[0][0]], one[0][1].line))
        for (path, mark), judges in order:
            told = directive(mark.text)
            if told.fault:
                yield Notice(path, mark.line, "bad-mark", told.fault)
            elif mark.void:
                reason = f"`{told.verb}` covers nothing: {_VOID[told.verb]}"
                yield Notice(path, mark.line, "bad-mark", reason)
            else:
                yield from self._about_names(path, mark.line, told.names, judges.values())

    def _about_names(
        self, path: str, line: int, names: Sequence[str], judges: Iterable[Rule]
    ) -> Iterator[Notice]:
        judged = {name for rule in judges for name in names_of(rule.id, rule.category)}
        used = self._used.get((path, line), set())
        idle = [name for name in names if name in judged and name not in used]
        for name in names:
            if name not in self._known:
                hint = _hint(name, self._known, "`mtcheck rules` lists them")
                told = f"there is no rule or category `{name}`: {hint}"
                yield Notice(path, line, "unknown-rule", told)
        if idle and self.unused:
            listed = ", ".join(f"`{name}`" for name in idle)
            reason = f"this mark is not used: {listed} {'finds' if len(idle) == 1 else 'find'}"
            yield Notice(path, line, "unused-mark", f"{reason} nothing here")
