"""What a translation copies from its source letter by letter: addresses, paths, codes, names of
programs.

The patterns are run by `re`: each repetition has a bound or ends at what begins the next match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class Copy(NamedTuple):
    """Something to be copied: `start:end` is its place, `key` what has to be in the target."""

    start: int
    end: int
    text: str
    key: str


_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,5}"
_TOP = (
    "com|org|net|edu|gov|info|int|mil|biz|io|app|dev|blog|news|online|shop|site|tv|me|co|"
    "ac|at|au|be|br|ca|ch|cn|cz|de|dk|es|eu|fi|fr|gr|hk|hu|ie|il|in|ir|jp|kr|mx|nl|no|nz|pl|"
    "pt|ro|rs|ru|se|sg|sk|tr|tw|ua|uk|us|za"
)
_FILES = (
    "py|js|ts|tsx|jsx|txt|json|xml|html?|csv|tsv|md|rst|toml|ya?ml|ini|conf|cfg|sh|bat|exe|dll|zip|"
    "tar|gz|xz|bz2|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|mp[34]|wav|avi|log|sql|java|cpp|hpp|rb|"
    "php|css|deb|rpm|iso|apk|jar|pem|crt"
)
_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
_URL = re.compile(
    r"(?:https?|ftp|sftp|ssh|git|file)://" + _URL_CHARACTERS + r"{2,2000}"
    r"|(?<![A-Za-z0-9À-ɏ@/.\-])www\.[a-z0-9-]+\." + _URL_CHARACTERS + r"{2,2000}",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![A-Za-z0-9À-ɏ@/.\-_:%$=&#\\{])(?!www\.)"
    + _DOMAIN
    + r"(?:"
    + _TOP
    + r")(?:/[A-Za-z0-9\-._~/?=&%#]{0,200})?(?![A-Za-z0-9@\-_(])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9À-ɏ._%+\-/:])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62})\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9@])"
)
_BEFORE = r"(?:(?<=^)|(?<=[\s\"'“”«»„‘’`(\[=:：，。、（《「]))"
_PATH = re.compile(
    _BEFORE
    + r"(?:(?:~|\.{1,2}|\$[A-Z]+)?/[A-Za-z0-9_.+\-]{1,80}(?:/[A-Za-z0-9_.+*\-]{1,80}){1,20}/?"
    r"|~/[A-Za-z0-9_.+\-/]{1,200}"
    r"|[A-Za-z]:\\[A-Za-z0-9_.+\-\\%~]{1,200}|%[A-Z_]{3,20}%\\[A-Za-z0-9_.+\-\\]{1,200})"
    r"|(?<![A-Za-z0-9À-ɏ_.\-/\\{$<])[A-Za-z0-9_][A-Za-z0-9_\-]{0,60}(?:\.[A-Za-z0-9_\-]{1,30}){0,3}\.(?:"
    + _FILES
    + r")(?![A-Za-z0-9_(\-/]|\.[A-Za-z])"
)
_OPTION = re.compile(_BEFORE + r"--[a-z][a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){0,6}(?![A-Za-z0-9_\-])")
_CALL = re.compile(
    r"(?<![A-Za-z0-9À-ɏ_.:])[A-Za-z_][A-Za-z0-9_]{0,60}(?:(?:\.|::)[A-Za-z_][A-Za-z0-9_]{0,60}){0,5}\(\)"
)
_CAMEL = re.compile(
    r"(?<![A-Za-z0-9À-ɏ_$%{@#./\-<&\\])"
    r"(?!(?:isi(?:Zulu|Xhosa|Ndebele)|[cdhkm](?:Ah|Bq|Gy|Hz|Nm|Pa|Sv|Wh))\b)"
    r"[a-z]{1,20}(?:[A-Z][a-z0-9]{1,20}){1,6}(?![A-Za-z0-9À-ɏ_@(/]|\.[A-Za-z])"
)
_SNAKE = re.compile(
    r"(?<![A-Za-z0-9À-ɏ_$%{@#./\-<&])[a-z][a-z0-9]{1,40}(?:_[a-z0-9]{2,40}){1,8}"
    r"(?![A-Za-z0-9À-ɏ_@(/\-]|\.[A-Za-z])"
)
_HANDLE = re.compile(
    r"(?<![A-Za-z0-9À-ɏ_@.&/])@[A-Za-z_][A-Za-z0-9_]{1,30}(?![A-Za-z0-9_@]|\.[A-Za-z])"
)
_HASHTAG = re.compile(r"(?<![\w&#/])[#＃](?=[^\W\d_])\w{2,60}")
_CODE = re.compile(
    r"(?<![A-Za-z0-9À-ɏ@#./_\-&$%{])[A-Z][A-Za-z]{0,5}(?:-?[0-9]{1,6}){1,3}"
    r"(?:[A-Za-z]{1,5}(?![A-Za-z]))?(?![A-Za-z0-9@_/]|\.[A-Za-z0-9]|-[0-9])"
    r"|(?<![A-Za-z0-9À-ɏ])(?:ISO|IEC|DIN|EN|IEEE|RFC|ANSI|ASTM) [0-9]{2,5}(?:-[0-9]{1,4})?(?![0-9])"
)
_NO_CODE = re.compile(
    r"(?:Q[1-4]|[HS][12]|(?:FY|SS|AW|FW)-?[0-9]+|G-?[0-9]{1,2}|N[or]-?[0-9]+|F1|U-?[0-9]{2}|T20.*|P[1-4]|"
    r"WW[12I]|(?:GMT|UTC)[-+]?[0-9]+|COVID-?[0-9]+|[A-Z][a-z]{2,}-?[0-9]+|[A-Za-z]{4,}[0-9]|[A-Z]+(?:19|20)[0-9]{2})"
)
"""What looks like a code and is put into words: quarters, teams, wars; also "FILE1"."""
_TRAILING = ".,;:!?'\"*_"


def copies(kind: str, text: str) -> list[Copy]:
    """What of a kind is to be copied, in order. Kinds: the keys of `KINDS`."""
    return list(KINDS[kind](text))


def _urls(text: str) -> Iterator[Copy]:
    for match in _URL.finditer(text):
        if not _in_attribute(text, match.start()):
            address = _trimmed(match[0])
            yield Copy(match.start(), match.start() + len(address), address, page_key(address))


def _in_attribute(text: str, start: int) -> bool:
    """Whether an address is the value of a tag's attribute, which the kind `markup` compares."""
    return text[max(start - 2, 0) : start] in ('="', "='")


