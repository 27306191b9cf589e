"""What `mtcheck init` finds in a folder and writes into it."""
