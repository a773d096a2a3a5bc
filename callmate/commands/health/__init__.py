"""Looks at everything that may be wrong, one room of the program after the other."""
