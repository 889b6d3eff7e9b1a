"""Keeps what was typed into a form when the sign-in ran out meanwhile, until the same person is back in that browser.

Every page with a form behind a rule is decorated with ``@keeps_typed``; a test asks all routes. It leaves a sealed cookie that says whose form this browser shows. A form that
arrives without a sign-in has passed the check of its token as every form does; its words, never its files, are sealed
into a row of that person. They come back into the form, unsent, for that person in that browser alone. What must not lie anywhere before it is sent
– a message in confidence, an answer without a name – is declared with ``@forgets_typed`` instead, and the sign-in page says
that it was not kept. Pages that take a password stand behind no rule and keep nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from inspired.core.models.keeping import KeptForm
from inspired.core.models.people import User
from inspired.core.sealing import SealBroken, seal, unseal

LONGEST = 250_000  # characters of a whole form
MOST = 10  # forms of one person; the oldest gives way
KEEP = timedelta(hours=24)
COOKIE_AGE = 60 * 24 * 60 * 60
PURPOSE = "keeping"
DROPPED = ("csrfmiddlewaretoken", "step", "then", "draft")
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Keep what is typed into this view's form through a sign-in; the view fills its form from ``as_typed(request)``."""

    @wraps(view)
    def keeping(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        owner, browser = _whose(request)
        if not request.user.is_authenticated:
            if request.method == "POST" and owner is not None:
                _keep(request, owner, browser)
            return view(request, **kwargs)
        if request.method == "GET":
            _bring_back(request, browser)
        response = view(request, **kwargs)
        if request.method == "POST" and response.status_code not in {403, 404}:
            KeptForm.objects.filter(account=request.user.pk, place=_place(request, browser)).delete()
        if request.method == "GET":
            _remember(response, request.user.pk, browser)
        return response

    keeping.keeps_typed = True  # type: ignore[attr-defined]
    return keeping


def forgets_typed(view: View) -> View:
    """Keep nothing of what is typed into this view's form, and say so to whoever sends it signed out."""

    @wraps(view)
    def forgetting(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            messages.warning(
                request,
                _(
                    "You were signed out meanwhile, and what you wrote was not kept. Go back with your browser and copy it first."
                ),
            )
        return view(request, **kwargs)

    forgetting.forgets_typed = True  # type: ignore[attr-defined]
    return forgetting


def as_typed(request: HttpRequest) -> QueryDict | None:
    """Return what a form is to be filled with: what is being sent, or what was kept for this page, or nothing."""
    if request.method == "POST":
        return request.POST or None
    return getattr(request, "brought_back", None)


def forget_expired() -> int:
    """Delete what nobody came back for; return how many."""
    return KeptForm.objects.filter(expires_at__lte=timezone.now()).delete()[0]


def _cookie_name() -> str:
    return "__Host-typing" if settings.SESSION_COOKIE_SECURE else "typing"


def _whose(request: HttpRequest) -> tuple[int | None, str]:
    """Return whose form this browser showed last and the browser's own random name, a new one if it has none."""
    try:
        said = unseal(request.COOKIES.get(_cookie_name(), "").encode())
    except SealBroken:
        return None, secrets.token_hex(32)
    if said.get("for") != PURPOSE:
        return None, secrets.token_hex(32)
    return int(said["account"]), str(said["browser"])


def _remember(response: HttpResponse, account: int, browser: str) -> None:
    value = seal({"for": PURPOSE, "account": account, "browser": browser}).decode()
    response.set_cookie(
        _cookie_name(),
        value,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _place(request: HttpRequest, browser: str) -> str:
    key = hmac.new(force_bytes(settings.SECRET_KEY), b"inspired.core.keeping", hashlib.sha256).digest()
    return hmac.new(key, f"{browser}\0{request.get_full_path()}".encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def _keep(request: HttpRequest, account: int, browser: str) -> None:
    words = {name: values for name, values in request.POST.lists() if name not in DROPPED}
    if sum(len(name) + sum(map(len, values)) for name, values in words.items()) > LONGEST:
        messages.error(request, _("You were signed out, and the text is too long to keep. Go back and copy it first."))
        return
    if not User.objects.select_for_update(of=("self",)).filter(pk=account, is_active=True).exists():
        return
    KeptForm.objects.update_or_create(
        account_id=account,
        place=_place(request, browser),
        defaults={"sealed": seal({"words": words}), "expires_at": timezone.now() + KEEP},
    )
    recent = KeptForm.objects.filter(account=account).order_by("-expires_at", "-pk").values("pk")[:MOST]
    KeptForm.objects.filter(account=account).exclude(pk__in=[row["pk"] for row in recent]).delete()
    if "application/json" in request.headers.get("Accept", ""):
        return  # a script sends again and again, and nobody reads its answer
    messages.warning(request, _("You were signed out meanwhile. What you typed is kept: sign in to go on."))


def _bring_back(request: HttpRequest, browser: str) -> None:
    kept = KeptForm.objects.visible_to(request.user).filter(place=_place(request, browser)).first()
    if kept is None:
        return
    try:
        words = unseal(kept.sealed)["words"]
    except SealBroken:
        return
    filled = QueryDict(mutable=True)
    for name, values in words.items():
        filled.setlist(name, values)
    request.brought_back = filled  # type: ignore[attr-defined]
    messages.warning(
        request,
        _(
            "You were signed out while you were writing. What you typed is below again; nothing has been sent or saved yet. "
            "Files have to be chosen once more."
        ),
    )
