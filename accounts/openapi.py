"""How the OpenAPI document names our way of signing in."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class AccessToken(OpenApiAuthenticationExtension):
    target_class = "allauth.headless.contrib.rest_framework.authentication.JWTTokenAuthentication"
    name = "accessToken"
    priority = 1

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
