"""Tests of mtcheck."""
