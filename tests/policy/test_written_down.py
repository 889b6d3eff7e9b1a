"""What is written down once for all who reach alike answers each of them what the question itself answers."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from dialogues.consensus.models import Challenge
from dialogues.consensus.states.challenges import ChallengeStatus
from dialogues.documents.models import Endorsement
from dialogues.documents.states import EndorsementState
from dialogues.models import Dialogue, Invitation, reach_of
from dialogues.models.notices import among
from dialogues.models.readers import QUESTIONS, ReaderQuestion
from dialogues.states import Role, Visibility
from dialogues.waiting import MOST_OF_A_KIND, waiting_for
from inspired.core import clock
from inspired.core.ids import Ids
from inspired.core.memory import remembering
from inspired.core.noticing import MATTERS
from inspired.core.written import Blanks, UnwritableError, ask, day_of, moment_of, write, writing
from tests import make
from tests.policy.world import ACTORS, SHADED

pytestmark = pytest.mark.django_db
FIRST_TO_WAKE, LAST_TO_WAKE = "Pacific/Kiritimati", "Pacific/Niue"  # no day is the same in both


def plain(value: Any) -> Any:
    """A value as the field would give it, whatever the database handed over."""
    if isinstance(value, datetime):
        return moment_of(value).isoformat(" ")
    if isinstance(value, str) and value[:2] == "20" and value[4:5] == "-" and value[10:11] == " ":
        return moment_of(value).isoformat(" ")
    return day_of(value).isoformat() if isinstance(value, date) else value


def rows_of(found: Any) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(plain(value) for value in row) for row in found)


@pytest.fixture
def asked_for_more(world) -> None:
    """What the world has not: somebody invited by the address of their account, and a seat that has said nothing in a round."""
    Invitation.objects.create(
        dialogue=world.dialogue,
        seat=world.seat,
        email=world.people["donor"].email.title(),
        expires_at=timezone.now() + timedelta(days=3),
        invited_by=world.people["host"],
    )
    Endorsement.objects.filter(round=world.round, seat=world.seat).update(state=EndorsementState.PREPARED)


def test_everybody_is_answered_as_the_question_itself_answers(world, asked_for_more, monkeypatch) -> None:
    compared: Counter[ReaderQuestion] = Counter()
    asked: set[ReaderQuestion] = set()
    texts = ReaderQuestion.texts

    def comparing(self: ReaderQuestion, user: Any, *parts: Any, prefix: str = "") -> Any:
        written, values = texts(self, user, *parts, prefix=prefix)
        itself = [row for rows in self.question(user, *parts) for row in rows]
        assert rows_of(ask(written, values)) == rows_of(itself), (self.question, user, parts)
        asked.add(self)
        compared[self] += len(itself)
        return written, values

    monkeypatch.setattr(ReaderQuestion, "texts", comparing)
    for actor in [*ACTORS, *SHADED]:
        client, user = Client(), world.people.get(actor, AnonymousUser())
        if user.is_authenticated:
            client.force_login(user)
        for path in ["/", *(dialogue.get_absolute_url() for dialogue in Dialogue.objects.all())]:
            assert client.get(path).status_code in {200, 302, 404}, (actor, path)
    lazily = {one for one in QUESTIONS if "among" in one.question.__qualname__}
    assert asked - lazily == set(QUESTIONS) - lazily
    assert [one.question.__qualname__ for one in QUESTIONS if one not in lazily and not compared[one]] == []


def test_what_somebody_is_told_of_is_looked_up_as_its_matter_says(world) -> None:
    found: Counter[str] = Counter()
    for actor in [*ACTORS, *SHADED]:
        user = world.people.get(actor, AnonymousUser())
        with remembering():
            for name, matter in MATTERS.items():
                every = Ids(matter.rows(user).model.objects.values_list("pk", flat=True))
                seen = {pk for _name, pk in among(name).rows(user, every)}
                assert seen == {*matter.rows(user).values_list("pk", flat=True)}, (actor, name)
                found[name] += len(seen)
    assert len(+found) > len(MATTERS) * 3 // 4


def test_people_who_reach_alike_share_the_words_and_not_the_rows(world) -> None:
    question = ReaderQuestion(lambda user: [Dialogue.objects.filter(pk__in=reach_of(user).team).values_list("pk")])
    QUESTIONS.remove(question)
    for actor in ACTORS:
        user = world.people.get(actor, AnonymousUser())
        with remembering():
            assert {pk for (pk,) in question.rows(user)} == set(reach_of(user).team), actor
    assert question._write.cache_info().hits, "nobody was asked in the words of another"


@pytest.mark.parametrize("look", [len, list, set, lambda keys: 1 in keys, lambda keys: {*keys} | {1}])
def test_what_is_not_known_yet_is_not_looked_into(look) -> None:
    keys = Blanks().ids("keys")
    with pytest.raises(UnwritableError):
        keys | look(keys)


def test_sets_are_reckoned_when_the_question_is_asked() -> None:
    blanks = Blanks()
    ours, theirs = blanks.ids("ours"), blanks.ids("theirs")
    cases = {
        "or": ours | theirs,
        "and": ours & theirs,
        "less": ours - theirs,
        "known": Ids({1, 9}) - ours,
        "of known": Ids({1, 9}) & ours,
    }
    with writing():
        texts = {
            name: write(Dialogue.objects.filter(pk__in=keys).values_list("pk"), blanks) for name, keys in cases.items()
        }
    values = {"ours": Ids({1, 2, 3}), "theirs": Ids({3, 4}), "now": None, "today": None}
    held = {name: {*text.filled(values)[1]} for name, text in texts.items() if text}
    assert held["or"] == {1, 2, 3, 4}
    assert held["and"] == {3}
    assert held["less"] == {1, 2}
    assert held["known"] == {9}
    assert held["of known"] == {1}
    nobody = texts["less"].filled({**values, "theirs": Ids({1, 2, 3})})[1]
    assert not Dialogue.objects.filter(pk__in=nobody).exists()
    assert len(nobody) == 1, "an empty set is asked for a key that no row has"


def test_a_question_that_names_a_moment_of_its_own_is_refused() -> None:
    blanks = Blanks()
    with writing():
        write(Dialogue.objects.filter(published_at__lte=clock.now()).values_list("pk"), blanks)
    with pytest.raises(UnwritableError, match="the clock"):
        write(Dialogue.objects.filter(published_at__lte=datetime.now().astimezone()).values_list("pk"), blanks)


def test_moments_and_days_are_reckoned_where_and_when_they_are_asked() -> None:
    blanks, since = Blanks(), timezone.now() - timedelta(days=2)
    role = make.role(make.dialogue(visibility=Visibility.PUBLIC, published_at=since), make.user(), Role.OBSERVER)
    with timezone.override(FIRST_TO_WAKE):
        type(role).objects.filter(pk=role.pk).update(starts_on=timezone.localdate())
    with writing():
        lately = Dialogue.objects.filter(published_at__gt=clock.now() - timedelta(days=3)).values_list("pk")
        before = Dialogue.objects.filter(published_at__gt=clock.now() - timedelta(days=1)).values_list("pk")
        begun = type(role).objects.filter(pk=role.pk, starts_on__lte=clock.today()).values_list("pk")
        texts = [write(rows, blanks) for rows in (lately, before, begun)]
    found = [ask([text], {}) for text in texts if text is not None]
    assert found[:2] == [[(role.dialogue_id,)], []]
    for zone, rows in ((FIRST_TO_WAKE, 1), (LAST_TO_WAKE, 0)):
        with timezone.override(zone):
            assert texts[2] is not None and len(ask([texts[2]], {})) == rows, zone


def test_of_what_waits_in_great_number_some_are_named_and_the_rest_stands_on_its_page() -> None:
    dialogue = make.dialogue()
    Dialogue.objects.filter(pk=dialogue.pk).update(shown_tabs=["consensus"])
    said = {"dialogue": dialogue, "status": ChallengeStatus.PROPOSED}
    Challenge.objects.bulk_create(Challenge(number=number, title="One", **said) for number in range(MOST_OF_A_KIND + 3))
    assert len(list(waiting_for(make.host_of(dialogue)))) == MOST_OF_A_KIND
