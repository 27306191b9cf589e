"""Formats of corpora are read in flat memory: three times the file needs no more of it."""

import gc
import io
import tracemalloc

import pytest

from mtcheck.readers import ReadOptions
from mtcheck.readers.formats import open_reader

TIMES = 3
OPTIONS = ReadOptions(source_lang="de", target_lang="en")
TEXT = "A sentence of about the length that sentences of a corpus have, number {}."

HEAD, UNIT, TAIL, UNITS = 0, 1, 2, 3
SHAPES = {
    ".tmx": (
        "<tmx version='1.4'><header srclang='de'/><body>",
        "<tu><tuv xml:lang='de'><seg>{0}</seg></tuv><tuv xml:lang='en'><seg>{0}</seg></tuv></tu>\n",
        "</body></tmx>",
        10_000,
    ),
    ".po": ("", 'msgid "{0}"\nmsgstr "{0}"\n\n', "", 10_000),
    ".tsv": ("source\ttarget\n", "{0}\t{0}\n", "", 15_000),
    ".en": ("", "{0}\n", "", 15_000),
}


class Generated(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, shape, units):
        self.parts = (part.encode() for part in self._texts(shape, units))
        self.rest = b""

    def _texts(self, shape, units):
        yield shape[HEAD]
        for start in range(0, units, 100):
            numbers = range(start, start + 100)
            yield "".join(shape[UNIT].format(TEXT.format(number)) for number in numbers)
        yield shape[TAIL]

    def read(self, size=-1):
        while len(self.rest) < size and (part := next(self.parts, None)) is not None:
            self.rest += part
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken


def peak(suffix, units):
    """Bytes at most while all batches are read, and how many rows they had. Garbage goes after each
    batch: when the collector would run by itself depends on what other tests left in memory."""
    gc.collect()
    gc.freeze()
    tracemalloc.start()
    try:
        batches = open_reader(f"a{suffix}").read(
            f"a{suffix}", Generated(SHAPES[suffix], units), OPTIONS
        )
        rows = 0
        for batch in batches:
            rows += len(batch)
            gc.collect()
        return tracemalloc.get_traced_memory()[1], rows
    finally:
        tracemalloc.stop()
        gc.unfreeze()


@pytest.mark.parametrize("suffix", SHAPES)
def test_a_file_of_any_size_is_read_in_flat_memory(suffix):
    units = SHAPES[suffix][UNITS]
    few, read_few = peak(suffix, units)
    many, read_many = peak(suffix, units * TIMES)

    assert (read_few, read_many) == (units, units * TIMES)
    assert many < few * 1.3 + 500_000
