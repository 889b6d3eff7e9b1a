"""``manage.py erase_person``: says what it would do, does it when told to, and refuses with a sentence."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from dialogues.models import DialogueRole
from dialogues.states import Role
from inspired.core.audit import verify
from inspired.core.models import Event, User
from tests import make
from tests.erasure.reading import places_of

pytestmark = pytest.mark.django_db(transaction=True)
NAME, ADDRESS = "Commanded Canary", "commanded-canary@example.org"


@pytest.fixture
def person() -> User:
    """A delegate who can no longer sign in."""
    return make.delegate(make.seat(make.dialogue()), make.user(ADDRESS, name=NAME))


def erase(*words: str) -> str:
    out = io.StringIO()
    call_command("erase_person", *words, stdout=out)
    return out.getvalue()


def test_without_the_word_nothing_is_done(person: User) -> None:
    said = erase(ADDRESS)
    assert "Nothing was done" in said and "goes " in said and "stays" in said
    assert NAME not in said, "what is held is counted, not quoted"
    assert User.objects.get(pk=person.pk).email == ADDRESS
    assert not Event.objects.filter(verb="person.erased").exists()


@pytest.mark.parametrize("by_key", [False, True], ids=["address", "key"])
def test_with_the_word_it_is_done_for_good_and_told_in_the_trail(by_key: bool, person: User) -> None:
    said = erase(person.person_key if by_key else ADDRESS.upper(), "--erase")
    assert said.endswith("Erased.\n") and NAME not in said
    assert places_of((NAME, ADDRESS), said) == []
    assert Event.objects.get(verb="person.erased").actor == "", "the system did it, for somebody who cannot"
    assert not list(verify())


def test_twice_says_the_same_and_changes_nothing(person: User) -> None:
    key = person.person_key
    erase(key, "--erase")
    events = Event.objects.count()
    assert "Erased." in erase(key, "--erase")
    assert Event.objects.count() == events


@pytest.mark.parametrize("word", ["nobody@example.org", "d0734c95056c42b38fce887c3631519e", "", "%", "' OR 1=1 --"])
def test_nobody_is_found_under_a_wrong_word(word: str, person: User) -> None:
    for more in ((), ("--erase",)):
        with pytest.raises(CommandError, match="nobody"):
            erase(word, *more)
    assert User.objects.get(pk=person.pk).name == NAME


def test_what_must_be_settled_before_is_said_and_nothing_is_done() -> None:
    dialogue = make.dialogue(title="Left alone", host=make.user(ADDRESS, name=NAME, is_host=True))
    with pytest.raises(CommandError, match="Left alone"):
        erase(ADDRESS, "--erase")
    assert User.objects.get(email=ADDRESS).name == NAME
    assert DialogueRole.objects.active().filter(dialogue=dialogue).count() == 1
    make.role(dialogue, make.user(), Role.HOST)
    assert "Erased." in erase(ADDRESS, "--erase")
