"""Summaries: the main sentences of documents, quoted; or a language model's own words, part by part."""
