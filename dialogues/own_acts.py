"""Tells a person what the audit trail keeps under their key, in the sentences of the trail, with the names they may still see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import chain_of
from dialogues.trail import Named, Teller, names_of
from inspired.core import ports
from inspired.core.models import Event, Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Naming, Part

ABOUT = ("person", "holder")


@ports.personal_data.provide
@chapter("did")
def my_acts(user: User) -> Iterable[Part]:
    """Give a person what they did, dialogue by dialogue, the newest first; four queries, however many there are.

    What events are about is named only where the person may still see it, other people only to the host team.
    """
    events = list(Event.objects.filter(actor=user.person_key).order_by("-pk"))
    by_scope: dict[str, list[Event]] = {}
    for event in events:
        by_scope.setdefault(event.scope, []).append(event)
    titles = {one.audit_scope: one for one in Dialogue.objects.filter(pk__in=_numbers(by_scope))}
    names, people = _names(user, events), _people(user, events)
    for scope, done in by_scope.items():
        dialogue = titles.get(scope)
        teller = Teller(user, dialogue or Dialogue(time_zone=settings.TIME_ZONE), people, names)
        what = _("In “%(title)s”") % {"title": dialogue.title} if dialogue else _("On this site")
        yield Part(what, tuple({_("On"): event.at, _("What you did"): teller.sentence(event)} for event in done))


def _numbers(scopes: Iterable[str]) -> list[int]:
    return [int(number) for name, _colon, number in (scope.partition(":") for scope in scopes) if number.isdecimal()]


def _names(user: User, events: list[Event]) -> dict[str, Named]:
    """Read what the things are called: all of them where the person belongs to the team, else what they may see."""
    reach = reach_of(user)
    here = set(_numbers({event.scope for event in events}))
    namings = [*_collect(user, here & reach.team), *_seen(user, _collect(user, here & (reach.members - reach.team)))]
    subjects = {event.subject for event in events}
    kept = {naming.kept: naming.label for naming in namings if naming.kept}
    for event in events:
        subjects |= {f"{label}:{event.details[name]}" for name, label in kept.items() if event.details.get(name)}
    return names_of(namings, subjects)


def _collect(user: User, dialogues: Collection[int]) -> list[Naming]:
    return ports.event_names.collect(user, dialogues) if dialogues else []


def _seen(user: User, namings: Iterable[Naming]) -> Iterator[Naming]:
    for naming in namings:
        model = naming.rows.model
        if naming.through:
            model, path = model._meta.get_field(naming.through).related_model, f"{naming.through}__in"
        else:
            path = "pk__in"
        if hasattr(model._default_manager, "visible_to"):
            seen = model._default_manager.visible_to(user)
            yield replace(naming, rows=naming.rows.filter(**{path: seen.values("pk")}))


def _people(user: User, events: Iterable[Event]) -> list[Person]:
    team = {chain_of(pk) for pk in reach_of(user).team}
    keys = {event.details[name] for event in events if event.scope in team for name in ABOUT if name in event.details}
    return list(Person.objects.filter(key__in={*keys, user.person_key}))
