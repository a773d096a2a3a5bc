"""E-mails and PEC receipts that the owner has: read, and filed in a case."""
