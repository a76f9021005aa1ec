"""Forms to write down a pregnancy and a scan: nothing is chosen beforehand, and an empty answer is unknown."""
