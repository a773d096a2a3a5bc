"""Helps a person through a phone call that matters, and keeps what was said."""

__version__ = "0.1.0"
