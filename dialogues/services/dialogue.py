"""Opens and changes a dialogue: its set-up, its policy area, its status and its publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, DialogueRole, Organisation, PolicyAreaChange, StatusChange
from dialogues.services.seats import find_or_add_organisation
from dialogues.states import MOVES, AreaOutcome, Role, Status, Visibility
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import edited, record
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.once import made_before
from inspired.core.states import StateError, check_move

RESERVED_SLUGS = frozenset({"new", "manage"})
ORGANISATIONS = ("host_organisation", "donor", "government_counterpart")
SETTINGS = (
    "title",
    "purpose",
    "country",
    "language",
    "other_languages",
    "time_zone",
    "keep_contacts_months",
    "short_label",
    "contact",
    "incentives",
    "incentives_tier",
)
STATUS_VERBS: dict[str, str] = {
    Status.OPEN: "dialogue.opened",
    Status.PAUSED: "dialogue.paused",
    Status.CLOSED: "dialogue.closed",
    Status.ARCHIVED: "dialogue.archived",
}


@transaction.atomic
def create_dialogue(*, by: User, policy_area: str, form_key: UUID | None = None, **said: Any) -> Dialogue:
    """Start a dialogue as a draft; its creator becomes its host, and the policy area's history begins.

    A form sent twice carries the same ``form_key`` and gives the same dialogue.

    ``said`` holds the settings by field name; organisations are given as rows or by name. A name that is not among the
    organisations visible to the person becomes a new one. Only what is named in SETTINGS and ORGANISATIONS is taken.
    """
    require(by, "dialogues.create_dialogue", None)
    form_key = form_key or uuid4()
    if (known := made_before(Dialogue.objects.of_member(by), form_key)) is not None:
        return known
    values = {**_settings_from(said), **_organisations_from(said, by), "policy_area": policy_area}
    dialogue = _inserted(Dialogue(slug=_free_slug(values["title"]), form_key=form_key, **values))
    if dialogue is None:
        return Dialogue.objects.of_member(by).get(form_key=form_key)
    DialogueRole.objects.create(dialogue=dialogue, user=by, role=Role.HOST)
    PolicyAreaChange.objects.create(dialogue=dialogue, area=policy_area, outcome=AreaOutcome.SELECTED, by=by)
    record(by, "dialogue.created", dialogue)
    forget()
    return dialogue


@transaction.atomic
def edit_dialogue(dialogue: Dialogue, *, by: User, revision: int, **said: Any) -> Dialogue:
    """Change the settings that are given; raise StateError when the form was read from an older revision.

    The policy area, the status and the publication have verbs of their own.
    """
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.edit_dialogue", locked)
    if locked.revision != revision:
        raise StateError(_("Somebody else saved these settings while you were editing them."))
    values = {**_settings_from(said), **_organisations_from(said, by)}
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    details = edited(locked, values)
    for name in changed:
        setattr(locked, name, values[name])
    locked.revision += 1
    locked.save(update_fields=[*changed, "revision"])
    record(by, "dialogue.edited", locked, **details)
    return locked


@transaction.atomic
def change_policy_area(
    dialogue: Dialogue, *, by: User, outcome: str, area: str = "", reason: str, revision: int | None = None
) -> PolicyAreaChange:
    """Note that the participants validated, adjusted or changed the policy area; a validated one keeps its words.

    Raises StateError when a revision is given and it is not the current one.
    """
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.edit_dialogue", locked)
    if revision not in (None, locked.revision):
        raise StateError(_("The dialogue has changed since you opened this page. Look at it, then send this again."))
    if outcome not in {AreaOutcome.VALIDATED, AreaOutcome.ADJUSTED, AreaOutcome.CHANGED}:
        raise StateError(_("A policy area is first selected once only."))
    area = locked.policy_area if outcome == AreaOutcome.VALIDATED else area.strip()
    if outcome != AreaOutcome.VALIDATED and area in {"", locked.policy_area}:
        raise StateError(_("Say what the policy area is now; it has the same words as before."))
    change = PolicyAreaChange.objects.create(dialogue=locked, area=area, outcome=outcome, reason=reason, by=by)
    locked.policy_area = area
    locked.revision += 1
    locked.save(update_fields=["policy_area", "revision"])
    record(by, f"policy_area.{outcome}", locked)
    return change


@transaction.atomic
def change_status(dialogue: Dialogue, *, by: User, target: str, reason: str = "") -> Dialogue:
    """Open, pause, close or archive the dialogue as a whole, or take it out of the archive; the reason stays in its history."""
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.change_status", locked)
    check_move(locked.status, target, MOVES, _("The dialogue has moved on since you opened this page."))
    if target in {Status.OPEN, Status.CLOSED} and locked.deletions.planned().exists():
        raise StateError(_("This dialogue is to be deleted. Take that back first."))
    before, locked.status = locked.status, target
    locked.save(update_fields=["status"])
    StatusChange.objects.create(dialogue=locked, status=target, reason=reason, by=by)
    if before == Status.ARCHIVED:
        record(by, "dialogue.unarchived", locked, before=before)
    else:
        record(by, STATUS_VERBS[target], locked, before=before)
    ports.moved.collect(by, locked)
    forget()
    return locked


@transaction.atomic
def publish_dialogue(dialogue: Dialogue, *, by: User, on: datetime | None = None) -> Dialogue:
    """Show the summary to everybody from the moment given, at once by default; raise StateError if it is published."""
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.publish_dialogue", locked)
    if locked.visibility == Visibility.PUBLIC:
        raise StateError(_("The summary is published already."))
    locked.visibility, locked.published_at = Visibility.PUBLIC, on or timezone.now()
    locked.save(update_fields=["visibility", "published_at"])
    record(by, "dialogue.published", locked, on=locked.published_at.isoformat(timespec="seconds"))
    return locked


@transaction.atomic
def unpublish_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """Take the public summary back; what somebody has copied stays copied."""
    locked = locked_dialogue(dialogue, by=by)
    require(by, "dialogues.publish_dialogue", locked)
    if locked.visibility != Visibility.PUBLIC:
        raise StateError(_("The summary is not published."))
    locked.visibility, locked.published_at = Visibility.PARTICIPANTS, None
    locked.save(update_fields=["visibility", "published_at"])
    record(by, "dialogue.unpublished", locked)
    return locked


def locked_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """Read the dialogue again under its row's lock, inside the transaction of the verb that ``by`` carries out."""
    return Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)


