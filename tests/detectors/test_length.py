"""Targets much shorter or longer than their sources let expect."""

import pytest

from tests.made import found_by, marks

GERMAN = (
    "Das Parlament hat das Gesetz am Freitag mit großer Mehrheit angenommen. Die Opposition "
    "stimmte dagegen und kündigte an, vor das Verfassungsgericht zu ziehen."
)
ENGLISH = (
    "Parliament passed the law on Friday by a large majority. The opposition voted against it "
    "and announced that it would go to the constitutional court."
)
CHINESE = "议会星期五以多数票通过了这项法律。反对党投了反对票，并宣布将向宪法法院提起诉讼。"


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target", "is_short"),
    [
        ("de", GERMAN, "en", ENGLISH, False),
        ("de", GERMAN, "en", ENGLISH[:40], True),
        ("en", ENGLISH, "de", GERMAN, False),
        ("en", ENGLISH, "de", GERMAN[:50], True),
        ("zh", CHINESE, "en", ENGLISH, False),
        ("zh", CHINESE, "en", ENGLISH[:30], True),
        ("en", ENGLISH, "zh", CHINESE, False),
        ("en", ENGLISH, "zh", CHINESE[:6], True),
        ("de", "Das habe ich schon gehört, danke sehr.", "en", "So I heard.", False),
        ("de", GERMAN, "en", "", False),
        ("de", GERMAN, "en", " . ", False),
        ("de", GERMAN, "xx", ENGLISH[:40], False),
        (None, GERMAN, "en", ENGLISH[:40], False),
        ("en", GERMAN, "en", ENGLISH[:40], False),
        ("en-GB", ENGLISH, "de-AT", GERMAN[:50], True),
    ],
)
def test_too_short(source_lang, source, target_lang, target, is_short):
    found = found_by(
        "target-too-short", target, target_lang, source=source, source_lang=source_lang
    )

    assert [source] * is_short == marks(found)


@pytest.mark.parametrize(
    ("source_lang", "source", "target_lang", "target", "is_long"),
    [
        ("de", GERMAN, "en", ENGLISH, False),
        ("de", GERMAN[:50], "en", ENGLISH + " " + ENGLISH, True),
        ("zh", CHINESE, "en", ENGLISH * 2, False),
        ("zh", CHINESE, "en", ENGLISH * 4, True),
        ("en", ENGLISH, "zh", CHINESE * 3, True),
        ("de", "Ja.", "en", "Yes, I do.", False),
        ("de", "", "en", ENGLISH, False),
        ("de", "***", "en", ENGLISH, False),
    ],
)
def test_too_long(source_lang, source, target_lang, target, is_long):
    found = found_by("target-too-long", target, target_lang, source=source, source_lang=source_lang)

    assert [target, source] * is_long == marks(found)


def test_a_copy_is_left_to_another_rule():
    text = CHINESE * 3

    assert () == found_by("target-too-short", text, "en", source=text, source_lang="zh")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="https://example.org/a/very/long/address/of/a/page/about/the/law.html">{}</a>',
        "{} https://example.org/a/very/long/address/of/a/page/about/the/new/law.html",
        "{} (Parliamentary Commissioner for Administration and Health Service Commissioner)",
    ],
)
def test_markup_and_names_in_brackets_have_no_length(markup):
    source = markup.format("Das Gesetz wurde angenommen.")

    assert () == found_by(
        "target-too-short", "The law was passed.", "en", source=source, source_lang="de"
    )


def test_letters_of_another_script_count_as_they_are():
    names = "Angelini, Cleves, Decadt, Drake, Erlij, Ferruchi, Mendoza, Pagnucco"

    assert () == found_by("target-too-long", names, "en", source=f"{names}。", source_lang="zh")


def test_the_message_tells_how_long_it_is():
    (found,) = found_by("target-too-short", ENGLISH[:40], "en", source=GERMAN, source_lang="de")

    assert found.message.startswith("the target has 30 % of the length")
