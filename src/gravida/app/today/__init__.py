"""The first page: what matters now, by the state of the pregnancy it is about."""
