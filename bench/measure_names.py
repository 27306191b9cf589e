"""How well names are kept apart: flags on human and machine text, recall on names made to drift.

    python bench/measure_names.py                   flags of every set, recall of every kind
    python bench/measure_names.py --read -n 40      flags, to be read by a person
    python bench/measure_names.py --in "MT zh-en"   only sets whose name holds this
    python bench/measure_names.py --missed -n 20    names made to drift that nothing told
    python bench/measure_names.py --pinyin          Chinese names misspelt in pinyin that are told
    python bench/measure_names.py --table           all figures as one table, and the speed

Names are made to drift in human translations: of a person who is introduced by the full name and
then called by the surname, the introduction, one later mention or all of them get the name of
somebody else of the same set, or one surname is misspelt by a letter. What counts is a finding
that holds the wrong name or the one it replaced, and that the document did not have before. Each
person drifts to several names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import inputs

from mtcheck import rules
from mtcheck.batch import Batch, Row, batches
from mtcheck.engine import Engine
from mtcheck.model import Finding
from mtcheck.rules import RuleSet
from mtcheck.text.locale import language
from mtcheck.text.names.mentions import Mention, NameFinder
from mtcheck.text.names.pinyin import SURNAMES, SYLLABLES
from mtcheck.text.names.sounds import sound
from mtcheck.text.names.syllables import syllables_of

HUMAN = (
    "ntrex.zh-en",
    "ntrex.de-en",
    "newstest2020.zh-en.Human-A.0",
    "newstest2020.zh-en.Human-B.0",
    "newstest2021.zh-en.refA",
    "newstest2021.de-en.refA",
    "newstest2021.ru-en.refA",
    "ntrex.ru-en",
    "ntrex.ja-en",
    "ntrex.en-de",
    "newstest2020.en-de.Human-A.0",
    "newstest2021.en-de.refA",
)
BESIDE_SOURCE = ("zh-en", "ru-en", "ja-en")
"""Pairs in whose human translations names are made to drift beside the source."""

DRIFTED = (
    *(name for name in HUMAN if name.split(".")[1] == "zh-en"),
    "newstest2021.de-en.refA",
    "newstest2021.ru-en.refA",
)
TIMED = (
    "newstest2020.zh-en.Human-A.0",
    "newstest2020.zh-en.Human-A.0 with source",
    "ntrex.zh-en with source",
    "ntrex.ru-en with source",
    "ntrex.ja-en with source",
    "MT zh-en",
)
PREVIEW = ("name-takeover", "name-spelling")
LATIN = ("latin-word-omitted", "latin-word-respelt")
CHINESE = re.compile(
    f"\\b(?:{'|'.join(sorted(SURNAMES))}) (?:{'|'.join(SYLLABLES)}){{2}}\\b", re.IGNORECASE
)
"""A surname and a given name of two syllables in pinyin."""

LETTERS = "aeiourstln"
TIMES = 5
"""How often each person drifts, each time to another name: one name more or less told by chance
is a percent and a half."""
KINDS = ("introduction", "all later", "one later", "misspelt")


class Person(NamedTuple):
    """Somebody introduced by the full name in `rows` and called by the surname in `later`."""

    rows: tuple[Row, ...]
    first: Mention
    later: tuple[Mention, ...]


def engine() -> Engine:
    """One with the rules of names that are selected without being asked for, those for languages
    other than English that have to be asked for, and those that miss a word in Latin letters of the
    source: names stand there in Chinese text too."""
    every = rules.load()
    chosen = (*every.select(), *every.select(PREVIEW))
    return Engine(RuleSet(tuple(one for one in chosen if one.kind == "names" or one.id in LATIN)))


def documents(parts: Iterable[Batch]) -> Iterator[tuple[Row, ...]]:
    """The documents of some batches as rows."""
    for batch in parts:
        for part in batch.documents:
            yield tuple(
                Row(
                    id=batch.ids[row],
                    target=batch.targets[row],
                    line=batch.lines[row],
                    source=batch.sources[row] if batch.sources else None,
                    document=part.id,
                    source_lang=batch.source_lang,
                    target_lang=batch.target_lang,
                )
                for row in range(part.start, part.end)
                if part.id is not None
            )


def sets(where: str) -> Iterator[tuple[str, Iterable[Batch]]]:
    """The sets with their names: with and without sources."""
    for name in HUMAN:
        for with_source in (False, True):
            title = f"{name}{' with source' if with_source else ''}"
            if where in title:
                yield title, inputs.clean(name, with_source=with_source)
    for pair in ("zh-en", "en-de"):
        if where in f"MT {pair}":
            yield f"MT {pair}", inputs.documents(pair, human=False, with_source=True)


def flagged(parts: Iterable[Batch], only: str) -> tuple[int, list[tuple[Finding, Batch]]]:
    """How many documents there are, and the findings of some rules in them."""
    checker, total = engine(), 0
    found: list[tuple[Finding, Batch]] = []
    for batch in parts:
        total += sum(part.id is not None for part in batch.documents)
        found += [(one, batch) for one in checker.check(batch).findings if only in one.rule]
    return total, found


def counts_of(total: int, found: Sequence[tuple[Finding, Batch]]) -> str:
    """Documents, those flagged, and findings by rule."""
    documents = len({one.document for one, _ in found})
    by_rule = dict(sorted(Counter(one.rule for one, _ in found).items()))
    return f"{total} documents, {documents} flagged ({documents / max(total, 1):.1%}) {by_rule}"


def flags(where: str, count: int, only: str) -> None:
    """Print how many documents of each set are flagged, by rule, and `count` flags of each."""
    for name, parts in sets(where):
        total, found = flagged(parts, only)
        print(f"{name}: {counts_of(total, found)}")
        random.Random(1).shuffle(found)
        for one, batch in found[:count]:
            show(one, batch)


def show(finding: Finding, batch: Batch) -> None:
    """A finding with the first of its places on each side."""
    print(f"  {finding.rule}: {finding.message} [{finding.document}]")
    rows = {id: row for row, id in enumerate(batch.ids)}
    seen = set()
    for span in finding.spans[:6]:
        if (span.side, span.segment) in seen:
            continue
        seen.add((span.side, span.segment))
        texts = batch.targets if span.side == "target" else batch.sources or ()
        text = texts[rows[span.segment]]
        before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 80]
        print(f"      {span.side}: {before}⟦{span.text}⟧{after}")


def people(name: str) -> list[Person]:
    """Who can be made to drift in a set."""
    known = language(name.split(".")[1].split("-")[1])
    assert known is not None
    finder = NameFinder(known)
    found = []
    for rows in documents(inputs.clean(name, with_source=True)):
        mentions = finder.mentions([(number, row.target) for number, row in enumerate(rows)])
        for first in {one.words: one for one in reversed(mentions) if one.is_full}.values():
            later = [one for one in mentions if one is not first and first.words[-1] in one.words]
            if (
                first.evidence in {"title", "apposition", "speech"}
                and len(first.words) <= 3
                and all(word[0].isupper() for word in first.words)
                and later
                and not any(one.is_full for one in later)
                and _place(first) < min(map(_place, later))
            ):
                found.append(Person(rows, first, tuple(later)))
    return found


def _place(mention: Mention) -> tuple[int, int]:
    return mention.row, mention.start


def drifted(person: Person, other: Sequence[str], kind: str, chance: random.Random) -> list[Row]:
    """The document of a person with the name changed."""
    full, surname = " ".join(other), other[-1]
    one = chance.choice(person.later)
    edits = {
        "introduction": [(person.first, full)],
        "all later": [(mention, surname) for mention in person.later],
        "one later": [(one, surname)],
        "misspelt": [(one, misspelt(one.text, chance))],
    }[kind]
    rows = list(person.rows)
    for mention, text in sorted(edits, key=lambda edit: _place(edit[0]), reverse=True):
        old = rows[mention.row].target
        new = old[: mention.start] + text + old[mention.end :]
        rows[mention.row] = rows[mention.row]._replace(target=new)
    return rows


def misspelt(name: str, chance: random.Random) -> str:
    """A name with a letter lost, replaced, added or exchanged with the next."""
    place, letter = chance.randrange(1, len(name)), chance.choice(LETTERS)
    made = chance.choice(
        [
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place + 1 :],
            name[:place] + letter + name[place:],
            name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :],
        ]
    ).capitalize()
    return made if made != name else misspelt(name, chance)


def recall(
    pair: str | None, missed: int, *, beside_source: bool = True
) -> dict[str, Counter[bool]]:
    """The drifts told and not told, by kind, in a pair of languages, beside the sources or not, or
    in English texts without sources; print `missed` of those not told."""
    checker, chance = engine(), random.Random(5)
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    lost: dict[str, list[str]] = defaultdict(list)
    with_source = pair is not None and beside_source
    chosen = [name for name in HUMAN if name.split(".")[1] == pair] if pair else DRIFTED
    persons = [person for name in chosen for person in people(name)]
    for person in persons:
        own = set(person.first.words)
        strangers = [one.first.words for one in persons if one.rows != person.rows]
        fitting = [words for words in strangers if not own & set(words)]
        before = _names(checker, person.rows, with_source)
        for other, kind in product(chance.choices(fitting, k=TIMES), KINDS):
            if kind == "misspelt" and len(person.first.words[-1]) < 4:
                continue
            rows = drifted(person, other, kind, chance)
            found = _names(checker, rows, with_source) - before
            right = _is_told(found, {*other, *own}, kind)
            told[kind][right] += 1
            if not right:
                lost[kind].append(_line(person, other, rows))
    for kind, lines in lost.items() if missed else ():
        print(kind, *chance.sample(lines, min(missed, len(lines))), sep="\n    ")
    return told


def _is_told(found: set[str], wrong: set[str], kind: str) -> bool:
    return any(wrong & set(name.split()) or kind == "misspelt" for name in found)


def _line(person: Person, other: Sequence[str], rows: Sequence[Row]) -> str:
    changed = [
        new.target for new, old in zip(rows, person.rows, strict=True) if new.target != old.target
    ]
    return f"{person.first.title} {person.first.text} -> {other}: {' | '.join(changed)[:400]}"


def pinyin_told() -> Iterator[tuple[str, Counter[bool]]]:
    """How many Chinese names are told with another syllable in the given name, and with another
    surname, in the human translations of Chinese news."""
    checker, chance = Engine(RuleSet((rules.load().get("pinyin-mismatch"),))), random.Random(5)
    told: dict[str, Counter[bool]] = defaultdict(Counter)
    for name in (one for one in DRIFTED if one.split(".")[1] == "zh-en"):
        for rows in documents(inputs.clean(name, with_source=True)):
            said = ((row, match) for row in rows for match in CHINESE.finditer(row.target))
            for row, match in said:
                surname, given = match[0].split()
                if f"{surname}{given}".casefold() not in sound(row.source or ""):
                    continue
                syllable = chance.choice([one for one in SYLLABLES if len(one) > 1])
                first, last = next(one for one in syllables_of(given.casefold()) if len(one) == 2)
                made = {
                    "given name": f"{surname} {chance.choice((first + syllable, syllable + last))}",
                    "surname": f"{chance.choice(sorted(SURNAMES))} {given}",
                }
                for kind, text in made.items():
                    target = row.target.replace(match[0], text.title())
                    batch = next(iter(batches("d", [row._replace(target=target)])))
                    told[kind][bool(checker.check(batch).findings)] += 1
    yield from told.items()


def misspelt_in_files() -> Iterator[tuple[str, int, int]]:
    """Name, number of documents and how many are told, for the files of documents in which one
    name that comes back is misspelt once."""
    for path in sorted((inputs.data() / "docs").glob("synthetic_*.jsonl.gz")):
        checker, told, total = engine(), 0, 0
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for made in map(json.loads, lines):
                if made["error"] != "name_drift":
                    continue
                total += 1
                rows = [Row(str(one["i"]), one["mt"], one["i"]) for one in made["segments"]]
                rows = [row._replace(document="d", target_lang="en") for row in rows]
                changed = made["changed"]
                told += any(changed in name for name in _names(checker, rows, False))
        yield path.name.removesuffix(".jsonl.gz"), total, told


def seconds(rules_of: Engine, parts: Sequence[Batch]) -> float:
    """The shortest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        for batch in parts:
            rules_of.check(batch)
        times.append(time.process_time() - start)
    return min(times)


