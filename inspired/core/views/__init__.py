"""Pages of the shared floor: one's own account, language, health, and what is said when something goes wrong."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import loader
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as change_language

from inspired.core import services
from inspired.core.access import public, requires, signed_in
from inspired.core.adapters import remember_language
from inspired.core.forms import ProfileForm
from inspired.core.models import SignIn


@public
@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and is migrated; nothing more, to nobody in particular."""
    ready = _database_is_ready()
    return HttpResponse(
        "ok" if ready else "not ready",
        status=200 if ready else 503,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def _database_is_ready() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name and language, and the ways to everything else about the account."""
    user = request.user
    form = ProfileForm.for_user(user, request.POST or None, get_language() or "")  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        services.rename_person(user.person, name=form.cleaned_data["name"], by=user)  # type: ignore[union-attr,arg-type]
        services.choose_language(user, language=form.cleaned_data["language"], by=user)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        response = redirect("profile")
        remember_language(response, form.cleaned_data["language"])
        return response
    context = {"form": form, "has_second_factor": is_mfa_enabled(user)}
    return TemplateResponse(request, "core/profile.html", context)


@signed_in
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    sessions = SignIn.objects.visible_to(request.user)
    context = {"sessions": sessions, "current": request.session.session_key}
    return TemplateResponse(request, "core/session_list.html", context)


@requires("core.end_session", SignIn, handle="handle")
@require_POST
def session_end(request: HttpRequest, session: SignIn) -> HttpResponse:
    """Sign one browser out."""
    services.end_session(session, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("That browser is signed out."))
    return redirect("session_list")


@signed_in
@require_POST
def session_end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    services.end_other_sessions(request.user, keep=request.session.session_key, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("session_list")


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of pages, here and, for whoever is signed in, in the account."""
    response = change_language(request)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        response.cookies.clear()  # Django knows more languages than are offered here
    if request.user.is_authenticated and response.cookies:
        services.choose_language(request.user, language=language, by=request.user)
    return response


def not_found(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for what is hidden and for what never existed: no request, no token, no name."""
    return HttpResponse(loader.get_template("404.html").render({}), status=404)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Visible, but not theirs to do."""
    return HttpResponse(loader.get_template("403.html").render({}, request), status=403)


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no browser of ours sends."""
    return HttpResponse(loader.get_template("400.html").render({}), status=400)


def failed(_request: HttpRequest) -> HttpResponse:
    """Something broke; said without touching the database again."""
    return HttpResponse(loader.get_template("500.html").render({}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do when a form was open too long or cookies are off; what was typed is one step back."""
    return HttpResponse(loader.get_template("403_csrf.html").render({}), status=403)
