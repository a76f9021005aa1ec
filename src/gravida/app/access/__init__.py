"""Who and what can see this now: open windows, ways to open it, copies made; and a change of passphrase."""