def _trimmed(address: str) -> str:
    """An address without what belongs to the sentence around it."""
    while address:
        last = address[-1]
        opening = {")": "(", "]": "["}.get(last)
        if last in _TRAILING or (opening and address.count(opening) < address.count(last)):
            address = address[:-1]
        else:
            break
    return address


def page_key(address: str) -> str:
    """An address without its scheme, `www.`, and the slash at its end: what it leads to."""
    return re.sub(r"^(?:[a-z]+://)?(?:www\.)?", "", address.lower()).rstrip("/")


def _plain(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Copy]]:
    def find(text: str) -> Iterator[Copy]:
        for match in pattern.finditer(text):
            yield Copy(*match.span(), match[0], match[0])

    return find


_PER = re.compile(
    r"/(?!usr|etc|var|bin|dev|home|lib|mnt|opt|proc|root|run|srv|sys|tmp)[a-z]+/[a-z]+"
)
"""A price per this and that, where nothing else stands there: "/person/night"."""
_EXAMPLE = re.compile(r"[a-z]+\.[a-z0-9]+")
"""A file that examples make up: archive.tar."""


def _paths(text: str) -> Iterator[Copy]:
    for match in _PATH.finditer(text):
        path = match[0].rstrip(".")
        per = path == text.strip() and _PER.fullmatch(path)
        per = per or ("xample" in text and _EXAMPLE.fullmatch(path))
        if not (per or path.startswith("/path/to") or "://" in path):
            yield Copy(match.start(), match.start() + len(path), path, path)


def _is_argument(code: str, text: str) -> bool:
    """Whether a manual names an argument so, which is put into words: DIR1 beside DIR or DIR2."""
    name = code[:-1]
    if not (len(name) >= _ARGUMENT and name.isalpha() and name.isupper() and code[-1].isdigit()):
        return False
    others = re.findall(rf"(?<![A-Za-z0-9]){name}[0-9]?(?![A-Za-z0-9])", text[:_LONGEST])
    return len({*others}) > 1


_ARGUMENT, _LONGEST = 3, 4000
"""Letters of the name of an argument at least, and characters looked at."""


def _codes(text: str) -> Iterator[Copy]:
    for match in _CODE.finditer(text):
        if not (_NO_CODE.fullmatch(match[0]) or _is_argument(match[0], text)):
            key = re.sub(r"[^A-Z0-9]", "", match[0].removesuffix("s").upper())
            yield Copy(*match.span(), match[0], key)


def _hashtags(text: str) -> Iterator[Copy]:
    for match in _HASHTAG.finditer(text):
        yield Copy(*match.span(), match[0], match[0][1:].lower())


KINDS: Mapping[str, Callable[[str], Iterator[Copy]]] = {
    "url": _urls,
    "domain": _plain(_BARE),
    "email": _plain(_EMAIL),
    "path": _paths,
    "option": _plain(_OPTION),
    "call": _plain(_CALL),
    "camel": _plain(_CAMEL),
    "snake": _plain(_SNAKE),
    "handle": _plain(_HANDLE),
    "hashtag": _hashtags,
    "code": _codes,
}
"""`camel` is iPhone, `snake` max_size. Name of a kind to what finds it."""
