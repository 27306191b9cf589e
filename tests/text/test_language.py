import sys
import time

import pytest

from mtcheck.text import language as module
from mtcheck.text.language import LOOKED_AT, identify

SAMPLES = {
    "en": (
        "The council said on Monday that it would not close the two libraries before the summer."
    ),
    "de": (
        "Der Rat hat am Montag erklärt, dass die "
        "beiden Bibliotheken nicht vor dem Sommer schließen."
    ),
    "fr": (
        "Le conseil a dit lundi que les deux bibliothèques ne "
        "seront pas fermées avant la fin de l’été."
    ),
    "es": (
        "El consejo dijo el lunes que las dos bibliotecas de "
        "la ciudad no se cerrarán hasta el verano."
    ),
    "pt": (
        "O conselho disse na segunda-feira que as duas bibliotecas "
        "não vão fechar até ao fim do verão."
    ),
    "it": (
        "Il consiglio ha detto lunedì che le due biblioteche "
        "della città non saranno chiuse prima dell’estate."
    ),
    "nl": (
        "De raad zei maandag dat de twee bibliotheken in de "
        "stad niet voor het einde van de zomer sluiten."
    ),
    "sv": (
        "Rådet sade på måndagen att de två biblioteken i staden inte ska stängas före sommaren."
    ),
    "da": (
        "Rådet sagde mandag, at de to biblioteker i byen ikke bliver lukket, før sommeren er forbi."
    ),
    "no": (
        "Rådet sa mandag at de to bibliotekene i byen ikke blir stengt etter sommeren, men hva nå?"
    ),
    "pl": (
        "Rada powiedziała w poniedziałek, że obie biblioteki w "
        "mieście nie będą zamknięte przed latem."
    ),
    "cs": (
        "Rada v pondělí řekla, že obě knihovny ve městě se "
        "před létem nezavřou, protože je to jen plán."
    ),
    "sk": (
        "Rada v pondelok povedala, že obe knižnice v meste sa "
        "pred letom nezatvoria, pretože je to len plán."
    ),
    "ro": (
        "Consiliul a spus luni că cele două biblioteci din oraș nu vor fi închise până la vară."
    ),
    "hu": ("A tanács hétfőn azt mondta, hogy a két könyvtár a városban nem zár be a nyár előtt."),
    "fi": (
        "Neuvosto sanoi maanantaina, että se ei sulje kaupungin "
        "kirjastoja, mutta asia on vielä auki."
    ),
    "et": (
        "Nõukogu ütles esmaspäeval, et see ei sulge linna "
        "raamatukogusid, aga otsus on veel lahtine."
    ),
    "lt": (
        "Taryba pirmadienį sakė, kad abi miesto bibliotekos nebus "
        "uždarytos iki vasaros ir tai yra gerai."
    ),
    "lv": (
        "Padome pirmdien teica, ka abas pilsētas bibliotēkas netiks "
        "slēgtas līdz vasarai un tas ir labi."
    ),
    "tr": (
        "Meclis pazartesi günü şehirdeki iki kütüphanenin yaza kadar kapanmayacağını "
        "ve bu kararın çok önemli olduğunu söyledi."
    ),
    "vi": ("Hội đồng cho biết hai thư viện của thành phố sẽ không đóng cửa trong mùa hè này."),
    "id": (
        "Dewan mengatakan bahwa dua perpustakaan di kota itu "
        "tidak akan ditutup pada musim panas ini."
    ),
    "ru": (
        "Совет сообщил в понедельник, что обе библиотеки не будут "
        "закрыты до лета, и это было решено."
    ),
    "uk": (
        "Рада повідомила в понеділок, що обидві бібліотеки не будуть "
        "закриті до літа, і це добре для міста."
    ),
    "bg": ("Съветът каза в понеделник, че двете библиотеки в града няма да се затворят до лятото."),
    "sr": ("Савет је у понедељак рекао да се две библиотеке у граду неће затворити до лета."),
    "ar": (
        "قال المجلس يوم الاثنين إن المكتبتين في المدينة لن تغلقا "
        "قبل الصيف وإن القرار كان من أجل السكان."
    ),
    "fa": (
        "شورا روز دوشنبه گفت که این دو کتابخانه در شهر تا تابستان بسته نمی‌شود و برای مردم باز است."
    ),
    "hi": ("परिषद ने सोमवार को कहा कि शहर के दो पुस्तकालय गर्मी से पहले बंद नहीं होंगे और यह सही है।"),
    "ne": ("परिषदले सोमबार भन्यो कि यो सहरका दुई पुस्तकालय पनि बन्द हुने छैन र यो सबै को लागि राम्रो छ।"),
    "el": "Το συμβούλιο είπε τη Δευτέρα ότι οι δύο βιβλιοθήκες δεν θα κλείσουν.",
    "he": "המועצה אמרה ביום שני ששתי הספריות בעיר לא ייסגרו לפני הקיץ.",
    "bn": "পরিষদ সোমবার জানিয়েছে যে শহরের দুটি গ্রন্থাগার বন্ধ হবে না।",
    "si": "නගරයේ පුස්තකාල දෙක වසා නොදමන බව සභාව සඳුදා පැවසීය.",
    "th": "สภากล่าวเมื่อวันจันทร์ว่าห้องสมุดสองแห่งในเมืองจะไม่ปิด",
    "zh": "市议会星期一表示，这两座图书馆在夏天之前不会关闭。",
    "ja": "市議会は月曜日、二つの図書館を夏まで閉めないと発表した。",
    "ko": "시의회는 월요일에 두 도서관을 여름 전에 닫지 않겠다고 밝혔다.",
}

