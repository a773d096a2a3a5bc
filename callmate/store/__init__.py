"""Keeps calls, keys and settings privately on the disk."""
