"""What is put on paper: a case, a call, a dossier, a calendar."""
