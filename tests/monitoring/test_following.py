"""Influence, adaptations, advocacy and undertakings, watchers: who may note them, once each, on days that have come."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.models import Notice
from dialogues.monitoring.models import Adaptation, Influence, Step, Watcher
from dialogues.monitoring.personal import my_notes
from dialogues.monitoring.services.following import end_watching, log_adaptation, log_step, name_watcher, note_influence
from dialogues.monitoring.states import InfluenceKind, StepKind
from dialogues.states import Category, Role
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


def test_host_and_seats_note_influence_and_the_same_form_is_one_note() -> None:
    dialogue = make.dialogue()
    (seat, person), (other, _second) = mo.table(dialogue)
    key = uuid4()
    for _time in range(2):
        note_influence(dialogue, by=person, seat=seat, kind=InfluenceKind.BILL, title="Bill 12", form_key=key)
    note_influence(dialogue, by=make.host_of(dialogue), kind=InfluenceKind.SPEECH, title="Speech")
    assert set(Influence.objects.values_list("title", "seat")) == {("Bill 12", seat.pk), ("Speech", None)}
    assert Event.objects.filter(verb="influence.noted").count() == 2
    with pytest.raises(PermissionDenied):
        note_influence(dialogue, by=person, seat=other, kind=InfluenceKind.BILL, title="For others")
    with pytest.raises(PermissionDenied):
        log_step(dialogue, by=person, kind=StepKind.ADVOCACY, title="Without a seat")
    for reader in (Role.DONOR, Role.OBSERVER, Role.MEDIA):
        with pytest.raises(PermissionDenied):
            note_influence(
                dialogue, by=make.role(dialogue, make.user(), reader).user, kind=InfluenceKind.BILL, title="No"
            )


def test_donors_do_not_hear_of_recommendations_before_they_are_frozen() -> None:
    dialogue = make.dialogue()
    about = mo.recommendation(dialogue, title="DRAFT-RECOMMENDATION")
    note_influence(dialogue, by=make.host_of(dialogue), kind=InfluenceKind.BILL, title="Bill 12", recommendation=about)
    donor, client = make.role(dialogue, make.user(), Role.DONOR).user, Client()
    client.force_login(donor)
    url = f"/dialogues/{dialogue.slug}/monitoring/influence/"
    for query in ("", "?format=csv"):
        told = client.get(f"{url}{query}").content.decode()
        assert "Bill 12" in told and "DRAFT-RECOMMENDATION" not in told
    assert "Bill 12" not in client.get(f"{url}?q=DRAFT").content.decode()
    about.frozen_at = timezone.now()
    about.save(update_fields=["frozen_at"])
    told = client.get(url).content.decode()
    assert f"{about.code} " in told or f">{about.code}<" in told
    assert "DRAFT-RECOMMENDATION" not in told, "its title is read in the version that holds it, and here is none"


def test_what_is_noted_has_happened_and_belongs_here() -> None:
    dialogue, elsewhere = make.dialogue(), make.dialogue()
    host, tomorrow = make.host_of(dialogue), timezone.localdate() + timedelta(days=1)
    with pytest.raises(StateError):
        note_influence(dialogue, by=host, kind=InfluenceKind.BILL, title="Soon", on=tomorrow)
    with pytest.raises(StateError):
        log_step(dialogue, by=host, kind=StepKind.PARTY, title="There", recommendation=mo.recommendation(elsewhere))
    assert not Influence.objects.exists() and not Step.objects.exists()


def test_an_adaptation_says_what_holds_now_and_why_and_tells_those_concerned() -> None:
    dialogue = make.dialogue()
    (seat, person), (_other, outside) = mo.table(dialogue)
    (one,) = mo.asked(dialogue, seat)
    host, said = make.host_of(dialogue), {"title": "Mobile registration", "recommendation": one.recommendation}
    with pytest.raises(StateError):
        log_adaptation(dialogue, by=host, after="By telephone", text=" ", **said)
    with pytest.raises(PermissionDenied):
        log_adaptation(dialogue, by=person, after="By telephone", text="IT is late", **said)
    log_adaptation(dialogue, by=host, after="By telephone", text="IT is late", before="One counter", **said)
    assert Adaptation.objects.get().after == "By telephone"
    told = Notice.objects.filter(kind="monitoring.adapted").values_list("user", flat=True)
    assert person.pk in told and outside.pk not in told


def test_a_seat_watches_once_and_ends_it_itself() -> None:
    dialogue = make.dialogue()
    commission = make.seat(dialogue, category=Category.NHRI)
    adviser, host = make.delegate(commission), make.host_of(dialogue)
    about = mo.recommendation(dialogue)
    first = name_watcher(dialogue, by=host, seat=commission, why="Own mandate", recommendations=[about])
    again = name_watcher(dialogue, by=adviser, seat=commission, why="Own mandate, all of them")
    assert first == again and Watcher.objects.get().why == "Own mandate, all of them"
    assert not again.recommendations.exists()
    with pytest.raises(PermissionDenied):
        end_watching(again, by=make.delegate(make.seat(dialogue)))
    assert end_watching(again, by=adviser).ended_at and end_watching(again, by=adviser).ended_at
    assert name_watcher(dialogue, by=host, seat=commission) != first


def test_a_watcher_watches_over_recommendations_of_this_dialogue_alone() -> None:
    dialogue = make.dialogue()
    seat = make.seat(dialogue)
    own, foreign = mo.recommendation(dialogue), mo.recommendation(make.dialogue())
    made = name_watcher(dialogue, by=make.host_of(dialogue), seat=seat, recommendations=[own, foreign])
    assert list(made.recommendations.all()) == [own]


def test_whoever_noted_something_takes_it_out_with_their_data() -> None:
    dialogue = make.dialogue()
    host, other = make.host_of(dialogue), make.role(dialogue, make.user(), Role.FACILITATOR).user
    note_influence(dialogue, by=host, kind=InfluenceKind.BILL, title="Bill 12", text="Article 4 is ours")
    log_step(dialogue, by=host, kind=StepKind.ADVOCACY, title="A letter to the committee")
    with CaptureQueriesContext(connection) as asked:
        (part,) = my_notes(host)
    assert [row for row in part.rows if "Article 4 is ours" in str(row)] and len(part.rows) == 2 and len(asked) == 1
    assert not [one for one in my_notes(other) if one.rows]