ARTICLE = (SAMPLES["en"] + "\n") * 5


@pytest.fixture
def no_langdetect(monkeypatch):
    def refuse(*_):
        pytest.fail("langdetect was asked")

    monkeypatch.setattr(module, "_by_langdetect", refuse)


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_sentence_is_identified_without_langdetect(tag, no_langdetect):
    assert identify(SAMPLES[tag]) == tag


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (ARTICLE + SAMPLES["zh"], "en"),
        (ARTICLE + SAMPLES["ru"], "en"),
        (SAMPLES["ru"] + " (The New York Times, Reuters)", "ru"),
        (SAMPLES["zh"] + " NBA GitHub", "zh"),
        (SAMPLES["ja"] + " NBA GitHub", "ja"),
    ],
)
def test_the_majority_of_letters_decides(text, tag, no_langdetect):
    assert identify(text) == tag


def test_a_script_of_its_own_decides_among_names_of_products(no_langdetect):
    assert identify("请使用 GitHub Actions 运行 CI 流水线。") == "zh"


def test_a_japanese_text_with_much_han_is_japanese(no_langdetect):
    assert identify("東京都知事選挙、七月七日に投開票へ。投票率は前回を上回る。") == "ja"


def test_a_script_decides_a_short_text(no_langdetect):
    assert identify("你好") == "zh"
    assert identify("Αθήνα") == "el"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "OK",
        "2024-01-31 12:45:00 (3,141.59 %)",
        "π ≈ 3.14159",
        "https://example.com/the/of/and/to/in/a/is/that",
        "www.example.com/der-die-das-und-ist @the #and",
        "😀😀😀 !!! ???",
        "\ud800\udfff",
        "Samsung Galaxy Note Ultra",
        "да нет",
    ],
)
def test_what_tells_nothing_abstains(text):
    assert identify(text) is None


def test_names_alone_are_no_language():
    assert identify("Samsung Galaxy Lenovo ThinkPad Carbon Dell Latitude Sony Bravia Nikon") is None


def test_langdetect_gives_a_second_opinion():
    catalan = (
        "El govern ha aprovat aquesta setmana una nova llei que obliga les empreses a publicar "
        "els sous dels seus treballadors i a explicar per què hi ha diferències."
    )

    assert identify(catalan) == "ca"


def test_decomposed_letters_count_as_composed(no_langdetect):
    import unicodedata

    assert identify(unicodedata.normalize("NFD", SAMPLES["cs"])) == "cs"


def test_only_the_beginning_is_looked_at(no_langdetect):
    start = ARTICLE * (LOOKED_AT // len(ARTICLE) + 1)

    assert identify(start + SAMPLES["zh"] * 5000) == "en"


def test_the_answer_is_always_the_same():
    texts = [SAMPLES["en"][:40], SAMPLES["cs"][:45], SAMPLES["da"][:50]]

    assert [identify(text) for text in texts] == [identify(text) for text in texts]


@pytest.mark.parametrize("unit", ["a", "@", "www.", "https://", "é", "का", "中", "a@", "the ", "<"])
def test_time_is_linear(unit, monkeypatch):
    monkeypatch.setattr(module, "_by_langdetect", lambda *_: None)
    started = time.process_time()

    identify(unit * LOOKED_AT)

    assert time.process_time() - started < 1


def test_langdetect_is_imported_when_it_is_asked(monkeypatch):
    monkeypatch.setitem(sys.modules, "langdetect", None)

    assert identify(ARTICLE) == "en"
