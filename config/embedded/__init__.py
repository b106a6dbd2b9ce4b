"""Services that come with the installation: Postgres with pgvector, and Redis.

Nothing here imports Django: the supervisor, the tests and the settings all use it.
"""
