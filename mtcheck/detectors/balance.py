"""Kind `balance`: quotation marks and brackets that are opened and never closed, by document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from mtcheck.detectors.base import Detector, Hit, Options, Rows
from mtcheck.rule import Rule
from mtcheck.text.arrays import Positions
from mtcheck.text.columns import TextColumn
from mtcheck.text.locale import speaks
from mtcheck.text.views import View

_QUOTES = '"“”„‟«»「」『』〝〞〟＂'
_BRACKETS = "()[]{}（）［］【】"


class BalanceOptions(Options):
    """`pairs`: opening and closing mark, one string each, by target language or for `any`; both
    marks may be the same.
    `mixed`: by pair, marks that may stand in for it; a document that holds some of them is not
    judged. `continues`: an opening mark at the start of a paragraph may continue what an earlier
    paragraph left open.
    """

    pairs: dict[str, tuple[str, ...]]
    mixed: dict[str, str] = {}
    continues: bool = False


class BalanceDetector(Detector):
    """Counts the marks of each document at once, then walks through the uneven documents.

    Evidence: `mark`, the one left alone, and `wanted`, its partner.
    """

    Options = BalanceOptions

    def __init__(
        self, rules: Sequence[Rule], source_lang: str | None, target_lang: str | None
    ) -> None:
        super().__init__(rules, source_lang, target_lang)
        self._options: dict[str, BalanceOptions] = {rule.id: self.read(rule) for rule in self.rules}

    def _pairs(self, options: BalanceOptions) -> list[str]:
        return [
            pair
            for tag, pairs in options.pairs.items()
            if tag == "any" or speaks(self.target_lang, [tag])
            for pair in pairs
        ]

    def detect(self, view: View, rows: Rows) -> Iterator[Hit]:
        bounds = _bounds(view)
        if not len(bounds):
            return
        for rule, options in self._options.items():
            for pair in self._pairs(options):
                opening = _places_of(view.target, pair[0])
                closing = _places_of(view.target, pair[1])
                if not len(opening) and not len(closing):
                    continue
                others = _places_of(view.target, options.mixed.get(pair, ""))
                for opens, closes in _uneven(bounds, opening, closing, others):
                    if pair[0] == pair[1]:
                        alone = _odd_one(view, opens)
                    else:
                        alone = _alone(view, opens, closes, options.continues)
                    yield from _hits(rule, view, _without_inherited(view, alone, pair), pair)


def _places_of(column: TextColumn, marks: str) -> Positions:
    """Positions of any of `marks`."""
    present = [column.codes == ord(mark) for mark in marks if ord(mark) <= column.highest]
    if not present:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.logical_or.reduce(present) if len(present) > 1 else present[0])


def _bounds(view: View) -> Positions:
    """Where each document begins and ends. Rows that belong to none are not judged: a quotation
    may go on in the next segment."""
    parts = [part for part in view.batch.documents if part.id is not None]
    rows = [row for part in parts for row in (part.start, part.end)]
    return view.target.starts[rows]


def _uneven(
    bounds: Positions, opening: Positions, closing: Positions, others: Positions
) -> Iterator[tuple[Positions, Positions]]:
    """Opening and closing marks of each document in which their numbers differ (are odd, where
    both are the same mark), and that hold none of the `others`."""
    opens, closes = np.searchsorted(opening, bounds), np.searchsorted(closing, bounds)
    if len(opening) and len(opening) == len(closing) and opening[0] == closing[0]:
        uneven = np.diff(opens) % 2
    else:
        uneven = np.diff(opens) - np.diff(closes)
    mixed = np.diff(np.searchsorted(others, bounds))
    uneven[1::2] = 0  # what stands between two documents
    for unit in np.flatnonzero((uneven != 0) & (mixed == 0)).tolist():
        yield opening[opens[unit] : opens[unit + 1]], closing[closes[unit] : closes[unit + 1]]


def _odd_one(view: View, marks: Positions) -> list[int]:
    """The last mark of the one row with an odd number of them; nothing where several are odd."""
    rows, counts = np.unique(view.target.rows_at(marks), return_counts=True)
    odd = rows[counts % 2 == 1]
    if len(odd) != 1:
        return []
    return [int(marks[view.target.rows_at(marks) == odd[0]][-1])]


def _alone(view: View, opens: Positions, closes: Positions, continues: bool) -> list[int]:
    """Positions of the marks without a partner in one document."""
    marks = sorted([(p, True) for p in opens.tolist()] + [(p, False) for p in closes.tolist()])
    stack: list[int] = []
    alone: list[int] = []
    for position, opens_pair in marks:
        if opens_pair and stack and _stands_as_closing(view.target.text, position):
            stack.pop()
            alone.append(position)
            continue
        if not opens_pair:
            if stack:
                stack.pop()
            elif not _is_list_mark(view.target.text, position):
                alone.append(position)
            continue
        if continues and stack and _begins_paragraph(view, position):
            stack.pop()
        stack.append(position)
    return sorted(alone + stack)


def _stands_as_closing(text: str, position: int) -> bool:
    """Whether an opening mark ends a quotation: “This is unworkable. “"""
    before = text[max(position - 2, 0) : position].rstrip()
    return not text[position + 1].isalnum() and before[-1:] in set(".,!?…")


def _begins_paragraph(view: View, position: int) -> bool:
    row = int(view.target.rows_at(np.array([position]))[0])
    if view.target.text[int(view.target.starts[row]) : position].strip():
        return False
    paragraphs = view.batch.paragraphs
    return paragraphs is None or row == 0 or paragraphs[row] != paragraphs[row - 1]


def _is_list_mark(text: str, position: int) -> bool:
    """Whether a closing bracket ends a list mark, "1)" or "a)", or a smiley, ":)"."""
    before = text[max(0, position - 4) : position]
    mark = before.split()[-1] if before.split() else ""
    numbered = mark.isdigit() or len(mark) == 1 or set(mark.lower()) <= set("ivx")
    return (bool(mark) and mark.isalnum() and numbered) or before[-1:] in {":", ";", "-"}


def _without_inherited(view: View, alone: list[int], pair: str) -> list[int]:
    """The marks left alone in one document, but for those in rows whose source has a mark alone
    too, where the source does not pair it either: a quotation that was cut, or that goes on beyond
    the text. Rows that all agree with their sources have lost nothing."""
    if view.source is None or not alone:
        return alone
    rows = view.target.rows_at(np.array(alone)).tolist()
    document = _document(view, rows[0])
    sources = [_is_odd(view.source.texts[row], pair) for row in document]
    targets = [_is_odd(view.target.texts[row], pair) for row in document]
    if sum(sources) % 2 == 0 and sources != targets:
        return alone
    return [at for at, row in zip(alone, rows, strict=True) if not sources[row - document.start]]


def _document(view: View, row: int) -> range:
    parts = (part for part in view.batch.documents if part.start <= row < part.end)
    return next(range(part.start, part.end) for part in parts)


def _is_odd(text: str, pair: str) -> bool:
    """Whether one of the marks of a text must stand alone, whatever the marks of its language."""
    marks = _BRACKETS if pair[0] in _BRACKETS else _QUOTES
    return sum(map(text.replace('""', '"').count, marks)) % 2 == 1


def _hits(rule: str, view: View, alone: Sequence[int], pair: str) -> Iterator[Hit]:
    for position in alone:
        row = int(view.target.rows_at(np.array([position]))[0])
        start = position - int(view.target.starts[row])
        mark = view.target.text[position]
        wanted = pair[1] if mark == pair[0] else pair[0]
        yield Hit(rule, row, start, start + 1, {"mark": mark, "wanted": wanted})
