"""What the database itself refuses: states without their dates, and whatever would change frozen texts and events."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from dialogues.documents.models import Round, Version
from dialogues.documents.states import RoundStatus
from dialogues.inputs.models import Call
from dialogues.models import Dialogue, DialogueRole, GroundRules
from dialogues.states import RulesStatus, Visibility
from inspired.core.models.audit import Event
from tests import make
from tests.documents import make as doc

pytestmark = pytest.mark.django_db


def refused(rows, **values):
    """Say whether the database refuses these values for the rows, of which there is one."""
    assert rows.count() == 1
    try:
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return True
    return False


def test_a_dialogue_is_public_exactly_when_it_says_since_when() -> None:
    rows = Dialogue.objects.filter(pk=make.dialogue().pk)
    assert refused(rows, visibility=Visibility.PUBLIC)
    assert refused(rows, published_at=timezone.now())
    assert not refused(rows, visibility=Visibility.PUBLIC, published_at=timezone.now())


def test_rules_in_force_say_since_when() -> None:
    rules = GroundRules.objects.create(dialogue=make.dialogue(), number=1, text="We listen.")
    rows = GroundRules.objects.filter(pk=rules.pk)
    assert refused(rows, status=RulesStatus.AGREED)
    assert not refused(rows, status=RulesStatus.AGREED, agreed_at=timezone.now())


def test_a_role_ends_on_its_first_day_at_the_earliest() -> None:
    today = timezone.localdate()
    make.dialogue()
    rows = DialogueRole.objects.all()
    assert refused(rows, starts_on=today, ends_on=today - timedelta(days=1))
    assert not refused(rows, starts_on=today, ends_on=today)


def test_a_call_that_was_opened_says_since_when() -> None:
    rows = Call.objects.filter(pk=make.call(make.dialogue()).pk)
    assert refused(rows, opened_at=None)


def test_a_round_is_closed_exactly_when_it_says_since_when() -> None:
    version = doc.version()
    [(seat, _signatory)] = doc.table(version.document.dialogue, 1)
    rows = Round.objects.filter(pk=doc.round_(version, [seat]).pk)
    assert refused(rows, status=RoundStatus.CLOSED)
    assert refused(rows, closed_at=timezone.now())
    assert not refused(rows, status=RoundStatus.CLOSED, closed_at=timezone.now())


def test_only_what_was_adopted_is_published() -> None:
    assert refused(Version.objects.filter(pk=doc.version().pk), published_at=timezone.now())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_version SET content = '{}'",
        "DELETE FROM documents_version",
        "UPDATE core_event SET verb = 'nothing.happened'",
        "DELETE FROM core_event",
    ],
)
def test_triggers_stand_after_every_migration(statement) -> None:
    doc.version()
    assert Event.objects.exists()
    with pytest.raises(DatabaseError, match="stays as it"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
