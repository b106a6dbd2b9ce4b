import sys

# httpx brings its command line along (rich, pygments, click): half a second and 10 MB for each process that never types.
sys.modules.setdefault("httpx._main", None)
