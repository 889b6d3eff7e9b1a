"""The verbs of a dialogue: who may, from which state, what is written, and what a stale form does."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dialogues.models import Dialogue, Organisation
from dialogues.services.dialogue import (
    change_policy_area,
    change_status,
    create_dialogue,
    edit_dialogue,
    publish_dialogue,
    unpublish_dialogue,
)
from dialogues.services.roles import end_role
from dialogues.states import MOVES, AreaOutcome, Role, Status
from inspired.core.audit import verify
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make

pytestmark = pytest.mark.django_db
REASON = "Because it is time"


def said(**changes: Any) -> dict[str, Any]:
    values = {
        "title": "Work",
        "purpose": "Agree",
        "country": "Here",
        "policy_area": "Labour",
        "host_organisation": "A host",
        "donor": "",
    }
    return {**values, **changes}


def test_creating_makes_a_host_a_history_and_an_event() -> None:
    host = make.user(is_host=True)
    dialogue = create_dialogue(by=host, **said(revision=99, status="open", slug="mine"))
    assert (dialogue.status, dialogue.revision, dialogue.slug) == (Status.DRAFT, 1, "work")
    assert dialogue.donor is None
    assert dialogue.roles.get().role == Role.HOST
    assert dialogue.policy_area_changes.get().outcome == AreaOutcome.SELECTED
    assert Event.objects.filter(scope=dialogue.audit_scope).get().verb == "dialogue.created"
    assert not list(verify(dialogue.audit_scope))


def test_slugs_are_unique_and_never_a_place_of_ours() -> None:
    host = make.user(is_host=True)
    slugs = [create_dialogue(by=host, **said(title=title)).slug for title in ("Work", "Work", "New", "حوار", "حوار")]
    assert slugs == ["work", "work-2", "new-2", "dialogue", "dialogue-2"]


def test_only_accounts_marked_as_hosts_create() -> None:
    with pytest.raises(PermissionDenied):
        create_dialogue(by=make.user(), **said())


def test_a_name_gives_a_visible_organisation_or_a_new_one() -> None:
    host = make.user(is_host=True)
    public = make.organisation("Ministry of labour", is_public=True)
    hidden = make.organisation("A quiet donor")
    dialogue = create_dialogue(
        by=host, **said(government_counterpart="ministry of LABOUR", donor="A quiet  donor", host_organisation="Us")
    )
    assert dialogue.government_counterpart == public
    assert dialogue.donor != hidden
    assert Organisation.objects.filter(name="A quiet donor").count() == 2


def test_editing_raises_the_revision_and_names_the_fields_only() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    changed = edit_dialogue(dialogue, by=host, revision=1, title="New title", contact="+1 555")
    assert (changed.title, changed.contact, changed.revision) == ("New title", "+1 555", 2)
    event = Event.objects.get(verb="dialogue.edited")
    assert event.details == {"changes": {}, "fields": ["contact", "title"]}
    assert edit_dialogue(changed, by=host, revision=2, title="New title").revision == 2


def test_a_stale_form_is_refused_and_nothing_is_lost() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    edit_dialogue(dialogue, by=host, revision=1, title="First")
    with pytest.raises(StateError):
        edit_dialogue(dialogue, by=host, revision=1, title="Second")
    dialogue.refresh_from_db()
    assert dialogue.title == "First"


@pytest.mark.parametrize("role", [Role.DONOR, Role.GOVERNMENT, Role.OBSERVER, Role.MEDIA])
def test_others_than_the_team_edit_nothing(role: str) -> None:
    dialogue = make.dialogue()
    other = make.role(dialogue, make.user(), role).user
    with pytest.raises(PermissionDenied):
        edit_dialogue(dialogue, by=other, revision=1, title="Mine")
    with pytest.raises(PermissionDenied):
        change_policy_area(dialogue, by=other, outcome=AreaOutcome.VALIDATED, reason=REASON)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_nothing_is_edited_once_closed(status: str) -> None:
    dialogue = make.dialogue(status=status)
    with pytest.raises(PermissionDenied):
        edit_dialogue(dialogue, by=make.host_of(dialogue), revision=1, title="Late")


def test_the_policy_area_keeps_its_history() -> None:
    dialogue = make.dialogue(policy_area="Informal labour")
    host = make.host_of(dialogue)
    change_policy_area(dialogue, by=host, outcome=AreaOutcome.ADJUSTED, area="Domestic work", reason=REASON)
    change_policy_area(dialogue, by=host, outcome=AreaOutcome.VALIDATED, area="ignored", reason=REASON)
    dialogue.refresh_from_db()
    assert dialogue.policy_area == "Domestic work"
    assert [change.area for change in dialogue.policy_area_changes.all()] == ["Domestic work", "Domestic work"]
    for outcome, area in ((AreaOutcome.CHANGED, "Domestic work"), (AreaOutcome.ADJUSTED, " "), ("selected", "X")):
        with pytest.raises(StateError):
            change_policy_area(dialogue, by=host, outcome=outcome, area=area, reason=REASON)
    with pytest.raises(StateError):
        change_policy_area(dialogue, by=host, outcome=AreaOutcome.VALIDATED, reason=REASON, revision=1)


@pytest.mark.parametrize("current", Status.values)
@pytest.mark.parametrize("target", Status.values)
def test_status_moves_follow_the_table(current: str, target: str) -> None:
    dialogue = make.dialogue(status=current)
    host = make.host_of(dialogue)
    if target in MOVES[current]:
        assert change_status(dialogue, by=host, target=target, reason=REASON).status == target
        assert dialogue.status_changes.get().reason == REASON
        assert REASON not in str(Event.objects.filter(scope=dialogue.audit_scope).values_list("details", flat=True))
    else:
        with pytest.raises((StateError, PermissionDenied)):
            change_status(dialogue, by=host, target=target, reason=REASON)
        assert not dialogue.status_changes.exists()


def test_publishing_is_an_act_of_the_host_with_a_date() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    with pytest.raises(PermissionDenied):
        publish_dialogue(dialogue, by=make.role(dialogue, make.user(), Role.FACILITATOR).user)
    publish_dialogue(dialogue, by=host)
    assert Dialogue.objects.published().get() == dialogue
    with pytest.raises(StateError):
        publish_dialogue(dialogue, by=host)
    unpublish_dialogue(dialogue, by=host)
    assert not Dialogue.objects.published().exists()
    with pytest.raises(StateError):
        unpublish_dialogue(dialogue, by=host)


def test_a_draft_is_never_published() -> None:
    dialogue = make.dialogue(status=Status.DRAFT)
    with pytest.raises(PermissionDenied):
        publish_dialogue(dialogue, by=make.host_of(dialogue))


def test_a_role_ends_at_once_and_only_once() -> None:
    dialogue = make.dialogue()
    host, person = make.host_of(dialogue), make.user()
    given = make.role(dialogue, person, Role.FACILITATOR)
    assert dialogue.standing_of(person).is_team
    end_role(given, by=host)
    assert not dialogue.standing_of(person).is_team
    with pytest.raises(StateError):
        end_role(given, by=host)


def test_the_last_host_stays() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    with pytest.raises(StateError):
        end_role(dialogue.roles.get(), by=host)
    second = make.user()
    make.role(dialogue, second, Role.HOST)
    end_role(dialogue.roles.get(user=host), by=second)
    assert not dialogue.standing_of(host).is_host
