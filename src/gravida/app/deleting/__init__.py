"""Delete everything: one page that says what goes and what it cannot reach, and asks once."""
