"""Blood tests: what she copied from the report, drawn on a log scale, and what published limits say of two values."""
