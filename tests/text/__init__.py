"""Columns, views, patterns, languages."""
