"""Statutes, regulations and policies: their provisions, found by number and by meaning."""
