"""Letters: patterns in each language, filled with the facts of a case."""
