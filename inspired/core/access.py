"""The access door: which rows exist for you, and what you may do with one. Every view passes here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse

from inspired.core.commit import past_deadlock
from inspired.core.memory import forget

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from inspired.core.models.people import User

Anyone: TypeAlias = "User | AnonymousUser"
Rule = Callable[[Any, Any], bool]
View = Callable[..., HttpResponse]
Ruled = TypeVar("Ruled", bound=Rule)
RULES: dict[str, Rule] = {}
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Policy:
    """What a view declared about itself: public, for anyone signed in, or a rule on a model's row."""

    kind: str
    rule: str = ""
    model: type[models.Model] | None = None


def rule(function: Ruled) -> Ruled:
    """Register a rule under ``app.verb_noun``: role and state together, asked by pages and requests alike."""
    path = function.__module__.split(".")  # ``permissions`` is a file of its app, or a folder with one file a concern
    name = f"{path[path.index('permissions') - 1 if 'permissions' in path else -2]}.{function.__name__}"
    if name in RULES:
        raise ValueError(f"The rule {name} exists already.")
    RULES[name] = function
    return function


def may(user: Anyone, name: str, obj: Any) -> bool:
    """Answer a rule; inactive accounts may nothing. Raises KeyError for a rule that does not exist."""
    decide = RULES[name]
    if user.is_authenticated and not user.is_active:
        return False
    return decide(user, obj)


def require(user: Anyone, name: str, obj: Any) -> None:
    """Raise PermissionDenied unless the rule says yes; for verbs that are called from elsewhere than a view."""
    if not may(user, name, obj):
        raise PermissionDenied(name)


def public(view: View) -> View:
    """Open a view to everybody, on purpose."""
    view.login_required = False  # type: ignore[attr-defined]
    view.policy = Policy("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Open a view to whoever is signed in; its rows come from ``visible_to``."""
    view.policy = Policy("signed_in")  # type: ignore[attr-defined]
    return view


def requires(
    name: str, model: type[models.Model], *, related: tuple[str, ...] = (), **lookup: str
) -> Callable[[View], View]:
    """Find a row among those visible to the person and ask the rule, then call ``view(request, row, …)``.

    ``lookup`` maps field paths to URL arguments (``dialogue__slug="slug", pk="call_id"``; ``pk="pk"`` by default), so
    that a child is only ever found under its parent. Answers 404 for an invisible row, 403 for a visible one that is
    not theirs to act on, and the sign-in page for whoever is anonymous.
    """
    paths = lookup or {"pk": "pk"}

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            row = _find(request, model, {path: kwargs.pop(argument) for path, argument in paths.items()}, related)
            if row is not None and may(request.user, name, row):
                return _answered(request, lambda: view(request, row, **kwargs))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if row is None:
                raise Http404
            raise PermissionDenied(name)

        guarded.login_required = False  # type: ignore[attr-defined]
        guarded.policy = Policy("rule", name, model)  # type: ignore[attr-defined]
        return guarded

    return decorate


def _answered(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Call a view; once more, its files wound back, when the database broke it off for the sake of somebody else's."""

    def wind_back() -> None:
        forget()
        for _field, files in request.FILES.lists():
            for file in files:
                file.seek(0)

    return past_deadlock(view, before_again=wind_back)


def _among(manager: Any, user: Anyone, filters: dict[str, Any]) -> Any:
    """Return what is visible to a person, of one place alone where the address names it and the rows know a shorter question."""
    place = next((value for path, value in filters.items() if path.endswith("slug")), None)
    if place is not None and (within := getattr(manager, "visible_at", None)) is not None:
        return within(user, place)
    return manager.visible_to(user)


def _find(
    request: HttpRequest, model: type[models.Model], filters: dict[str, Any], related: tuple[str, ...]
) -> models.Model | None:
    if any(isinstance(value, int) and value > LARGEST_KEY for value in filters.values()):
        return None  # no row has such a number, and SQLite would not even look
    rows = _among(model._default_manager, request.user, filters)
    found: models.Model | None = (
        rows.select_related(*related).filter(**filters).first() if related else rows.filter(**filters).first()
    )
    return found
