"""Photos of hers: taken in by a program of its own that keeps only the picture, shown small, replaced and removed."""
