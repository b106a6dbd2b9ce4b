"""How the OpenAPI document names our way of signing in."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class AccessToken(OpenApiAuthenticationExtension):
    target_class = "allauth.headless.contrib.rest_framework.authentication.JWTTokenAuthentication"
    name = "accessToken"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class ApiKey(OpenApiAuthenticationExtension):
    target_class = "accounts.key_access.ApiKeyAuthentication"
    name = "apiKey"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rag-…"}


IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 200},
    "description": "Any text of your own. Sent again within a day with the same key, the request is not carried out twice.",
}


def tell_of_idempotency(result, generator, request, public):
    """Add the header to every write, as accounts.idempotency reads it."""
    for path, operations in result["paths"].items():
        for method in operations.keys() & {"post", "put", "patch", "delete"}:
            if not path.startswith("/api/auth/"):
                operations[method].setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    return result
