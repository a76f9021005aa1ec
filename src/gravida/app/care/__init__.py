"""After an end: what happens now, the ways side by side, and what each body prints. Nothing here is an instruction."""
