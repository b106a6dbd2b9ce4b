"""Judgments, contracts and policies side by side."""