def speed() -> Iterator[tuple[str, float]]:
    """Microseconds that the rules of names add to a row, by set; seconds of a long document."""
    chosen = rules.load().select()
    base = RuleSet(tuple(one for one in chosen if one.id in ("a-an", "latin-word-respelt")))
    names = RuleSet((*base, *(one for one in chosen if one.kind == "names")))
    for name, parts in sets(""):
        if name in TIMED:
            held = list(parts)
            rows = sum(len(batch.targets) for batch in held)
            added = seconds(Engine(names), held) - seconds(Engine(base), held)
            yield f"{name}, microseconds a row", added / rows * 1e6
    texts = [text for part in inputs.clean("ntrex.zh-en") for text in part.targets]
    for times in (1, 2):
        rows = [
            Row(str(number), text, number, document="long", target_lang="en")
            for number, text in enumerate(texts * (2 * times), 1)
        ]
        words = sum(len(row.target.split()) for row in rows)
        yield (
            f"one document of {words} words, seconds",
            seconds(Engine(names), list(batches("long", rows))),
        )


def pinyin_table() -> None:
    """Print how many names misspelt in pinyin are told."""
    for kind, counts in pinyin_told():
        share = counts[True] / counts.total()
        print(f"| pinyin, {kind} | {counts[True]} of {counts.total()} told ({share:.1%}) |")


