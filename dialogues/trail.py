"""Puts the events of a dialogue's trail into words: what happened, to what, by whom. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Dialogue
from inspired.core.audit import audit_head, verify
from inspired.core.models import Event, Person

WORDS: dict[str, Promise] = {
    "dialogue.created": gettext_lazy("Dialogue created"),
    "dialogue.edited": gettext_lazy("Settings changed"),
    "dialogue.opened": gettext_lazy("Dialogue opened"),
    "dialogue.paused": gettext_lazy("Dialogue paused"),
    "dialogue.closed": gettext_lazy("Dialogue closed"),
    "dialogue.archived": gettext_lazy("Dialogue archived"),
    "dialogue.published": gettext_lazy("Summary published"),
    "dialogue.unpublished": gettext_lazy("Summary taken back"),
    "policy_area.validated": gettext_lazy("Policy area validated"),
    "policy_area.adjusted": gettext_lazy("Policy area adjusted"),
    "policy_area.changed": gettext_lazy("Policy area changed"),
    "phase.opened": gettext_lazy("Phase opened"),
    "phase.paused": gettext_lazy("Phase paused"),
    "phase.resumed": gettext_lazy("Phase resumed"),
    "phase.stepped_back": gettext_lazy("Phase stepped back"),
    "phase.closed": gettext_lazy("Phase closed"),
    "ground_rules.proposed": gettext_lazy("Ground rules proposed"),
    "ground_rules.answered": gettext_lazy("Ground rules answered"),
    "ground_rules.agreed": gettext_lazy("Ground rules agreed"),
    "ground_rules.superseded": gettext_lazy("Ground rules superseded"),
    "role.given": gettext_lazy("Role given"),
    "role.ended": gettext_lazy("Role ended"),
    "list.exported": gettext_lazy("List downloaded"),
}
CHECKED_AT_ONCE = 2000


def verb_words(verb: str) -> str:
    """Say a verb of the trail in words; one that is not listed here is spelled out."""
    return str(WORDS.get(verb) or verb.replace(".", " ").replace("_", " ").capitalize())


def subject_words(event: Event) -> str:
    """Name what an event is about: the kind of thing and its number."""
    label, _colon, key = event.subject.rpartition(":")
    try:
        return f"{apps.get_model(label)._meta.verbose_name} {key}"
    except (LookupError, ValueError):
        return event.subject


def names_in(dialogue: Dialogue) -> dict[str, str]:
    """Map the pseudonymous keys of everybody who acted or holds something in the dialogue to names, in one query."""
    actors = Event.objects.filter(scope=dialogue.audit_scope).exclude(actor="").values("actor")
    holders = Q(user__dialogue_roles__dialogue=dialogue) | Q(delegates__seat__dialogue=dialogue)
    people = Person.objects.filter(Q(key__in=actors) | holders).distinct()
    return {person.key: str(person) for person in people}


def actor_words(event: Event, names: Mapping[str, str]) -> str:
    """Name who acted; the system when nobody did."""
    if not event.actor:
        return _("The system")
    return names.get(event.actor, _("Person without a name"))


def detail_words(event: Event, names: Mapping[str, str]) -> str:
    """Say what changed as the event kept it, with names in place of keys."""
    return "; ".join(f"{key}: {_value(value, names)}" for key, value in event.details.items())


def _value(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_value(part, names) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return names.get(value, value) if isinstance(value, str) else str(value)


def chain_of(dialogue: Dialogue, *, asked: bool) -> dict[str, Any]:
    """Tell where the chain ends and whether it verifies; a long one is walked only when asked."""
    number, digest = audit_head(dialogue.audit_scope)
    walk = asked or number <= CHECKED_AT_ONCE
    return {
        "number": number,
        "digest": digest,
        "checked": walk,
        "faults": list(verify(dialogue.audit_scope)) if walk else [],
    }
