"""Our own system checks: what Django's do not know about this project."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from inspired.core.noticing import MATTERS, leads_nowhere, lettered

SHORTEST_KEY = 32
GIVEN_AWAY = ("changeme", "change-me", "change_me", "secret", "insecure", "example", "default")


@register(Tags.database)
def sqlite_serialises_writers(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse SQLite without IMMEDIATE, foreign keys and FULL: writers would fail, and a power cut lose what was accepted."""
    found: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        if not database.get("ENGINE", "").endswith("sqlite3"):
            continue
        options = database.get("OPTIONS", {})
        pragmas = options.get("init_command", "").lower().replace(" ", "")
        if options.get("transaction_mode") != "IMMEDIATE":
            found.append(Error(f"The SQLite database {alias} must use transaction_mode IMMEDIATE.", id="inspired.E001"))
        if "foreign_keys=on" not in pragmas or "journal_mode=wal" not in pragmas:
            found.append(Error(f"The SQLite database {alias} must use WAL and foreign keys.", id="inspired.E002"))
        if "synchronous=full" not in pragmas:
            found.append(Error(f"The SQLite database {alias} must use synchronous FULL.", id="inspired.E008"))
    return found


@register(Tags.security)
def keys_are_secret(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse keys that are short, given away in documentation, or used twice."""
    found: list[CheckMessage] = []
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        key = str(getattr(settings, name, ""))
        if len(key) < SHORTEST_KEY or any(word in key.lower() for word in GIVEN_AWAY) or len(set(key)) < 8:
            found.append(Error(f"{name} must be a long random secret of this installation.", id="inspired.E003"))
    if settings.SECRET_KEY == settings.AUDIT_KEY:
        found.append(Error("AUDIT_KEY and SECRET_KEY must differ.", id="inspired.E004"))
    return found


@register(Tags.security)
def jobs_are_plain(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse any serialiser but JSON for background work: pickles run code."""
    accepted = list(getattr(settings, "CELERY_ACCEPT_CONTENT", []))
    if getattr(settings, "CELERY_TASK_SERIALIZER", "") == "json" and accepted == ["json"]:
        return []
    return [Error("Celery must write and accept JSON only.", id="inspired.E005")]


@register(Tags.security)
def policy_is_strict(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a content security policy that allows inline code, evaluation or ``data:``."""
    directives = getattr(settings, "CONTENT_SECURITY_POLICY", {}).get("DIRECTIVES", {})
    words = [str(word) for name, values in directives.items() for word in values]
    if directives.get("default-src") != ["'none'"] or any(
        "unsafe" in w or w in ("data:", "*", "https:") for w in words
    ):
        return [Error("The content security policy must stay strict.", id="inspired.E006")]
    return []


@register(Tags.security, deploy=True)
def production_is_whole(**_kwargs: Any) -> list[CheckMessage]:
    """Warn where a real installation is left open."""
    wrong = {
        "SITE_URL must begin with https://.": not settings.SITE_URL.startswith("https://"),
        "INSPIRED_DEMO must be off: its sign-ins are public.": settings.DEMONSTRATION,
        "INSPIRED_TESTING must be off.": settings.TESTING,
        "SECOND_FACTOR_REQUIRED must be on.": not settings.SECOND_FACTOR_REQUIRED,
        "ALLOWED_HOSTS must name the hosts.": "*" in settings.ALLOWED_HOSTS,
    }
    return [checks.Warning(said, id="inspired.W007") for said, is_so in wrong.items() if is_so]


@register(Tags.urls)
def notices_lead_somewhere(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse notices whose address holds a letter, which would keep every mail from being written, or leads to no page."""
    found: list[CheckMessage] = []
    for matter in MATTERS.values():
        if paths := lettered(matter):
            said = f"Notices about {matter.name} take {', '.join(paths)} into their address, which is no whole number."
            found.append(Error(said, id="inspired.E009"))
        if leads_nowhere(matter):
            found.append(Error(f"Notices about {matter.name} lead to no page: {matter.page}.", id="inspired.E010"))
    return found
