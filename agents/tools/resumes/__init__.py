"""Reading résumés and comparing them with job posts, without a language model."""
