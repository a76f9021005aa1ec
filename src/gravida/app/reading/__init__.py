"""What a scan means: what was written down, published tables beside it, and what each guideline prints. No verdict."""
