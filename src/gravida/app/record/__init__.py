"""Her record: pregnancies and scans as typed documents, the forms to write them down, and how to correct them."""
