"""Financial reports made on the spot, each with what a careful reader finds in it."""
