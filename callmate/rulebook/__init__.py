"""Reads the rules, ours and the owner's, and knows which days are working days."""