def table() -> None:
    """Print all figures."""
    for name, parts in sets(""):
        total, found = flagged(parts, "")
        if total:
            print(f"| {name} | {counts_of(total, found)} |")
    for pair in (None, *BESIDE_SOURCE):
        for kind, counts in recall(pair, 0).items():
            share = counts[True] / counts.total()
            title = f"{kind}, {f'with source, {pair}' if pair else 'without source'}"
            print(f"| {title} | {counts[True]} of {counts.total()} told ({share:.1%}) |")
    for kind, counts in recall("en-de", 0, beside_source=False).items():
        share = counts[True] / counts.total()
        print(f"| {kind}, German | {counts[True]} of {counts.total()} told ({share:.1%}) |")
    pinyin_table()
    for name, total, told in misspelt_in_files():
        print(f"| {name}, one word misspelt | {told} of {total} told ({told / total:.1%}) |")
    for name, figure in speed():
        print(f"| {name} | {figure:.1f} |")


def _names(checker: Engine, rows: Iterable[Row], with_source: bool) -> set[str]:
    """All names in the findings of a document."""
    sides = rows if with_source else [row._replace(source=None, source_lang=None) for row in rows]
    return {
        span.text
        for batch in batches("d", sides)
        for finding in checker.check(batch).findings
        for span in finding.spans
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--pinyin", action="store_true")
    parser.add_argument("--rule", default="")
    parser.add_argument("-n", type=int, default=0)
    parser.add_argument("--in", dest="where", default="")
    arguments = parser.parse_args()
    if arguments.table:
        table()
    elif arguments.pinyin:
        pinyin_table()
    elif arguments.missed:
        for pair in (None, *BESIDE_SOURCE):
            if arguments.where in (pair or ""):
                recall(pair, arguments.n)
    else:
        flags(arguments.where, arguments.n if arguments.read else 0, arguments.rule)
