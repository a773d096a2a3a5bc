"""The screens of a case."""
