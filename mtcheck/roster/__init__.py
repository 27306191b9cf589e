"""Who and what a document names: all renderings of each name, beside each other."""

from mtcheck.roster.run import name_tables

__all__ = ["name_tables"]
