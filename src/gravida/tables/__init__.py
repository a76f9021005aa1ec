"""Many rows: the rules over any DataFrame, file or cluster. Nothing clinical is decided here."""
