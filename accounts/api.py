"""REST: getting, renewing and ending tokens, and the person behind them."""

from django.contrib.auth import logout
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import GenericAPIView, RetrieveUpdateAPIView
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from accounts import tokens
from accounts.errors import InvalidToken
from accounts.key_access import NO_KEYS, WithinScope
from accounts.serializers import (
    CredentialsSerializer,
    LogoutSerializer,
    MeSerializer,
    ProblemSerializer,
    RefreshSerializer,
    RegisteredSerializer,
    RegisterSerializer,
    TokenPairSerializer,
)

PROBLEM = OpenApiResponse(ProblemSerializer)


class OpenDoor(GenericAPIView):
    """A route for people who have no token yet; what they send says who they are."""

    authentication_classes = []
    permission_classes = [AllowAny]

    def valid(self):
        serializer = self.get_serializer(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


@extend_schema(tags=["auth"], responses={202: RegisteredSerializer, 400: PROBLEM, 429: PROBLEM})
class Register(OpenDoor):
    """Create an account; the person confirms the address by the link in the mail, then logs in."""

    serializer_class = RegisterSerializer

    def post(self, request):
        tokens.register(request._request, **self.valid())
        return Response({"detail": _("Confirm your e-mail address by the link we have sent you, then log in.")}, status=202)


@extend_schema(tags=["auth"], responses={200: TokenPairSerializer, 401: PROBLEM, 403: PROBLEM, 429: PROBLEM})
class Login(OpenDoor):
    """Exchange e-mail address and password for an access and a refresh token."""

    serializer_class = CredentialsSerializer

    def post(self, request):
        pair = tokens.sign_in(request._request, **self.valid())
        return Response(TokenPairSerializer(pair).data)


@extend_schema(tags=["auth"], responses={200: TokenPairSerializer, 401: PROBLEM})
class Refresh(OpenDoor):
    """Exchange a refresh token for a new pair; the old refresh token ends."""

    serializer_class = RefreshSerializer

    def post(self, request):
        return Response(TokenPairSerializer(tokens.refresh(self.valid()["refresh_token"])).data)


@extend_schema(tags=["auth"], responses={204: None, 401: PROBLEM})
class Logout(GenericAPIView):
    """End this session, named by the access token or by a refresh token; its tokens are refused from now on."""

    permission_classes = [AllowAny, WithinScope]
    serializer_class = LogoutSerializer
    key_scopes = NO_KEYS

    def post(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if request.user.is_authenticated and request.auth is None:
            logout(request._request)  # signed in by the browser's cookie
        elif not tokens.revoke(access_payload=request.auth, **serializer.validated_data):
            raise InvalidToken(_("Send the access token, or a valid refresh_token."))
        return Response(status=204)


@extend_schema(tags=["auth"])
class Me(RetrieveUpdateAPIView):
    """The person that this token speaks for."""

    serializer_class = MeSerializer
    key_scopes = {"PATCH": NO_KEYS}
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self):
        return self.request.user
