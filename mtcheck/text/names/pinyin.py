"""Chinese syllables in Latin script (Hanyu Pinyin without tones)."""

from __future__ import annotations

import re

_FINALS = {
    "": "a ai an ang ao e en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ü üe v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo ü üe v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = sorted((i + f for i, finals in _FINALS.items() for f in finals.split()), key=len)
_WORD = re.compile(f"(?:(?:{'|'.join(reversed(SYLLABLES))})['’-]?){{1,4}}")

SURNAMES = frozenset(
    """
ai an ao bai bao bi bian bo cai cao cen chai chang che chen cheng chi chu cong cui dai dang deng
di diao ding dong dou du duan fan fang fei feng fu gan gao ge geng gong gou gu guan gui guo han
hao he hong hou hu hua huang huo ji jia jian jiang jiao jie jin jing ju kang ke kong kuang lai
lan lang le lei leng li lian liang liao lin ling liu long lou lu luan luo lv lyu ma mao mei meng
mi miao min ming mo mou mu ni nie ning niu ou pan pang pei peng piao qi qian qiang qiao qin qiu
qu quan ran rao ren ruan sang seng sha shan shang shao shen sheng shi shu si song su sui sun tai
tan tang tao teng tian tong tu wan wang wei wen weng wu xi xia xian xiang xiao xie xin xing
xiong xu xue yan yang yao ye yi yin ying you yu yuan yue zang zeng zha zhai zhan zhang zhao zhen
zheng zhi zhong zhou zhu zhuang zhuo zong zou zuo
""".split()
)
"""How Chinese surnames of one character are written."""


def is_pinyin(word: str) -> bool:
    """Whether a word can be read as one to four Chinese syllables."""
    return _WORD.fullmatch(word.casefold()) is not None
