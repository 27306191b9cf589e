"""TOML files checked against a pydantic model: every fault with file, line and the nearest key."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import tomli as tomllib
from pydantic import BaseModel, ValidationError

from mtcheck.errors import ConfigError, MtcheckError

Model = TypeVar("Model", bound=BaseModel)
Place = Sequence[str | int]


def parse(path: Path) -> tuple[dict[str, Any], str]:
    """Read a TOML file. Return its content and its text. Raises ConfigError."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        hint = "check the path and the permissions"
        raise ConfigError(f"cannot be read: {error.strerror}", path=str(path), hint=hint) from None
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: byte {error.start} cannot be decoded"
        raise ConfigError(message, path=str(path), hint="save the file as UTF-8") from None
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        at = re.search(r" \(at line (\d+), column \d+\)", str(error))
        message = f"is not valid TOML: {str(error).split(' (at ')[0]}"
        raise ConfigError(message, path=str(path), line=int(at[1]) if at else None) from None


def validate(
    model: type[Model], content: dict[str, Any], text: str, path: Path, *, below: Place = ()
) -> tuple[Model | None, list[MtcheckError]]:
    """Check `content` against `model`. Return the value, or None and every fault.

    `below` is where `content` stands in the file, such as ("tool", "mtcheck").
    """
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [
            ConfigError(
                _describe(detail["type"], detail["msg"], detail["loc"]),
                path=str(path),
                line=line_of(text, [*below, *detail["loc"]]),
                hint=_nearest_key(detail["type"], detail["loc"], model),
            )
            for detail in error.errors(include_url=False)
        ]


def _describe(type_: str, message: str, place: Place) -> str:
    name = ".".join(str(part) for part in place)
    if type_ == "extra_forbidden":
        return f"unknown key `{name}`"
    if type_ == "missing":
        return f"the key `{name}` is missing"
    message = message.removeprefix("Value error, ")
    return f"`{name}`: {message[0].lower()}{message[1:]}" if name else message


def _nearest_key(type_: str, place: Place, model: type[BaseModel]) -> str | None:
    if type_ != "extra_forbidden":
        return None
    known = _keys_at(model, place[:-1])
    return nearest(str(place[-1]), known)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, or the first ones where none is near."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else f"known: {_some(known)}"


def _some(names: Sequence[str], most: int = 24) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")


def _keys_at(model: type[BaseModel], place: Place) -> list[str]:
    """Keys of the table at `place`: walk down the fields that are models themselves."""
    for part in place:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = [] if field is None else _models_in(field.annotation)
        if field is not None and not inner:
            return []
        model = inner[0] if inner else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type):
        return [annotation] if issubclass(annotation, BaseModel) else []
    arguments = getattr(annotation, "__args__", ())
    return [model for argument in arguments for model in _models_in(argument)]


def line_of(text: str, place: Place) -> int | None:
    """The 1-based line where the key at `place` is written; the table's line where it is not."""
    lines = text.splitlines()
    table: list[str | int] = []
    counts: dict[str, int] = {}
    best, depth = None, 0
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]", line)
        if header:
            name = header[2].replace('"', "").replace("'", "")
            table = [*name.split(".")]
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table.append(counts[name])
            here = table
        else:
            key = re.match(r"""\s*([\w"'.-]+)\s*=""", line)
            if not key:
                continue
            here = [*table, *re.sub("[\"']", "", key[1]).split(".")]
        shared = _shared(here, place)
        if shared == min(len(here), len(place)) and shared > depth:
            best, depth = number, shared
    return best


def _shared(left: Place, right: Place) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count
