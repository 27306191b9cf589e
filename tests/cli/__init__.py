"""The command, with cases as data."""
