"""The MQM score and its signature."""

import pytest

from mtcheck import rules
from mtcheck.errors import FileFaults
from mtcheck.model import Score, Severity
from mtcheck.score import Tally, Weights, load_weights, signature
from tests.made import finding

WEIGHTS = Weights(weights={"neutral": 0, "minor": 1, "major": 5, "critical": 25})


def tally(words, *findings, weights=WEIGHTS):
    made = Tally(weights)
    made.add_text(1, words)
    made.add_findings(findings)
    return made


def of(severity, **changes):
    return finding(severity=Severity[severity.upper()], **changes)


@pytest.mark.parametrize(
    ("words", "severities", "value", "penalty"),
    [
        (100, "", 100, 0),
        (100, "minor", 99, 1),
        (100, "minor major", 94, 6),
        (100, "critical neutral", 75, 25),
        (10, "critical", 0, 25),
        (0, "", 100, 0),
        (0, "minor", 0, 1),
        (0, "neutral", 100, 0),
    ],
)
def test_the_value_is_a_share_of_the_words(words, severities, value, penalty):
    score = tally(words, *(of(severity) for severity in severities.split())).score()

    assert (value, penalty) == (pytest.approx(score.value), score.penalty)


def test_penalty_per_1000_words():
    assert 6000 / 349 == pytest.approx(
        tally(349, of("minor"), of("major")).score().penalty_per_1000_words
    )
    assert 0 == tally(0, of("minor")).score().penalty_per_1000_words


def test_findings_are_counted_by_severity_and_category():
    score = tally(9, of("minor"), of("major"), of("major", category="accuracy/addition")).score()

    assert {"critical": 0, "major": 2, "minor": 1, "neutral": 0} == score.by_severity
    assert ["critical", "major", "minor", "neutral"] == list(score.by_severity)
    assert {"accuracy/addition": 1, "linguistic-conventions/repetition": 2} == score.by_category


@pytest.mark.parametrize("changes", [{"suppressed": "why"}, {"known": True}])
def test_suppressed_and_known_findings_cost_nothing(changes):
    score = tally(9, of("critical", **changes)).score()

    assert (100, 0, {}) == (score.value, score.by_severity["critical"], score.by_category)


def test_the_most_specific_weight_wins():
    weights = Weights(weights={"minor": 1, "minor/style": 2, "minor/style/unnatural": 3})
    of_ = [
        weights.of(Severity.MINOR, c) for c in ("style/unnatural", "style/x", "style", "accuracy")
    ]

    assert [3, 2, 2, 1] == of_
    assert 0 == weights.of(Severity.MAJOR, "style")


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"neutral": 0, "minor": 1, "major": 5, "critical": 25}, "0-1-5-25"),
        ({"minor": 0.5}, "0-0.5-0-0"),
        (
            {"minor": 1, "minor/style": 2, "major/accuracy": 9},
            "0-1-0-0+major/accuracy=9+minor/style=2",
        ),
    ],
)
def test_the_signature_of_weights(weights, expected):
    assert expected == Weights(weights=weights).signature


def test_the_signature_names_all_that_a_score_depends_on():
    made = signature("0.1.0", "abcdef01", WEIGHTS, {"zh-en", "?-de"})

    assert "mqm:0-1-5-25|per:1000w|lang:?-de,zh-en|rules:abcdef01|version:0.1.0" == made
    assert "|lang:none|" in signature("1", "2", WEIGHTS, [])


def test_the_builtin_weights_are_those_of_mqm_core():
    assert "0-1-5-25" == load_weights(rules.builtin_folder() / "mqm.toml").signature


def test_wrong_weights_are_told(tmp_path):
    path = tmp_path / "mqm.toml"
    path.write_text('[weights]\nminor = "much"\n')
    with pytest.raises(FileFaults, match=r"mqm\.toml:2: `weights\.minor`"):
        load_weights(path)


@pytest.mark.parametrize(
    ("penalty", "points"), [(0.0, "0"), (7.5, "7.5"), (1234567.0, "1,234,567"), (0.1 + 0.2, "0.3")]
)
def test_points_are_written_out(penalty, points):
    assert points == Score(0.0, penalty, 1.0, {}, {}).points
