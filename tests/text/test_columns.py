"""The texts of a batch as arrays."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.columns import CHARACTERS_PER_WORD, TextColumn, token_hashes
from tests.strategies import anything, hostile_texts


def tokens_of(*texts):
    column = TextColumn(list(texts))
    tokens = column.tokens
    return [column.text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \t ", []),
        ("The cat sat.", ["The", "cat", "sat"]),
        ("It’s China's, 'quoted'.", ["It’s", "China's", "quoted"]),
        ("Jae-in 2016 3.5", ["Jae", "in", "2016", "3", "5"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("坚定和坚定", ["坚", "定", "和", "坚", "定"]),
        ("US盟友", ["US", "盟", "友"]),
        ("ひらカタ", ["ひ", "ら", "カ", "タ"]),
        ("한국 사람", ["한국", "사람"]),
        ("Москва и я", ["Москва", "и", "я"]),
        ("𝄞 a 👨\u200d👩", ["a"]),
        ("a\nb", ["a", "b"]),
        ("'", []),
    ],
)
def test_tokens(text, expected):
    assert expected == tokens_of(text)


def test_tokens_never_run_over_rows():
    assert ["one", "two", "three"] == tokens_of("one", "", "two", "three")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", [True, False]),
        ("a  b", [False, False]),
        ("a, b", [False, False]),
        ("a\u00a0b", [True, False]),
        ("a\nb", [False, False]),
        ("坚定", [True, False]),
    ],
)
def test_joined_says_whether_one_space_or_nothing_leads_on(text, expected):
    assert expected == TextColumn([text]).tokens.joined.tolist()


def test_rows_are_not_joined():
    assert [False, False] == TextColumn(["a", "b"]).tokens.joined.tolist()


def single(character):
    return len(character.lower()) == 1


words = st.text(
    st.characters(categories=["Lu", "Ll", "Lo"], codec="utf-8").filter(single), min_size=1
)


@given(st.lists(words, min_size=1, max_size=20))
def test_hashes_are_equal_iff_lower_cased_texts_are(found):
    column = TextColumn([" ".join(found)])
    tokens = column.tokens
    lowered = ["".join(map(str.lower, column.text[s:e])) for s, e in zip(*tokens[:2], strict=True)]
    by_hash, by_text = {}, {}
    for index, (value, text) in enumerate(zip(tokens.hashes.tolist(), lowered, strict=True)):
        by_hash.setdefault(value, []).append(index)
        by_text.setdefault(text, []).append(index)

    assert list(by_text.values()) == list(by_hash.values())


@given(words, st.lists(hostile_texts, max_size=4))
def test_a_hash_does_not_depend_on_what_stands_around(word, before):
    alone = TextColumn([word]).tokens.hashes.tolist()
    column = TextColumn([*before, word])

    assert alone == column.tokens.hashes[len(column.tokens.hashes) - len(alone) :].tolist()


@pytest.mark.parametrize(
    ("word", "is_token"), [("and", True), ("和", True), ("以及", False), ("", False)]
)
def test_token_hash_is_that_of_exactly_one_token(word, is_token):
    assert is_token == (token_hashes([word]) != [None])


def test_token_hash_is_what_a_column_holds():
    assert TextColumn(["rock AND roll"]).tokens.hashes[1] == token_hashes(["and"])[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("one", 1),
        ("The cat sat.", 3),
        ("well-known state-of-the-art", 2),
        ("– … —", 0),
        ("3.5 % of 1,000", 3),
        ("坚定的日美同盟", 7 / CHARACTERS_PER_WORD),
        ("US坚定", 1 + 2 / CHARACTERS_PER_WORD),
        ("한국 사람", 2),
        ("ภาษาไทย", 7 / CHARACTERS_PER_WORD),
        ("\u3000one\u00a0two\tthree\nfour ", 4),
    ],
)
def test_words(text, expected):
    assert pytest.approx([expected]) == TextColumn([text]).words.tolist()


def test_words_of_many_rows():
    assert [2, 0, 1] == TextColumn(["one two", "", "three"]).words.tolist()


@given(st.lists(hostile_texts, min_size=1, max_size=5))
def test_words_of_a_row_do_not_depend_on_the_others(texts):
    alone = [TextColumn([text]).words[0] for text in texts]

    assert pytest.approx(alone) == TextColumn(texts).words.tolist()


@given(st.lists(st.text(max_size=5), min_size=1, max_size=6))
def test_rows_at_finds_the_row_of_every_position(texts):
    column = TextColumn(texts)
    expected = [row for row, text in enumerate(column.texts) for _ in range(len(text) + 1)]

    assert expected == column.rows_at(np.arange(len(column.text))).tolist()


@given(st.lists(anything, max_size=5))
def test_any_text_makes_a_column(texts):
    column = TextColumn(texts)
    tokens = column.tokens

    assert len(texts) == len(column) == len(column.words)
    assert (tokens.starts < tokens.ends).all()
    assert column.text.encode("utf-8").decode() == column.text
    assert [len(text) for text in texts] == [len(text) for text in column.texts]


def test_lone_surrogates_become_replacement_characters_of_the_same_length():
    assert ["a\ufffdb"] == list(TextColumn(["a\ud800b"]).texts)
    assert [len("\ud83d\ude00")] == [len(text) for text in TextColumn(["\ud83d\ude00"]).texts]
