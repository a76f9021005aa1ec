"""How large for its age: published standards of size, one module per source."""
