"""The report analyzer: figures of financial statements by period, each with its place, and what follows from them."""
