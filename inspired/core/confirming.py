"""Asks once more who is there before something that cannot be undone; whoever has a second factor shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def confirmed_lately(view: View) -> View:
    """Let a view go on only for whoever has confirmed in the last quarter of an hour that they are themselves.

    By the second factor where there is one, else by the password; who has neither must have signed in by code in that
    time. Everybody else is sent to confirm, or told to sign in anew.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and is_mfa_enabled(request.user):
            if not _confirmed(request, "mfa", again=True):
                ask = reverse("mfa_reauthenticate")
                return HttpResponseRedirect(f"{ask}?{urlencode({'next': request.get_full_path()})}")
        elif get_reauthentication_flows(request.user):
            if not _confirmed(request, "", again=True):
                raise ReauthenticationRequired
        elif not _confirmed(request, "", again=False):
            messages.warning(
                request, _("For this you must have signed in just now. Sign out, sign in by code, and come back.")
            )
            return redirect("profile")
        return view(request, *args, **kwargs)

    return asked


def _confirmed(request: HttpRequest, method: str, *, again: bool) -> bool:
    records = get_authentication_records(request, request.user)
    fitting = [
        one["at"]
        for one in records
        if (not method or one.get("method") == method) and (not again or one.get("reauthenticated"))
    ]
    return bool(fitting) and time.time() - max(fitting) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
