"""Values and rules of a call; no files, no clock, no screen."""
