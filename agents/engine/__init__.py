"""How a run gets to its answer: which tools it may use, which it uses, and what is said at the end."""
