"""The language of conditions."""

import numpy as np
import pytest

from mtcheck.errors import UsageError
from mtcheck.shards.where import Where


class Three:
    """Facts of three rows."""

    fields = {
        "critical": [0, 1, 0],
        "penalty": [0.0, 25.0, 6.0],
        "words": [0.0, 4.0, 100.0],
        "duplicate": [False, True, False],
    }

    def field(self, name):
        return np.asarray(self.fields[name])

    def found(self, call, name):
        return np.asarray([name == "x", False, call == "category"])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("critical = 0", [0, 2]),
        ("critical == 0 and penalty < 5", [0]),
        ("critical = 1 or penalty = 0", [0, 1]),
        ("critical = 1 or penalty = 0 and duplicate", [1]),
        ("(critical = 1 or penalty = 0) and duplicate", [1]),
        ("not (critical = 0 and penalty < 5)", [1, 2]),
        ("not not duplicate", [1]),
        ("duplicate = 0", [0, 2]),
        ('not rule("x")', [1, 2]),
        ("rule('x') or category(\"accuracy\")", [0, 2]),
        ("penalty <= 0.1 * words", [0, 2]),
        ("penalty / words > 1", [1]),
        ("penalty - 1 + 2 * (3 - 1) >= 9", [1, 2]),
        ("penalty != 6", [0, 1]),
        ("1 = 1", [0, 1, 2]),
    ],
)
def test_what_is_kept(text, kept):
    keep, reasons = Where(text).judge(Three(), 3)

    assert kept == np.flatnonzero(keep).tolist()
    assert kept == [row for row in range(3) if reasons[row] is None]


def test_the_first_condition_that_fails_is_the_reason():
    _, reasons = Where("critical = 0 and penalty < 5").judge(Three(), 3)

    assert [None, "fails: critical = 0", "fails: penalty < 5"] == reasons


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("penaltyy < 3", r"`penaltyy` is no field(.|\n)*did you mean `penalty`"),
        ("critical = 0 and", "missing at the end"),
        ("critical = 0 penalty", "should end here"),
        ("(critical = 0", "bracket is not closed"),
        ("critical", "is a number: compare it"),
        ("words and critical = 0", "is a number: compare it"),
        ("not words", "`not` of the number"),
        ("duplicate + 1 = 2", "only numbers can be computed with"),
        ("words = duplicate", "compared with yes or no"),
        ("rule(x)", r'write rule\("…"\)'),
        ("rule", r'write rule\("…"\)'),
        ("critical = 0; drop", "means nothing here"),
        ("__import__('os')", "is no field"),
        ("(" * 500 + "critical = 0" + ")" * 500, "too deep"),
    ],
)
def test_what_is_no_condition(text, message):
    with pytest.raises(UsageError, match=message):
        Where(text)


def test_a_fault_points_to_its_place():
    with pytest.raises(UsageError) as caught:
        Where("critical = 0 and wrods > 3")

    *_, shown, pointer, _ = str(caught.value).split("\n")
    assert "wrods" == shown[pointer.index("^") :].split()[0]
