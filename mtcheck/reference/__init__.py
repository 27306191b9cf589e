"""Metrics that need a reference translation."""
