"""By whose clock pages show moments: the dialogue's on all of its pages, and nothing is reckoned by it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.models import Dialogue, PhaseLogEntry
from dialogues.states import Phase, PhaseMove
from inspired.core import clock
from inspired.core.moments import deadline_words, moment_words, shown_by_clock_of
from tests import make
from tests.documents import make as doc

LATE = datetime(2031, 11, 30, 21, 32, tzinfo=UTC)  # the day after in Tbilisi
MIDNIGHT = datetime(2031, 11, 30, 23, 59, 30, tzinfo=UTC)


def shown(words: str, **context: object) -> str:
    return Template(words).render(Context(context))


def test_the_clock_of_the_page_moves_what_is_shown_and_no_day_that_is_reckoned(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    words = '{{ at|date:"j F Y, H:i" }} {{ at|time:"H:i" }} {{ day|date:"j F Y" }}'
    assert shown(words, at=LATE, day=LATE.date()) == "30 November 2031, 21:32 21:32 30 November 2031"
    with shown_by_clock_of("Asia/Tbilisi"):
        assert shown(words, at=LATE, day=LATE.date()) == "1 December 2031, 01:32 01:32 30 November 2031"
        assert clock.today() == timezone.localdate() == LATE.date()
        assert "1 December 2031, 01:32 (Tbilisi time, UTC+4)" in shown("{% moment at %}", at=LATE)
        assert "30 November 2031, 21:32 (UTC)" in shown('{% deadline at "UTC" %}', at=LATE), "a named zone stays"
    assert shown("{{ nothing|date }}{% moment nothing %}", nothing=None) == ""


def test_a_deadline_ends_a_day_and_what_happened_has_its_minute() -> None:
    assert "end of day" in deadline_words(MIDNIGHT, "UTC")
    assert moment_words(MIDNIGHT, "UTC") == "Sunday 30 November 2031, 23:59 (UTC)"


@pytest.mark.django_db
def test_pages_of_a_dialogue_say_moments_that_count_by_its_clock() -> None:
    document = doc.ppa()
    version = doc.version(document)
    Dialogue.objects.filter(pk=document.dialogue_id).update(time_zone="Asia/Tbilisi")
    host = make.host_of(document.dialogue)
    PhaseLogEntry.objects.create(
        dialogue=document.dialogue, phase=Phase.ASSESSMENT, move=PhaseMove.OPEN, reason="It begins", by=host, at=LATE
    )
    client = Client()
    client.force_login(host)
    opened = "Monday 1 December 2031, 01:32 (Tbilisi time, UTC+4)"
    frozen = moment_words(version.frozen_at, "Asia/Tbilisi")
    assert frozen.endswith("(Tbilisi time, UTC+4)")
    pages = {version.get_absolute_url(): frozen, reverse("phases", args=[document.dialogue.slug]): opened}
    for place, when in pages.items():
        told = client.get(place).content.decode()
        assert when in told and "30 November 2031" not in told, place
