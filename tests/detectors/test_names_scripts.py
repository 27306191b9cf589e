"""One name of a source in Cyrillic, kana, kanji or hangul under two names in the target."""

import pytest

from mtcheck.text.names.finders import source_names
from mtcheck.text.names.romanised import romanised
from mtcheck.text.names.sounds import likeness
from mtcheck.text.names.source import ALIKE
from tests.made import found_by, marks

RENDERING = "name-rendering"

DEGTYAREV = (
    "Губернатор Михаил Дегтярев дал интервью.\n"
    "В интервью Дегтярев напомнил о выборах.\n"
    "Жители Хабаровска встретились с Дегтяревым."
)
KAVANAUGH = (
    "最高裁判事候補のブレット・カバノー氏が証言した。\n"
    "カバノー氏は疑惑を否定した。\n"
    "上院はカバノー氏の承認を延期した。"
)
KISHIDA = "岸田文雄首相が記者会見した。\n岸田首相は増税を否定した。\n野党は岸田首相を批判した。"
LEE = (
    "이낙연 총리는 국회에서 답변했다.\n이 총리는 예산안을 설명했다.\n야당은 이낙연 총리를 비판했다."
)


@pytest.mark.parametrize(
    ("lang", "source", "target", "expected"),
    [
        (
            "ru",
            DEGTYAREV,
            (
                "Governor Mikhail Degtyarev spoke to us.\nThere, Dektyarev spoke of the vote.\n"
                "People of Khabarovsk met Degtyarev."
            ),
            "Dektyarev",
        ),
        (
            "ru",
            DEGTYAREV,
            (
                "Governor Stephen Barclay spoke to us.\nThere, Degtyarev spoke of the vote.\n"
                "People of Khabarovsk met Degtyarev."
            ),
            "Stephen Barclay",
        ),
        (
            "ru",
            DEGTYAREV,
            (
                "Governor Mikhail Degtyarev spoke to us.\nThere, Degtyarev spoke of the vote.\n"
                "People of Khabarovsk met the governor."
            ),
            None,
        ),
        (
            "ru",
            "Депутат Иван Петров выступил.\nПетрова поздравила жена.\nПозже Ольга Петрова ушла.",
            (
                "Deputy Ivan Petrov spoke.\nPetrov was congratulated by his wife.\n"
                "Olga Petrova left later."
            ),
            None,
        ),
        (
            "ja",
            KAVANAUGH,
            (
                "The nominee Judge Brett Kavanaugh testified.\nKavanaugh denied the claims.\n"
                "The Senate delayed the confirmation of Thornberry."
            ),
            "Thornberry",
        ),
        (
            "ja",
            KAVANAUGH,
            (
                "The nominee Judge Brett Kavanaugh testified.\nKavanaugh denied the claims.\n"
                "The Senate delayed his confirmation."
            ),
            None,
        ),
        (
            "ja",
            KISHIDA,
            (
                "Prime Minister Fumio Kishida met the press.\nKishino ruled out higher taxes."
                "\nThe opposition criticized Prime Minister Kishida."
            ),
            "Kishino",
        ),
        (
            "ko",
            LEE,
            (
                "Prime Minister Lee Nak-yon answered in parliament.\n"
                "Prime Minister Kim Boo-kyum explained the budget.\n"
                "The opposition criticized Prime Minister Lee."
            ),
            "Kim Boo-kyum",
        ),
        (
            "ko",
            LEE,
            (
                "Prime Minister Lee Nak-yon answered in parliament.\nLee explained the budget.\n"
                "The opposition criticized the prime minister."
            ),
            None,
        ),
    ],
)
def test_a_name_keeps_its_rendering(lang, source, target, expected):
    found = marks(found_by(RENDERING, target, source=source, source_lang=lang))

    assert found[:1] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ru", "Вчера Путин уехал.\nО Путине говорят.\nС Путиным согласны.", ["Путин"]),
        ("ru", "Об этом сказал Кличко.\nМы видели Кличко.", ["Кличк"]),
        ("ru", "Однако он ушел.\nОднако она осталась.", []),
        ("ru", "Вчера Президент ушел.\nДругой президент остался.\nНо Президент вернулся.", []),
        ("ja", "バラク・オバマ大統領。\nオバマ氏は言った。", ["オバマ"]),
        ("ja", "岸田文雄首相。\n岸田首相は言った。", ["岸田"]),
        ("ja", "福島県知事。\n福島県知事は言った。", []),
        ("ja", "東京都知事。\n東京都知事は言った。", []),
        ("ja", "店員さん。\n店員さんは言った。", []),
        ("ja", "習近平氏。\n習近平氏は言った。", ["習近平"]),
        ("ko", "문재인 대통령은 말했다.\n문 대통령이 떠났다.", ["문재인"]),
        ("ko", "문재인 대통령과 문성근 의원.\n문 대통령이 떠났다.", []),
        ("ko", "서울시 시장은 말했다.\n서울시 시장이 떠났다.", []),
        ("zh", "外长王毅会见记者。\n王毅表示，局势复杂。", ["王毅"]),
    ],
)
def test_names_of_a_source(lang, text, names):
    finder = source_names(lang)

    assert names == [name.text for name in finder.find(list(enumerate(text.split("\n"))))]


def test_a_name_is_told_in_the_form_that_comes_most_often():
    (name,) = source_names("ru").find([(0, "О Жириновском"), (1, "с Жириновским и Жириновским")])

    assert ("Жириновск", "Жириновским") == (name.text, name.shown)
    assert {0, 1} == name.rows


def test_languages_without_a_way_to_find_names():
    assert source_names("de") is None
    assert source_names(None) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Shcherbakov", "Щербаков"),
        ("Ščerbakov", "Щербаков"),
        ("Schtscherbakow", "Щербаков"),
        ("Chtcherbakov", "Щербаков"),
        ("Zhirinovsky", "Жириновск"),
        ("Schirinowski", "Жириновск"),
        ("Poutine", "Путин"),
        ("Williams", "Уильямс"),
        ("Thatcher", "Тэтчер"),
        ("Williams", "ウィリアムズ"),
        ("Trump", "トランプ"),
        ("Kishida", "岸田"),
        ("Suzuki", "鈴木"),
        ("Lee", "이"),
        ("Yi", "이"),
        ("Pak", "박"),
        ("Gim", "김"),
        ("Biden", "바이든"),
    ],
)
def test_ways_to_romanise_a_name(word, name):
    assert likeness(word, name) >= ALIKE


@pytest.mark.parametrize(
    ("word", "name"),
    [("Bannister", "Путин"), ("Obama", "トランプ"), ("Merkel", "바이든"), ("Smith", "Щербаков")],
)
def test_names_that_do_not_sound_alike(word, name):
    assert likeness(word, name) < ALIKE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("フェデラー", "federa"),
        ("ジェシカ", "jeshika"),
        ("シャツ", "shatsu"),
        ("ウィーン", "win"),
        ("キャメロン", "kyameron"),
        ("한", "han"),
        ("Хрущев", "khrushchev"),
    ],
)
def test_sounds_are_written_in_latin_letters(name, expected):
    assert expected in romanised(name)
