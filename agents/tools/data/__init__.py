"""Tools over tables of any kind: what they hold, sums by group, charts."""
