"""Agents told by YAML: reading, checking and writing their definitions, and the library that comes with the installation."""
