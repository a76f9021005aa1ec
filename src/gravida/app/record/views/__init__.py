"""The pages of her record: the list, one pregnancy, one scan, and what was left unfinished."""
