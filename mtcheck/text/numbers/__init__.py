"""Numbers of both sides as values, and where they disagree. `values` says what a number is."""
