"""The door: setting up, opening, the recovery code, locking, leaving."""
