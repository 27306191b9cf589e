"""A small language that says which rows to keep: `critical = 0 and not rule("mojibake")`.

    either     := all ("or" all)*
    all        := one ("and" one)*
    one        := "not" one | sum (("=" | "!=" | "<" | "<=" | ">" | ">=") sum)?
    sum        := product (("+" | "-") product)*
    product    := value (("*" | "/") value)*
    value      := NUMBER | FIELD | rule("id") | category("name") | "(" either ")"

It computes on whole columns, calls nothing and reads nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mtcheck.errors import UsageError
from mtcheck.tomlfile import nearest

NUMBERS = ("critical", "major", "minor", "neutral", "findings", "penalty", "words", "score")
TRUTHS = ("duplicate", "near_duplicate")
CALLS = ("rule", "category")

DEFAULT = "critical = 0 and penalty < 5"
"""What is kept where nobody says it: rows without a critical or major finding."""

_DEEPEST = 50

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<sign>!=|<=|>=|==|[=<>()*/+-])|(?P<wrong>\S))"
)


class Facts(Protocol):
    """What is known of the rows that are looked at."""

    def field(self, name: str) -> NDArray[Any]:
        """The column of a field, one entry a row."""

    def found(self, call: str, name: str) -> NDArray[np.bool_]:
        """Which rows have a finding of this rule or category."""


Column = NDArray[Any]
Compute = Callable[[Facts], Any]


class Part(NamedTuple):
    """A parsed expression: whether it says yes or no (else a number), and how to compute it."""

    is_truth: bool
    compute: Compute
    text: str


@dataclass(frozen=True)
class Where:
    """A condition on rows. `text` is how it was written. Raises UsageError for what it is not."""

    text: str

    def __post_init__(self) -> None:
        self.conditions()

    def conditions(self) -> list[Part]:
        """The parts joined by `and` at the top: a row is kept where all of them hold."""
        return _Parser(self.text).whole()

    def judge(self, facts: Facts, count: int) -> tuple[NDArray[np.bool_], list[str | None]]:
        """Which of `count` rows are kept, and of those dropped which condition failed first."""
        conditions = self.conditions()
        failed = np.full(count, len(conditions), dtype=np.intp)
        for number in range(len(conditions) - 1, -1, -1):
            holds = np.broadcast_to(conditions[number].compute(facts), count)
            failed[~holds] = number
        reasons = [*(f"fails: {part.text}" for part in conditions), None]
        return failed == len(conditions), [reasons[number] for number in failed.tolist()]

    def names(self, call: str) -> list[str]:
        """The ids asked for by `rule("…")` or `category("…")`."""
        parser = _Parser(self.text)
        parser.whole()
        return [name for made, name in parser.asked if made == call]


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": lambda one, other: one == other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
_COMPUTE: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: _quotient(one, other),
}


def _quotient(one: Any, other: Any) -> Any:
    """The quotient; nothing divided by nothing is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.divide(one, other), posinf=np.inf, neginf=-np.inf)


def _constant(value: float) -> Compute:
    return lambda _: value


def _field(name: str) -> Compute:
    return lambda facts: facts.field(name)


def _found(call: str, name: str) -> Compute:
    return lambda facts: facts.found(call, name)


def _not(part: Part) -> Compute:
    return lambda facts: ~np.asarray(part.compute(facts), dtype=np.bool_)


def _joined(parts: Iterable[Part], join: Callable[[Any, Any], Any]) -> Compute:
    first, *others = [part.compute for part in parts]

    def compute(facts: Facts) -> Any:
        value = first(facts)
        for other in others:
            value = join(value, other(facts))
        return value

    return compute


