"""Countries that the two sides of a row name, in any of the words that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mtcheck.text.columns import TextColumn
from mtcheck.text.phrases import Phrases


class Mention(NamedTuple):
    """A name of a country at `start:end` of a text."""

    country: str
    start: int
    end: int


class _Side:
    """The words of one language. A name says that a country is meant; a hint, such as a capital or
    the one character that a headline uses, only that it may be."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        meanings: dict[str, list[tuple[str, bool]]] = {}
        for row in rows:
            for kind in ("names", "hints"):
                for form in filter(None, row[kind].split("|")):
                    meanings.setdefault(form, []).append((row["country"], kind == "names"))
        self._meanings = list(meanings.values())
        self._phrases = Phrases(list(meanings))

    def look(self, column: TextColumn) -> tuple[dict[int, list[Mention]], dict[int, set[str]]]:
        """By row: the names in order, and all countries that may be meant."""
        found = self._phrases.find(column)
        rows = column.rows_at(found.starts)
        names: dict[int, list[Mention]] = {}
        meant: dict[int, set[str]] = {}
        starts = found.starts - column.starts[rows]
        ends = found.ends - column.starts[rows]
        places = zip(
            rows.tolist(), starts.tolist(), ends.tolist(), found.phrases.tolist(), strict=True
        )
        for row, start, end, phrase in places:
            for country, is_name in self._meanings[phrase]:
                meant.setdefault(row, set()).add(country)
                if is_name:
                    names.setdefault(row, []).append(Mention(country, start, end))
        return names, meant


class Countries:
    """The countries of two languages."""

    def __init__(self, source: _Side, target: _Side, english: Mapping[str, str], home: str) -> None:
        self._source, self._target, self._english, self._home = source, target, english, home

    @classmethod
    def of(
        cls,
        table: Iterable[Mapping[str, str]],
        source_lang: str,
        target_lang: str,
        home: str = "",
    ) -> Countries | None:
        """The countries of a table; None where it lacks one of the languages. `home`: the country
        of the source."""
        rows = list(table)
        sides = [
            [row for row in rows if row["language"] == tag] for tag in (source_lang, target_lang)
        ]
        if not all(sides) or source_lang == target_lang:
            return None
        english = {
            row["country"]: row["names"].split("|")[0] for row in rows if row["language"] == "en"
        }
        return cls(_Side(sides[0]), _Side(sides[1]), english, home)

    def english(self, country: str) -> str:
        """The name of a country in English."""
        return self._english.get(country, country)

    def differences(
        self, source: TextColumn, target: TextColumn
    ) -> Iterator[tuple[int, Mention, Mention | None]]:
        """Rows in which the target names all countries of the source but one, each with the one
        that it names instead, if there is one that the source cannot mean.

        Of the country of the source's own language nothing can be said: "the ministry" of a Chinese
        text is the Chinese ministry in English.
        """
        said, hinted = self._source.look(source)
        named, meant = self._target.look(target)
        for row, mentions in sorted(said.items()):
            lost = [one for one in mentions if one.country not in meant.get(row, ())]
            if len({one.country for one in lost}) != 1 or not target.texts[row].strip():
                continue
            hints = {*hinted[row], self._home}
            new = [one for one in named.get(row, ()) if one.country not in hints]
            if lost[0].country != self._home:
                yield row, lost[0], new[0] if new else None
