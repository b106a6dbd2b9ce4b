"""`/mcp`: searching and asking for assistants that speak the Model Context Protocol.

door.py guards the way in and knows nothing of the protocol; the rest is loaded with the first request that gets
through (a second and 50 MB that an installation without such clients does not spend).
"""
