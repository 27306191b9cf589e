"""One file a format, and the contract of all."""
