"""What it means: pure functions and rules. No files, no network, no clock, no frames."""
