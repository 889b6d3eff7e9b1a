"""Keeps what an expired session was about to save, through the sign-in, until it is saved. Texts only, no files."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

KEY = "typed_before_sign_in"
LONGEST = 200_000


def kept_through_sign_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a signed-out POST in the session before the door sends the person to sign in; asks nothing about the row."""

    @wraps(view)
    def keeping(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request)
        return view(request, **kwargs)

    return keeping


def _keep(request: HttpRequest) -> None:
    typed = {name: value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"}
    if sum(len(name) + len(value) for name, value in typed.items()) > LONGEST:
        messages.error(request, _("You were signed out, and the text is too long to keep. Go back and copy it first."))
        return
    request.session[KEY] = {"path": request.path, "typed": typed}
    messages.warning(request, _("You were signed out meanwhile. What you typed is kept: sign in to go on."))


def kept(request: HttpRequest) -> dict[str, str]:
    """Return what was typed at this address before signing in, or nothing."""
    stored = request.session.get(KEY) or {}
    return stored.get("typed", {}) if stored.get("path") == request.path else {}


def forget_kept(request: HttpRequest) -> None:
    """Drop what was kept, once it is saved."""
    request.session.pop(KEY, None)
