"""The user's glossary beside code, names, citations and variables."""

import pytest

from mtcheck.glossary import Entry
from tests.detectors.test_terms import found_with
from tests.made import marks

FILE = Entry("file", ("Datei",), ("File",), pos="noun")
USER = Entry("user", ("kullanıcı",))
EMAIL = Entry("email", ("E-Mail",), ("Email",))
WINDOWS = Entry("Windows", keep=True)
WINDOW = Entry("window", ("ventana",))


@pytest.mark.parametrize(
    ("entry", "source", "target", "lang"),
    [
        (FILE, "Give -f or --file here.", "Hier -f oder --file angeben.", "de"),
        (FILE, "Usage: cat [OPTION]... FILE", "Aufruf: cat [OPTION]... FILE", "de"),
        (FILE, "It is in /var/lib/file/a.", "Es liegt in /var/lib/file/a.", "de"),
        (FILE, "Remove the .file section.", "Entfernt den Abschnitt .file.", "de"),
        (FILE, "No “file” scheme.", "Kein Schema »file«.", "de"),
        (FILE, "There is no File header.", "Es fehlt die Kopfzeile »File«.", "de"),
        (USER, "{user} has joined.", "{user} katıldı.", "tr"),
        (USER, "User %(name)s was removed.", "%(name)skullanıcısının kaydı silindi.", "tr"),
    ],
)
def test_code_is_no_missing_term(entry, source, target, lang):
    assert () == found_with("term-missing", [entry], source, "en", target, lang)


def test_prose_beside_code_is():
    found = found_with("term-missing", [FILE], "Use --file for a file.", "en", "Mit --file.", "de")

    assert ["file"] == marks(found)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Open the file.", "Die File öffnen.", ["File", "file"]),
        ("Open the file.", "Mit --File öffnen.", []),
        ("End of file.", "Dateiende (end of file).", []),
        ("The file and an entry.", "Die Datei und ein File.", []),
        ("A file and a file.", "Die Datei und ein File.", ["File", "file"]),
    ],
)
def test_a_forbidden_word_is_told_in_prose_and_for_its_term(source, target, expected):
    found = found_with("term-forbidden", [FILE], source, "en", target, "de")

    assert expected == marks(found)[: len(expected) or None]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("The window title.", "El título de la ventana.", []),
        ("Runs on Windows.", "Funciona en ventanas.", ["Windows"]),
        ("Built without WINDOWS.", "Compilado sin WINDOWS.", []),
    ],
)
def test_a_kept_name_is_found_in_full_only(source, target, expected):
    assert expected == marks(found_with("term-not-kept", [WINDOWS], source, "en", target, "es"))


def test_a_kept_name_is_no_form_of_another_term():
    source, target = "Ossetian (Windows)", "Osetio (Windows)"

    assert () == found_with("term-missing", [WINDOWS, WINDOW], source, "en", target, "es")


def test_a_name_written_without_its_hyphen_in_both_is_kept():
    source, target = "Built without UTF8.", "Ohne UTF8 gebaut."
    utf = Entry("UTF-8", keep=True)

    assert () == found_with("term-not-kept", [utf], source, "en", target, "de")


@pytest.mark.parametrize(
    ("entries", "target", "expected"),
    [
        ([Entry("delete", ("удалить", "удалять"))], "удалить\nудалять", []),
        ([Entry("delete", ("удалить", "стереть"))], "удалить\nстереть", ["стереть"]),
        ([Entry("delete", ("удалить",)), Entry("delete", ("стереть",))], "удалить\nстереть", []),
        ([Entry("delete", ("удалить", "стереть"))], "удалить\nудалить, стереть", []),
    ],
)
def test_what_counts_as_two_words_for_one_term(entries, target, expected):
    source = "delete\ndelete"

    assert expected == marks(found_with("term-inconsistent", entries, source, "en", target, "ru"))
