"""Two words that are near each other: one name in two spellings, or a word and its ending?"""

import pytest

from mtcheck.text.names.near import may_be_one_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marxism", "Marxist"),
        ("Bolshevism", "Bolshevists"),
        ("Slovak", "Slovakia"),
        ("Petrov", "Petrova"),
        ("Xiaoming", "Xiaoning"),
    ],
)
def test_endings_and_chinese_names_are_no_second_spelling(one, other):
    assert not may_be_one_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Zelensky", "Zelenskyy"), ("Johanson", "Johansson")])
def test_a_letter_more_is_a_second_spelling(one, other):
    assert may_be_one_name(one, other)
