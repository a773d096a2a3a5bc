"""Writes down what is said in a recording, in a process of its own and on this computer only."""
