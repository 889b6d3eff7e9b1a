"""Activities: planned and proposed, the three questions kept, who knows of which, what moves them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dialogues.activities.forms.activities import ActivityForm, EditForm
from dialogues.activities.models import Activity, Meeting
from dialogues.activities.services import activities as verbs
from dialogues.models import Notice
from dialogues.services.dialogue import publish_dialogue
from dialogues.states import Role, Status
from inspired.core.models.audit import Tier
from inspired.core.states import StaleError, StateError
from tests import make
from tests.activities import make as acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return make.dialogue(slug="main")


@pytest.fixture
def host(dialogue):
    return make.host_of(dialogue)


@pytest.fixture
def seat(dialogue):
    return make.seat(dialogue)


@pytest.fixture
def head(seat):
    return make.delegate(seat)


def propose(seat, by, **said):
    return verbs.propose_activity(seat.dialogue, by=by, seat=seat, **(acts.SAID | said))


def test_the_three_questions_are_kept_with_their_answers(dialogue) -> None:
    activity = acts.activity(dialogue)
    activity.refresh_from_db()
    kept = (activity.is_necessary, activity.builds_trust, activity.joint_knowledge)
    assert kept == (acts.SAID["is_necessary"], acts.SAID["builds_trust"], acts.SAID["joint_knowledge"])
    assert [step.state for step in activity.steps.all()] == ["planned"]


def test_the_same_form_sent_twice_plans_one(dialogue, host) -> None:
    key = uuid4()
    first, second = (verbs.plan_activity(dialogue, by=host, form_key=key, **acts.SAID) for _ in range(2))
    assert first == second and Activity.objects.count() == 1


def test_a_proposal_reaches_the_host_and_is_hidden_from_others(dialogue, host, seat, head) -> None:
    other = make.delegate(make.seat(dialogue))
    proposed = propose(seat, head)
    assert Notice.objects.filter(user=host, kind="activities.proposed").count() == 1
    assert list(Activity.objects.visible_to(head)) == [proposed]
    assert list(Activity.objects.visible_to(host)) == [proposed]
    assert not Activity.objects.visible_to(other)


def test_a_proposal_is_taken_up_with_changes_and_whoever_proposed_it_is_told(host, seat, head) -> None:
    proposed = propose(seat, head)
    said = acts.SAID | {"title": "Two focus groups", "asks_all": True}
    verbs.accept_proposal(proposed, by=host, revision=1, note="One for each island", **said)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.title) == ("planned", "Two focus groups")
    assert [(step.state, step.reason) for step in proposed.steps.all()][-1] == ("planned", "One for each island")
    assert Notice.objects.filter(user=head, kind="activities.answered").count() == 1
    with pytest.raises(StateError):
        verbs.decline_proposal(proposed, by=host, reason="Too late")


def test_a_proposal_is_declined_with_a_reason_only(host, seat, head) -> None:
    proposed = propose(seat, head)
    with pytest.raises(StateError):
        verbs.decline_proposal(proposed, by=host, reason=" ")
    verbs.decline_proposal(proposed, by=host, reason="The survey covers it")
    assert Activity.objects.visible_to(head).get().reason == "The survey covers it"


def test_only_who_speaks_proposes_and_only_the_team_plans(dialogue, host, seat, head) -> None:
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    for person in (donor, host):
        with pytest.raises(PermissionDenied):
            verbs.propose_activity(dialogue, by=person, **acts.SAID)
    with pytest.raises(PermissionDenied):
        verbs.plan_activity(dialogue, by=head, **acts.SAID)
    with pytest.raises(StateError):
        propose(make.seat(dialogue), head)


def test_a_stale_edit_is_refused_and_nothing_new_is_no_edit(dialogue, host) -> None:
    activity = acts.activity(dialogue)
    verbs.edit_activity(activity, by=host, revision=1, title="Another title")
    with pytest.raises(StaleError):
        verbs.edit_activity(activity, by=host, revision=1, title="A third title")
    verbs.edit_activity(activity, by=host, revision=1, title="Another title")
    activity.refresh_from_db()
    assert (activity.title, activity.revision) == ("Another title", 2)


TIERS = {
    Tier.HOST: {"host"},
    Tier.GROUP: {"host", "invited"},
    Tier.PARTICIPANTS: {"host", "invited", "other", "observer"},
    Tier.PUBLIC: {"host", "invited", "other", "observer", "donor", "anonymous"},
}


@pytest.mark.parametrize("tier", TIERS)
def test_its_level_says_who_knows_of_an_activity(dialogue, host, seat, head, tier) -> None:
    publish_dialogue(dialogue, by=host)
    people = {
        "host": host,
        "invited": head,
        "other": make.delegate(make.seat(dialogue)),
        "observer": make.role(dialogue, make.user(), Role.OBSERVER).user,
        "donor": make.role(dialogue, make.user(), Role.DONOR).user,
        "anonymous": AnonymousUser(),
    }
    activity = acts.activity(dialogue, [seat], tier=tier)
    assert {who for who, person in people.items() if Activity.objects.visible_to(person).exists()} == TIERS[tier]
    acts.add_meeting(activity, by=host, when=acts.when(), title="First round")
    meets = {who for who, person in people.items() if Meeting.objects.visible_to(person).exists()}
    assert meets == TIERS[tier] - {"donor", "anonymous"}


def test_what_is_public_says_since_when_and_only_that(dialogue, host) -> None:
    activity = acts.activity(dialogue, tier=Tier.PUBLIC)
    assert activity.published_at is not None
    verbs.edit_activity(activity, by=host, revision=1, tier=Tier.HOST)
    activity.refresh_from_db()
    assert activity.published_at is None


def test_cancelling_takes_its_meetings_along_and_tells_those_invited(dialogue, host, seat, head) -> None:
    meeting = acts.meeting(dialogue, seats=[seat])
    verbs.cancel_activity(meeting.activity, by=host, reason="The hall is closed")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, meeting.reason) == ("cancelled", 1, "The hall is closed")
    assert Notice.objects.filter(user=head, kind="activities.meeting_cancelled").count() == 1


def test_it_took_place_only_once_no_meeting_is_open(dialogue, host, seat) -> None:
    meeting = acts.meeting(dialogue, seats=[seat])
    with pytest.raises(StateError):
        verbs.hold_activity(meeting.activity, by=host)
    acts.held(meeting)
    verbs.hold_activity(meeting.activity, by=host)
    assert Activity.objects.get().state == "held"


def test_the_database_refuses_what_must_not_be(dialogue) -> None:
    activity = acts.activity(dialogue)
    for wrong in ({"tool": 20}, {"tool": 0}, {"state": "cancelled"}, {"ends_on": "2026-01-01"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=activity.pk).update(**wrong)


def test_a_closed_dialogue_takes_no_activity(dialogue, host) -> None:
    type(dialogue).objects.filter(pk=dialogue.pk).update(status=Status.CLOSED)
    with pytest.raises(PermissionDenied):
        verbs.plan_activity(dialogue, by=host, **acts.SAID)


def test_what_is_agreed_about_balance_is_kept_once(dialogue, host) -> None:
    said = {"records_gender": True, "least_women": 40, "least_categories": 3}
    row = verbs.set_recording(dialogue, by=host, revision=0, **said)
    assert row.revision == 1
    with pytest.raises(StaleError):
        verbs.set_recording(dialogue, by=host, revision=0, least_women=50)


def test_a_facilitator_makes_no_activity_public_and_leaves_public_what_is(dialogue, host) -> None:
    helper = make.role(dialogue, make.user(), Role.FACILITATOR).user
    public = acts.SAID | {"tier": Tier.PUBLIC}
    with pytest.raises(PermissionDenied):
        verbs.plan_activity(dialogue, by=helper, **public)
    activity = verbs.plan_activity(dialogue, by=helper, **acts.SAID)
    with pytest.raises(PermissionDenied):
        verbs.edit_activity(activity, by=helper, revision=1, tier=Tier.PUBLIC)
    head = make.delegate(make.seat(dialogue))
    proposed = verbs.propose_activity(dialogue, by=head, **acts.SAID)
    with pytest.raises(PermissionDenied):
        verbs.accept_proposal(proposed, by=helper, revision=1, tier=Tier.PUBLIC)
    assert not Activity.objects.exclude(published_at=None).exists()
    verbs.edit_activity(activity, by=host, revision=1, tier=Tier.PUBLIC)
    verbs.edit_activity(activity, by=helper, revision=2, title="Another title")
    activity.refresh_from_db()
    assert (activity.tier, activity.title) == (Tier.PUBLIC, "Another title")


def test_the_form_offers_everybody_to_hosts_and_where_it_is_so_already(dialogue, host) -> None:
    helper = make.role(dialogue, make.user(), Role.FACILITATOR).user
    planned, public = acts.activity(dialogue), acts.activity(dialogue, tier=Tier.PUBLIC)

    def offers(form: ActivityForm) -> bool:
        return Tier.PUBLIC in dict(form.fields["tier"].choices)

    assert offers(ActivityForm(dialogue, host)) and not offers(ActivityForm(dialogue, helper))
    assert not offers(EditForm(dialogue, helper, initial=EditForm.stored(planned)))
    assert offers(EditForm(dialogue, helper, initial=EditForm.stored(public)))
