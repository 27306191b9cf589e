"""Corpora: parallel text cut into shards, each checked by itself and written as tables."""
