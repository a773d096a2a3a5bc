"""The dossier of a case: one paper and what goes with it, for whoever can help."""
