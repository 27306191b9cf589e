import pytest

from mtcheck.embed import embedder, metered, similarity
from mtcheck.unspaced import unspaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他 昨天 到达 东京 。", "他昨天到达东京 。"),
        ("私 は\u3000東京 に い る", "私は東京にいる"),
        ("在 2019 年 用 Linux", "在 2019 年用 Linux"),
        ("He is in Tokyo.", "He is in Tokyo."),
        ("그는 어제 도쿄에", "그는 어제 도쿄에"),
        ("一 \n 二", "一 \n 二"),
        ("", ""),
    ],
)
def test_spaces_between_letters_of_chinese_and_japanese_are_gone(text, expected):
    assert expected == unspaced(text)


def test_a_tokeniser_moves_no_vector():
    whole, cut = metered(embedder(), ["彼は昨日東京に着いた", "彼 は 昨日 東京 に 着 い た"])

    assert 1 == similarity(whole, cut)
