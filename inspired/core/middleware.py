"""What every request passes through that is ours."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _

from inspired.core.memory import remembering
from inspired.core.moments import shown_by_clock_of
from inspired.core.signing_in import browser_in_words, needs_second_factor
from inspired.core.uploads import LARGEST

Answer = Callable[[HttpRequest], HttpResponseBase]
SAID_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)
METHODS = ("GET", "HEAD", "POST")
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
}

PRESSED = "pressed"  # what a session remembers of somebody who pressed a button while signed out
AROUND = 2 * 1024 * 1024  # the form around a file of the largest size
THROWN_AWAY, THROWN_AWAY_AT_ONCE, THROWN_AWAY_SECONDS = 64 * 1024 * 1024, 256 * 1024, 20
THROWING_AWAY = threading.BoundedSemaphore(1)  # a slow sender may hold one thread of the server, never all of them
COMPRESSED = {"text/html", "text/plain", "text/csv", "text/calendar", "application/json"}


def believe_known_proxies(get_response: Answer) -> Answer:
    """Take the client's address and scheme from the named proxies; drop what anybody else says about them."""
    networks = [ip_network(network, strict=False) for network in settings.TRUSTED_PROXIES]

    def known(address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in networks)
        except ValueError:
            return False

    def middleware(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        if known(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
            client = next((hop for hop in reversed(hops) if not known(hop)), "")
            if client:
                meta["REMOTE_ADDR"] = client
        else:
            for name in SAID_BY_PROXIES:
                meta.pop(name, None)
        return get_response(request)

    return middleware


def add_headers(get_response: Answer) -> Answer:
    """Put on every answer what Django and django-csp do not; pages that read a session are never kept by caches."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        session = getattr(request, "session", None)
        if session is not None and session.accessed:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def compress_text(get_response: Answer) -> Answer:
    """Compress pages and tables for slow connections; files that are packed already pass as they are.

    Django pads every answer by a random length, so that lengths tell nothing about what a page repeats (BREACH); its
    form tokens are masked anew each time, and sessions are not sent along with requests from other sites.
    """
    packer = GZipMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        return packer.process_response(request, response)

    return middleware


def refuse_other_methods(get_response: Answer) -> Answer:
    """Answer 405 to every method that no page of ours knows, whoever asks and whatever for."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return middleware


def refuse_what_is_too_large(get_response: Answer) -> Answer:
    """Answer 413 with a page, from its announced length, to a form that is larger than the largest file its page takes.

    Stands before whatever reads forms, and answers when the person and their language are known. What is on its way is
    read and thrown away within bounds, of one sender at a time: a browser that is cut off while it sends shows
    "connection reset", not the page.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponseBase | None:
        largest = getattr(view, "largest", LARGEST)
        length = request.META.get("CONTENT_LENGTH") or ""
        if not str(length).isdecimal() or int(length) <= largest + AROUND:
            return None
        asks_first = "HTTP_EXPECT" in request.META  # and has sent nothing yet
        if not asks_first and THROWING_AWAY.acquire(blocking=False):
            try:
                _throw_away(request)
            finally:
                THROWING_AWAY.release()
        return render(request, "413.html", {"megabytes": largest // 1024**2}, status=413)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _throw_away(request: HttpRequest) -> None:
    """Read what a browser is sending, up to so many bytes and seconds, and keep nothing."""
    read, until = 0, time.monotonic() + THROWN_AWAY_SECONDS
    while read < THROWN_AWAY and time.monotonic() < until:
        try:
            part = request.read(THROWN_AWAY_AT_ONCE)
        except OSError:  # reason: who broke off sending reads no answer either
            return
        if not part:
            return
        read += len(part)


def remember_within_request(get_response: Answer) -> Answer:
    """Open a memory for the length of each request (see ``inspired.core.memory``)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with remembering():
            return get_response(request)

    return middleware


class ShownByItsClock:
    """Shows all moments on a page about a dialogue by the clock of its place: one day, one clock on all its pages.

    Only while the page is rendered: views and verbs, and what templates ask of rules and rows, reckon as they do elsewhere.
    A class, because Django asks whose method it is that changes an answer before it is rendered.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Change nothing on the way in."""
        return self.get_response(request)

    def process_template_response(self, _request: HttpRequest, response: Any) -> Any:
        """Render the page by the clock of the dialogue that stands in its context."""
        zone = getattr((response.context_data or {}).get("dialogue"), "time_zone", "")
        if not zone:
            return response
        with shown_by_clock_of(zone):
            return response.render()


def ask_for_second_factor(get_response: Answer) -> Answer:
    """Send whoever needs a second factor and has none to the page where it is set up; nothing else opens before."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            if "agent" not in request.session:
                request.session["agent"] = browser_in_words(request)
            if not request.path.startswith("/accounts/") and _lacks_second_factor(request):
                return redirect(reverse("mfa_index"))
        return get_response(request)

    return middleware


def lead_back_to_the_page(get_response: Answer) -> Answer:
    """Lead whoever pressed a button while signed out, and has signed in, to the page on which the button stands.

    Signing in leads to the address that the button asked. One that takes forms alone is no page: nearest above it is the page
    it belongs to. Everybody else who opens such an address reads a page that says so. Nothing is done either way.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "POST" and not request.user.is_authenticated and _leads_to_sign_in(response):
            request.session[PRESSED] = request.path
        if request.method != "GET" or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        if request.user.is_authenticated and request.session.get(PRESSED) == request.path:
            request.session[PRESSED] = above = _page_above(request.path)
            messages.warning(
                request, _("You were signed out meanwhile, and nothing was done. Please press the button again.")
            )
            return redirect(above)
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def _leads_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == HTTPStatus.FOUND and response["Location"].startswith(
        f"{resolve_url(settings.LOGIN_URL)}?"
    )


def _page_above(path: str) -> str:
    """Return the nearest address above that exists; the first page at the latest."""
    above = f"{path.rstrip('/').rpartition('/')[0]}/"
    while above != "/" and not is_valid_path(above):
        above = f"{above.rstrip('/').rpartition('/')[0]}/"
    return above


def _lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return needs_second_factor(user) and not Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists()  # type: ignore[arg-type]
