"""What the phase strip reads: results and commitments in one query, as each reader may know them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dialogues.documents.models import Version
from dialogues.documents.reading import newest_results
from dialogues.documents.states import DocumentKind, VersionStatus
from dialogues.frame import phases_of
from dialogues.models import Dialogue, reach_of
from dialogues.monitoring.offers import states_of
from dialogues.monitoring.services.reports import report
from dialogues.monitoring.states import Answer, Progress
from dialogues.states import Role, Visibility
from dialogues.strip import counted_in
from inspired.core.memory import remembering
from inspired.core.models import User
from tests import make
from tests.documents import make as documents
from tests.monitoring import make as mo

pytestmark = pytest.mark.django_db


def followed() -> tuple[Dialogue, User]:
    """A dialogue with both results, the older Roadmap endorsed, where one of two commitments is implemented."""
    dialogue = make.dialogue(visibility=Visibility.PUBLIC, published_at=timezone.now())
    (seat, person), (other, _colleague) = mo.table(dialogue)
    documents.version(documents.ppa(dialogue))
    first, _last = mo.asked(dialogue, seat, other)
    mo.taken(first, person)
    report(first, by=person, seat=seat, status=Progress.IMPLEMENTED)
    mo.endorsed(dialogue, status=VersionStatus.FINAL_DRAFT, endorsed_at=None, endorsement_reason="")
    return Dialogue.objects.get(pk=dialogue.pk), person


def test_results_and_commitments_are_read_in_one_query() -> None:
    dialogue, person = followed()
    with remembering():
        assert reach_of(person).participating and dialogue.standing_of(person).is_participant
        with CaptureQueriesContext(connection) as asked:
            views = phases_of(person, dialogue)
    assert len(asked) == 1, "the log of the phases, and what the apps say of them"
    assert [len(view.statuses) for view in views] == [1, 1, 1]
    assert views[2].statuses == ["1 of 1 commitment implemented"]


def test_each_kind_is_what_it_is_when_read_alone() -> None:
    dialogue, person = followed()
    mo.recommendation(other := make.dialogue(), make.seat(other))
    mo.endorsed(other)
    versions = [(one.first, one.number, one.second) for one in counted_in(dialogue.pk, "version")]
    assert versions[0] == (DocumentKind.ROADMAP, 2, VersionStatus.FINAL_DRAFT), "the newest comes first"
    assert len(versions) == 3
    assert sorted(states_of(person, dialogue)) == [(Answer.ASKED, ""), (Answer.CONFIRMED, Progress.IMPLEMENTED)]
    assert newest_results(dialogue.pk, person)[DocumentKind.ROADMAP] == (2, VersionStatus.FINAL_DRAFT)


@pytest.mark.parametrize("role", [None, Role.MEDIA])
def test_outsiders_read_nothing_of_it_in_the_strip(role: str | None) -> None:
    dialogue, _person = followed()
    user = make.role(dialogue, make.user(), role).user if role else make.user()
    assert newest_results(dialogue.pk, user) == {} and states_of(user, dialogue) == []
    assert not any(view.statuses for view in phases_of(user, dialogue))


def test_the_strip_names_the_version_in_force_beside_the_one_that_is_open() -> None:
    dialogue, person = followed()
    Version.objects.filter(document__kind=DocumentKind.ROADMAP, number=1).update(status=VersionStatus.ENDORSED)
    assert [view.statuses[0] for view in phases_of(person, dialogue)][:2] == [
        "PPA v1: Final draft for endorsement",
        "Roadmap v1 endorsed · v2 open",
    ]
    Version.objects.filter(status=VersionStatus.FINAL_DRAFT).update(status=VersionStatus.WITHDRAWN)
    assert [view.statuses[0] for view in phases_of(person, dialogue)][:2] == [
        "PPA v1: Withdrawn",
        "Roadmap v1: Endorsed",
    ]
