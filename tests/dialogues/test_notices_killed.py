"""Two hundred people are told each once, although the worker is killed in the middle of it."""

import os
import signal
from collections import Counter

import pytest
from django.db import transaction

from dialogues.models import Notice
from dialogues.services import notices
from inspired.core.models import OutboxMail
from inspired.core.states import MailState
from tests import make
from tests.core.workers import Crew, until

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 200


@pytest.fixture
def crew(tmp_path, embedded_queue):
    crew = Crew(tmp_path)
    yield crew
    crew.stop()


def test_killed_worker_tells_two_hundred_people_each_once(crew):
    dialogue = make.dialogue()
    seat, call = make.seat(dialogue), make.call(dialogue)
    people = [make.delegate(seat) for _number in range(PEOPLE)]
    with transaction.atomic():
        assert notices.announce("inputs.call_opened", call, to=people, by=None) == PEOPLE
    worker = crew.worker()
    crew.clock()
    for told, sent in ((20, 0), (PEOPLE // 2, 0), (PEOPLE, 40)):  # twice while mails are written, once while they leave
        until(lambda told=told: OutboxMail.objects.count() >= told, 120)
        until(lambda sent=sent: OutboxMail.objects.filter(state=MailState.SENT).count() >= sent, 120)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        worker = crew.worker()
    until(lambda: OutboxMail.objects.filter(state=MailState.SENT).count() == PEOPLE, 240)
    assert not Notice.objects.untold().exists()
    assert OutboxMail.objects.count() == PEOPLE
    said = Counter(line for mail in crew.mails() for line in mail.splitlines() if line.startswith("To: "))
    assert len(said) == PEOPLE and set(said.values()) == {1}
