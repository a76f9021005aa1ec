"""What was published: sources, printed tables, editions. Computes nothing."""
