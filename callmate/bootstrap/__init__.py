"""Sets CallMate up on a computer that has nothing but Python; the standard library only."""
