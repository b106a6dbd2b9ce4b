"""Scientific papers: what they are, what they cite, and who cites whom, without a language model."""
