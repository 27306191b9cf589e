"""Where a check runs. Every runner calls `Engine.check`, one batch at a time."""
