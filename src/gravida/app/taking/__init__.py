"""Take everything with you: readable pages, data and a table in one encrypted file, and bringing such a file in."""