class _Parser:
    """Reads one expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._scan())
        self.place = self.depth = 0
        self.asked: list[tuple[str, str]] = []

    def _scan(self) -> Iterable[_Token]:
        for match in _TOKEN.finditer(self.text):
            kind = str(match.lastgroup)
            if kind == "wrong":
                raise self._fault("this means nothing here", match.start(kind))
            yield _Token(kind, match[kind], match.start(kind))

    def whole(self) -> list[Part]:
        """All of it; the parts joined by `and` apart."""
        if not self.tokens:
            raise UsageError("the expression is empty", hint=f"write for example: {DEFAULT}")
        parts = self._all()
        if self._is("or"):
            self.place = 0
            self.asked.clear()
            parts = [self._either()]
        if self.place < len(self.tokens):
            raise self._fault("the expression should end here", self.tokens[self.place].start)
        return parts

    def _either(self) -> Part:
        start = self.place
        parts = [self._together(self._all(), start)]
        while self._take("or"):
            begin = self.place
            parts.append(self._together(self._all(), begin))
        if len(parts) == 1:
            return parts[0]
        return Part(True, _joined(parts, np.logical_or), self._text(start))

    def _together(self, parts: list[Part], start: int) -> Part:
        if len(parts) == 1:
            return parts[0]
        return Part(True, _joined(parts, np.logical_and), self._text(start))

    def _all(self) -> list[Part]:
        start = self.place
        parts = [self._one()]
        while self._take("and"):
            parts.append(self._one())
        for part in parts:
            if (len(parts) > 1 or self.depth == 0) and not part.is_truth:
                raise self._fault(f"`{part.text}` is a number: compare it", self._start(start))
        return parts

    def _one(self) -> Part:
        start = self.place
        if self._take("not"):
            part = self._deeper(self._one)
            if not part.is_truth:
                raise self._fault(f"`not` of the number `{part.text}`", self._start(start))
            return Part(True, _not(part), self._text(start))
        left = self._sum()
        sign = self._sign(_COMPARE)
        if sign is None:
            return left
        right = self._sum()
        if left.is_truth != right.is_truth and right.text not in ("0", "1"):
            raise self._fault("a number is compared with yes or no", self._start(start))
        return Part(True, _joined([left, right], _COMPARE[sign]), self._text(start))

    def _sum(self) -> Part:
        return self._computed(("+", "-"), lambda: self._computed(("*", "/"), self._value))

    def _computed(self, signs: tuple[str, ...], operand: Callable[[], Part]) -> Part:
        start = self.place
        part = operand()
        while sign := self._sign(signs):
            other = operand()
            if part.is_truth or other.is_truth:
                raise self._fault("only numbers can be computed with", self._start(start))
            part = Part(False, _joined([part, other], _COMPUTE[sign]), self._text(start))
        return part

    def _value(self) -> Part:
        if self.place == len(self.tokens):
            raise self._fault("something is missing at the end", len(self.text))
        kind, text, start = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return Part(False, _constant(float(text)), text)
        if text == "(":
            part = self._deeper(self._either)
            if not self._take(")"):
                raise self._fault("the bracket is not closed", start)
            return part._replace(text=f"({part.text})")
        if text in NUMBERS or text in TRUTHS:
            return Part(text in TRUTHS, _field(text), text)
        if text in CALLS:
            return self._call(text, start)
        hint = nearest(text, (*NUMBERS, *TRUTHS, *CALLS)) if kind == "name" else None
        known = ", ".join((*NUMBERS, *TRUTHS, *(f'{name}("…")' for name in CALLS)))
        raise self._fault(f"`{text}` is no field", start, hint or f"fields: {known}")

    def _call(self, call: str, start: int) -> Part:
        """`rule("id")`."""
        texts = self.tokens[self.place : self.place + 3]
        if [token.text for token in (texts[:1] + texts[2:])] != ["(", ")"] or (
            texts[1].kind != "text"
        ):
            raise self._fault(f'write {call}("…")', start)
        name = texts[1].text[1:-1]
        self.place += 3
        self.asked.append((call, name))
        return Part(True, _found(call, name), f"{call}({texts[1].text})")

    def _deeper(self, parse: Callable[[], Part]) -> Part:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._fault("too deep", self._start(self.place))
        part = parse()
        self.depth -= 1
        return part

    def _is(self, text: str) -> bool:
        return self.place < len(self.tokens) and self.tokens[self.place].text == text

    def _take(self, text: str) -> bool:
        found = self._is(text)
        self.place += found
        return found

    def _sign(self, signs: Iterable[str]) -> str | None:
        return next((sign for sign in signs if self._take(sign)), None)

    def _start(self, place: int) -> int:
        return self.tokens[place].start if place < len(self.tokens) else len(self.text)

    def _text(self, first: int) -> str:
        """The expression from a token to the last one taken."""
        last = self.tokens[self.place - 1]
        return self.text[self._start(first) : last.start + len(last.text)]

    def _fault(self, reason: str, at: int, hint: str | None = None) -> UsageError:
        pointer = " " * at + "^"
        return UsageError(f"--where: {reason}\n  {self.text}\n  {pointer}", hint=hint)
