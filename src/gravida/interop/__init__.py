"""Other systems' formats, as translations of the record. No clinical knowledge: codes and units, nothing computed."""
