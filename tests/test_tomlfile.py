"""TOML files checked against a model."""

import pytest
from pydantic import BaseModel, ConfigDict

from mtcheck import tomlfile
from mtcheck.errors import ConfigError


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    width: int = 1


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    inner: Inner | None = None
    several: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = {}


def faults_of(text, tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    content, read = tomlfile.parse(path)
    value, faults = tomlfile.validate(Outer, content, read, path)
    assert (value is None) == bool(faults)
    return faults


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("nam = 'a'\nname = 'b'", 1, "unknown key `nam`", "did you mean `name`?"),
        ("name = 'a'\n[inner]\nwidht = 1", 3, "unknown key `inner.widht`", "did you mean `width`?"),
        ("name = 'a'\ninner.widht = 1", 2, "unknown key `inner.widht`", "did you mean `width`?"),
        ("name = 'a'\ninner = { widht = 1 }", 2, "unknown key", "did you mean `width`?"),
        ("name = 'a'\n[[several]]\n[[several]]\nwidht = 1", 4, "several.1.widht", "`width`"),
        ("name = 'a'\n[by_name.x]\nwidht = 1", 3, "by_name.x.widht", "did you mean `width`?"),
        ("name = 'a'\n[by_name.\"x y\"]\nwidth = 'w'", 3, "valid integer", None),
        ("name = 1", 1, "`name`: input should be a valid string", None),
        ("name = 'a'\n[inner]\nwidth = 'x'", 3, "`inner.width`", None),
        ("inner = {}", None, "the key `name` is missing", None),
    ],
)
def test_a_fault_has_its_line_and_its_hint(tmp_path, text, line, message, hint):
    (fault,) = faults_of(text, tmp_path)

    assert line == fault.line
    assert message in fault.message
    assert hint is None or hint in fault.hint


def test_a_good_file_has_no_faults(tmp_path):
    assert [] == faults_of("name = 'a'\n[inner]\nwidth = 3", tmp_path)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"name = \n", 1, "is not valid TOML: Invalid value"),
        (b"a = 1\na = 2\n", 2, "is not valid TOML: Cannot overwrite a value"),
        (b"a = 1\n\xff", None, "is not UTF-8: byte 6 cannot be decoded"),
    ],
)
def test_what_cannot_be_parsed_is_told(tmp_path, content, line, message):
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        tomlfile.parse(path)

    assert message == raised.value.message
    assert line == raised.value.line


@pytest.mark.parametrize(
    ("word", "expected"),
    [("severty", "did you mean `severity`?"), ("zzz", "known: kind, severity")],
)
def test_nearest(word, expected):
    assert expected == tomlfile.nearest(word, ["severity", "kind"])
