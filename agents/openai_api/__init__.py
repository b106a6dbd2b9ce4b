"""`/v1`: projects, agents and embedding models for clients that speak the OpenAI protocol."""
