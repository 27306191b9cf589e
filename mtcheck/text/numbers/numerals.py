"""Values of Chinese, Japanese and Korean numerals: 2万4801, 一万六七千, 3억 5000만."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mtcheck.text.numbers.values import NUMERAL, key

DIGITS = {
    c: n
    for n, cs in enumerate(
        "零〇○ 一壹 二两兩俩倆贰貳 三叁參 四肆 五伍 六陆陸 七柒 八捌 九玖".split()
    )
    for c in cs
}
SCALES = {
    **dict.fromkeys("十拾십", 10.0),
    **dict.fromkeys("百佰백", 100.0),
    **dict.fromkeys("千仟천", 1000.0),
    **dict.fromkeys("万萬만", 10000.0),
    **dict.fromkeys("亿億憶억", 100000000.0),
    **dict.fromkeys("兆조", 1000000000000.0),
}
TENS = {"廿": 20.0, "卅": 30.0}
_H = "".join(DIGITS) + "".join(TENS)
VAGUE = "余餘多几幾数數来來여"
METRIC = {"千": "米瓦克卡赫帕焦伏升", "兆": "焦瓦赫帕字比伏"}
"""Where 千 is kilo and 兆 mega: 千米, 千瓦, 兆焦."""

_S = "十拾百佰千仟万萬亿億憶兆"
HAN = re.compile(
    rf"百分[之の]|{NUMERAL}(?: ?[{VAGUE}]?(?=[{_S}]))?"
    rf"(?:(?<=[{_S}])(?: (?=[0-9,.]+ ?[{_S}]))?[0-9][0-9,]*(?:\.[0-9]+)?(?: (?=[{_S}]))?"
    rf"|[{_H}{_S}]|[{VAGUE}](?=[{_S}]))*"
    rf"|[{_H}{_S}](?:[{_H}{_S}]|[{VAGUE}](?=[{_S}]))*"
)
HANGUL = re.compile(
    rf"{NUMERAL}(?: ? ?(?!만큼)[십백천만억조]+여?"
    r"(?: ?[0-9][0-9,]*(?=[십백천만억조])|[0-9][0-9,]*)?)*"
)
_PART = re.compile(rf"(?P<numeral>{NUMERAL})|(?P<digit>[{_H}])|(?P<scale>[{''.join(SCALES)}])|.")


def values_of(run: str) -> tuple[float, ...]:
    """Readings of a run of numerals, the likeliest first.

    >>> values_of("2万4801"), values_of("一万六七千"), values_of("一九九八")
    ((24801.0,), (17000.0, 16000.0), (1998.0,))
    """
    parts = [(m.lastgroup, m[0]) for m in _PART.finditer(run) if m.lastgroup]
    if len(parts) > 1 and all(group == "digit" and text in DIGITS for group, text in parts):
        return _spelled([DIGITS[text] for _, text in parts])
    values = dict.fromkeys(key(_sum(variant)) for variant in _variants(parts))
    return tuple(values)


def _spelled(digits: Sequence[int]) -> tuple[float, ...]:
    """一九九八 is 1998, 六七 may be six or seven, 九二 the year 1992."""
    together = float("".join(map(str, digits)))
    if len(digits) > 2 or 0 in digits:
        return (together,)
    return (together, float(digits[1]), float(digits[0]), 1900 + together, 2000 + together)


Part = tuple[str | None, str]


def _variants(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts, of 六七 before a scale once the second and once the first digit."""
    for index in range(len(parts) - 1):
        pair = parts[index : index + 2]
        if all(group == "digit" and DIGITS.get(text) for group, text in pair):
            for kept in (parts[index + 1], parts[index]):
                yield [*parts[:index], kept, *parts[index + 2 :]]
            return
    yield list(parts)
    if len(parts) > 2 and parts[-1][0] == "digit" and parts[-2][0] == "scale":
        scale = SCALES[parts[-2][1]]
        if scale >= 100 and parts[-1][1] in DIGITS:  # 一百五 is 150
            value = f"{DIGITS[parts[-1][1]] * scale / 10:g}"
            yield [*parts[:-1], ("numeral", value)]


def _sum(parts: Sequence[Part]) -> float:
    """Each scale multiplies what is smaller than it and stands before it: 2.5万亿, 1亿2000万."""
    stack: list[float] = []
    for group, text in parts:
        if group == "numeral":
            stack.append(float(text.replace(",", "")))
        elif group == "digit":
            stack.append(TENS.get(text) or float(DIGITS[text]))
        else:
            scale, counted = SCALES[text], 0.0
            while stack and stack[-1] < scale:
                counted += stack.pop()
            stack.append((counted or 1.0) * scale)
    return sum(stack)
