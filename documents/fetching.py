"""Bringing in what an address points to, as the original of a revision that was added by address."""
def fetch_original(revision, lease):
    if revision.file:
        return
    raise NotImplementedError
