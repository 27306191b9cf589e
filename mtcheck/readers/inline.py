"""What stands inside one XML element: text, entities and inline codes, with their raw form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple
from xml.sax.saxutils import escape

from mtcheck.readers.splice import Atom, shown, spliced

_CDATA = ("<![CDATA[", "]]>")


class Token(NamedTuple):
    """What expat told inside a captured element: `kind` is text, start, end or other."""

    place: int
    kind: str
    text: str


class Content:
    """What stands in one element: `start:end` are bytes of the decoded file in UTF-8. `refused`
    is why nothing else can be written there."""

    __slots__ = ("atoms", "codes", "end", "escape", "line", "raw", "refused", "start", "tokens")

    def __init__(self, line: int, codes: Mapping[str, str]) -> None:
        self.line = line
        self.codes = codes
        self.start = self.end = -1
        self.tokens: list[Token] = []
        self.raw = ""
        self.refused = ""
        self.atoms: Callable[[], list[Atom]] = partial(_atoms, self)
        self.escape: Callable[[str], str] = escape

    @property
    def text(self) -> str:
        """The text as people read it: entities resolved, inline codes as tags."""
        tokens = self.tokens
        if len(tokens) == 1 or all(token.kind == "text" for token in tokens):
            text = "".join([token.text for token in tokens if token.kind == "text"])
            if text and not text[0].isspace() and not text[-1].isspace():
                return text
        return shown(self.atoms())

    def written(self, new: str) -> str:
        """What stands in the element after its text became `new`."""
        if self.refused or not self.tokens:
            raise ValueError(self.refused or "the element is empty")
        marks = [token.text for token in self.tokens if token.kind == "other"]
        if not any(mark in _CDATA for mark in marks):
            return spliced(self.atoms(), new, self.escape)
        first, last = self.tokens[0].text, self.tokens[-1].text
        if (first, last) != _CDATA or len(marks) != len(_CDATA) or _CDATA[1] in new:
            raise ValueError("it mixes CDATA with other text")
        return spliced(self.atoms(), new, str)


def _atoms(content: Content) -> list[Atom]:
    """The tokens of an element as atoms; white space that only lays out the file shows nothing."""
    raw = content.raw.encode("utf-8", "surrogatepass")
    ends = [token.place for token in content.tokens[1:]] + [content.end]
    atoms: list[Atom] = []
    code = _Code()
    for token, end in zip(content.tokens, ends, strict=False):
        part = raw[token.place - content.start : end - content.start]
        how = "" if token.kind == "text" else content.codes.get(token.text, "tag")
        if code.depth or (token.kind == "start" and how == "code"):
            if atom := code.add(token, part.decode("utf-8", "surrogatepass")):
                atoms.append(atom)
        elif part:
            atoms.append(_atom(token, part.decode("utf-8", "surrogatepass"), how))
    return _laid_out(_laid_out(atoms, 1), -1)


def _atom(token: Token, raw: str, how: str) -> Atom:
    if token.kind == "text":
        return Atom(token.text, raw)
    return Atom("" if token.kind == "other" or how == "hidden" else raw, raw, True)


class _Code:
    """Gathers an inline element that holds the native code of another format, as one atom."""

    def __init__(self) -> None:
        self.depth, self.raw, self.held = 0, "", ""

    def add(self, token: Token, raw: str) -> Atom | None:
        """Take a token; the atom where it ends the element."""
        self.depth += {"start": 1, "end": -1}.get(token.kind, 0)
        self.raw += raw
        self.held += token.text if token.kind == "text" else ""
        if self.depth:
            return None
        atom = Atom(self.held or self.raw, self.raw, True)
        self.raw = self.held = ""
        return atom


def _laid_out(atoms: list[Atom], step: int) -> list[Atom]:
    """Hide the white space at one end where it holds a line end. `step` is -1 for the last end."""
    edge, rest = [], atoms[::step]
    while rest and not rest[0].fixed and (not rest[0].shown or rest[0].shown.isspace()):
        edge.append(rest.pop(0))
    if not any("\n" in atom.shown for atom in edge):
        return atoms
    if rest and not rest[0].fixed and rest[0].shown == rest[0].raw:
        text = rest.pop(0).raw
        bare = text.lstrip() if step == 1 else text.rstrip()
        white = text[: len(text) - len(bare)] if step == 1 else text[len(bare) :]
        edge.append(Atom(white, white))
        rest.insert(0, Atom(bare, bare))
    return ([Atom("", atom.raw, True) for atom in edge] + rest)[::step]
