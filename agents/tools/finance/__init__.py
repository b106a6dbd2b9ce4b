"""The financial calculator: formulas with their working, and questions in English and Thai read into them."""
