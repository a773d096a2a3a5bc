"""What is put on paper: its values, and the writers that turn them into files."""
