"""Something has changed: one step, no reason asked, always open to undo."""
