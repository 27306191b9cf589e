"""One file of cases a kind."""
