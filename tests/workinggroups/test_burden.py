"""Seats that would have more than two rounds or comment periods open are counted before another one is opened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.documents.burden import overburdened
from dialogues.documents.services import comments
from tests.documents import make as doc
from tests.workinggroups import outputs as out

pytestmark = pytest.mark.django_db


def test_a_third_text_is_warned_of_where_it_is_opened() -> None:
    here = out.cast()
    assert overburdened(here.dialogue) == 0
    version = doc.version(doc.ppa(here.dialogue))
    doc.round_(version, [here.lead, here.outside])
    assert overburdened(here.dialogue) == 0, "a round and one more are two"
    document = out.agreed(here, out.draft(here, "Another text"))
    handed = out.submitted(here)
    assert overburdened(here.dialogue) == 2, "a round, a comment period and one more; the third seat has no round"
    client = Client()
    client.force_login(here.by(here.lead))
    page = client.get(f"{document.get_absolute_url()}output/submit/").content.decode()
    assert "2 organisations have more than two" in page
    comments.close_comments(handed, by=here.host)
    assert overburdened(here.dialogue) == 0
    comments.open_comments(handed, by=here.host, due_at=timezone.now() + timedelta(days=2))
    assert overburdened(here.dialogue, more=0) == 0
