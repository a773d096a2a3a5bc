"""A call that is past, and its sound."""
