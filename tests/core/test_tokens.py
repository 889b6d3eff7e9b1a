"""Tokens open one thing for one purpose, and nothing when a character differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspired.core.sealing import SealBroken, seal, unseal
from inspired.core.tokens import derive, parse


def test_token_gives_back_its_id_and_generation():
    assert parse(derive("invitation", 17, 2), "invitation") == ("17", 2)
    assert parse(derive("invitation", "a-b_c", 0), "invitation") == ("a-b_c", 0)


def test_token_of_one_purpose_opens_nothing_else():
    assert parse(derive("invitation", 17, 2), "unsubscribe") is None


def test_token_is_the_same_each_time_and_another_for_each_generation():
    assert derive("invitation", 17, 2) == derive("invitation", 17, 2)
    assert derive("invitation", 17, 2) != derive("invitation", 17, 3)


@given(data=st.data())
def test_changed_token_opens_nothing(data):
    token = derive("invitation", 17, 2)
    place = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters().filter(lambda character: character != token[place]))
    parsed = parse(token[:place] + other + token[place + 1 :], "invitation")
    # The last character of 43 carries 4 of its 6 bits; another spelling of the same bits must be refused as well.
    assert parsed is None


@given(st.text(max_size=200))
def test_any_text_is_refused_without_an_error(text):
    assert parse(text, "invitation") is None


def test_ids_that_do_not_fit_a_link_are_refused():
    for subject in ("", "a.b", "a/b", "x" * 65):
        with pytest.raises(ValueError):
            derive("invitation", subject, 1)
    with pytest.raises(ValueError):
        derive("invitation", 1, -1)


def test_tokens_and_secrets_outlive_a_change_of_key(settings):
    token, sealed = derive("invitation", 17, 2), seal({"code": "123456"})
    settings.SECRET_KEY, old = "another-key-" + "k" * 50, settings.SECRET_KEY
    assert parse(token, "invitation") is None
    with pytest.raises(SealBroken):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert parse(token, "invitation") == ("17", 2)
    assert unseal(sealed) == {"code": "123456"}


def test_sealed_secret_does_not_show():
    assert b"123456" not in seal({"code": "123456"})