@transaction.atomic
def show_tab(dialogue: Dialogue, name: str, *, by: User) -> Dialogue:
    """Show to everybody in the dialogue a tab that appears when it is first used or switched on; twice changes nothing."""
    dialogue = Dialogue.objects.select_for_update(of=("self",)).get(pk=dialogue.pk)
    require(by, "dialogues.edit_dialogue", dialogue)
    if name not in dialogue.shown_tabs:
        dialogue.shown_tabs = sorted({*dialogue.shown_tabs, name})
        dialogue.save(update_fields=["shown_tabs"])
        record(by, "tab.shown", dialogue, tab=name)
    return dialogue


def held_dialogue(dialogue: Dialogue, *, by: User) -> Dialogue:
    """Read the dialogue again and hold it as it is: nobody closes it before what ``by`` does is done.

    Taken after the rows of the dialogue that the verb locks; rows may refer to it meanwhile.
    """
    return Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)


def _settings_from(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in SETTINGS if name in said}


def _organisations_from(said: dict[str, Any], by: User) -> dict[str, Organisation | None]:
    return {name: _organisation(said[name], by) for name in ORGANISATIONS if name in said}


def _organisation(given: Organisation | str | None, by: User) -> Organisation | None:
    if not given or isinstance(given, Organisation):
        return given or None
    return find_or_add_organisation(given, by=by)


def _inserted(dialogue: Dialogue) -> Dialogue | None:
    """Insert it and return it; nothing when its form was sent before. A slug taken meanwhile is drawn again."""
    if Dialogue.objects.filter(form_key=dialogue.form_key).exists():
        return None
    try:
        with transaction.atomic():
            dialogue.save(force_insert=True)
    except IntegrityError:
        dialogue.slug = _free_slug(dialogue.title)
        return _inserted(dialogue)
    return dialogue


def _free_slug(title: str) -> str:
    stem = slugify(title)[:70].strip("-") or "dialogue"
    taken: Iterable[str] = Dialogue.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    used = {*taken, *RESERVED_SLUGS}
    number, slug = 1, stem
    while slug in used:
        number += 1
        slug = f"{stem}-{number}"
    return slug
