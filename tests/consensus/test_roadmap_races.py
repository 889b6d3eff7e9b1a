"""Two people write one part at once, or one writes while another freezes: one succeeds, and nobody's words are lost."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dialogues.consensus.attributes import BY_KEY, stamp_of
from dialogues.consensus.models import Recommendation
from dialogues.consensus.services import recommendations as verbs
from dialogues.documents.composing import content_of
from dialogues.documents.models import Version
from dialogues.documents.services import versions
from tests import make
from tests.consensus import make_roadmap
from tests.documents import make as documents
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _written(row, host, stamp, text):
    return lambda: verbs.write_part(row, by=host, part="what", stamp=stamp, text=text)


def test_of_many_who_write_one_part_one_succeeds_and_the_others_are_told():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    make_roadmap.roadmap(dialogue)
    row = make_roadmap.recommendation(make_roadmap.challenge(dialogue))
    stamp = stamp_of(row, BY_KEY["what"])

    ended = at_once(*(_written(row, host, stamp, f"Text {number}") for number in range(6)))

    assert ended == {"done": 1, "StaleError": 5}
    row.refresh_from_db()
    assert row.revision == 2


def test_numbers_are_given_once_when_many_add_at_the_same_moment():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    make_roadmap.roadmap(dialogue)
    challenge = make_roadmap.challenge(dialogue)

    ended = at_once(*(lambda: verbs.add_recommendation(challenge, by=host, title="One more") for _time in range(6)))

    assert ended == {"done": 6}
    assert sorted(Recommendation.objects.values_list("number", "rank")) == [(n, n) for n in range(1, 7)]


def test_what_is_frozen_is_what_stands_there_whoever_comes_first():
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    text = make_roadmap.roadmap(dialogue).document
    row = make_roadmap.agreed(make_roadmap.challenge(dialogue), text="Before")
    documents.write(text, "What we share.", key="preamble")
    text.refresh_from_db()
    seen = content_of(text, by=host, number=0, frozen_at=timezone.now()).stamp
    stamp = stamp_of(row, BY_KEY["what"])

    ended = at_once(
        lambda: versions.freeze(text, by=host, stamp=seen),
        _written(row, host, stamp, "After"),
    )

    assert ended in ({"done": 1, "StaleError": 1}, {"done": 1, "StateError": 1})
    row.refresh_from_db()
    if version := Version.objects.first():
        assert version.data["blocks"]["recommendations"][0]["text"] == row.text == "Before"
    else:
        assert row.text == "After"
