"""Copies of the record: a backup by a button or at the terminal, and bringing one back into an empty folder."""
