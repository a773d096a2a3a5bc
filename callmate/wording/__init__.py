"""The words for what the domain knows by an id."""
