"""Which reader reads which format: one line each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from mtcheck.errors import InputError, UsageError
from mtcheck.readers.base import STDIN, Reader, peel
from mtcheck.readers.naming import language_suffix

FORMATS = {
    ".txt": "mtcheck.readers.text:TextReader",
    ".text": "mtcheck.readers.text:TextReader",
    ".moses": "mtcheck.readers.moses:MosesReader",
    ".jsonl": "mtcheck.readers.jsonl:JsonlReader",
    ".ndjson": "mtcheck.readers.jsonl:JsonlReader",
    ".parquet": "mtcheck.readers.parquet:ParquetReader",
    ".tsv": "mtcheck.readers.table:TsvReader",
    ".csv": "mtcheck.readers.table:CsvReader",
    ".po": "mtcheck.readers.po:PoReader",
    ".pot": "mtcheck.readers.po:PoReader",
    ".xlf": "mtcheck.readers.xliff:XliffReader",
    ".xliff": "mtcheck.readers.xliff:XliffReader",
    ".tmx": "mtcheck.readers.tmx:TmxReader",
    ".md": "mtcheck.readers.markdown:MarkdownReader",
    ".markdown": "mtcheck.readers.markdown:MarkdownReader",
    ".html": "mtcheck.readers.html:HtmlReader",
    ".htm": "mtcheck.readers.html:HtmlReader",
    ".xhtml": "mtcheck.readers.html:HtmlReader",
    ".docx": "mtcheck.readers.docx:DocxReader",
    ".srt": "mtcheck.readers.subtitles:SubtitleReader",
    ".vtt": "mtcheck.readers.subtitles:SubtitleReader",
    ".json": "mtcheck.readers.jsonkeys:JsonKeysReader",
    ".yaml": "mtcheck.readers.yamlkeys:YamlKeysReader",
    ".yml": "mtcheck.readers.yamlkeys:YamlKeysReader",
    ".xml": "mtcheck.readers.xmlfiles:XmlReader",
    ".properties": "mtcheck.readers.properties:PropertiesReader",
}
"""Suffix to `module:class`, imported on use. Without its dot it is a name for `--input-format`.
A suffix that is a language, as in `corpus.en`, stands for `.moses`."""


NAMED_ONLY = frozenset({".moses", ".json", ".yaml", ".yml", ".xml", ".properties", ".pot"})
"""Suffixes of many kinds of files: those that hold texts are named, not found in folders."""


def suffix_of(path: str) -> str:
    """The suffix that names the format; a language for a suffix means `.moses`."""
    suffix = Path(peel(path)[0]).suffix.lower()
    return ".moses" if suffix not in FORMATS and language_suffix(path) else suffix


def open_reader(path: str, input_format: str | None = None) -> Reader:
    """The reader by `input_format` or else by the suffix of `path`; standard input is text."""
    if input_format is not None:
        suffix = "." + input_format.lower()
        if suffix not in FORMATS:
            known = ", ".join(sorted(name[1:] for name in FORMATS))
            raise UsageError(f"unknown input format '{input_format}'", hint=f"use one of: {known}")
    else:
        suffix = ".txt" if path in ("-", STDIN) else suffix_of(path)
        if suffix not in FORMATS:
            raise InputError(
                f"unknown file type '{suffix}'" if suffix else "the file name has no suffix",
                path=path,
                hint=f"name the format by --input-format; known suffixes: {', '.join(FORMATS)}",
            )
    module, name = FORMATS[suffix].split(":")
    reader: Reader = getattr(import_module(module), name)()
    return reader
