"""A case on paper: what it tells, and the fingerprints that stand at its foot."""
