"""What agents can do. One module or folder a tool; `registry.py` lists them."""
