"""What is due in every open case, read again only where something changed."""
