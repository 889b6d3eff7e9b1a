"""No line of the logs holds a link that opens something: neither one that was mistyped nor one that a scanner posted to."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings
from django.urls import reverse

from inspired.core.quiet import HideTokens
from tests import make
from tests.policy.reading import ROUTES

TOKEN = "12.1.secretsecretsecretsecretsecretsecretsecret"
ARGUMENTS = {"token": TOKEN, "key": TOKEN, "uidb36": "1"}
WITH_TOKENS = sorted(
    name for name, (_pattern, names) in ROUTES.items() if "token" in names or name == "account_reset_password_from_key"
)
CATALOGUE = {"guide_page", "about"}  # pages for everybody, which no dialogue gives its name


@pytest.mark.django_db
@pytest.mark.parametrize("name", WITH_TOKENS)
@pytest.mark.parametrize("end", ["", ")", "x/y/"])
def test_a_link_is_not_written_down(client, caplog, name: str, end: str) -> None:
    path = reverse(name, kwargs={argument: ARGUMENTS[argument] for argument in ROUTES[name][1]})
    with caplog.at_level(logging.DEBUG, logger="django"):
        client.get(f"{path}{end}")
        client.post(f"{path}{end}")
    assert all(HideTokens().filter(record) for record in caplog.records)
    assert not [line for line in caplog.messages if "secretsecret" in line]


@pytest.mark.django_db
def test_the_name_of_a_dialogue_is_not_written_down(client, caplog) -> None:
    dialogue = make.dialogue(title="Violence at home", slug="violence-at-home")
    assert dialogue.slug == "violence-at-home"
    client.force_login(make.delegate(make.seat(dialogue)))
    named = sorted(name for name, (_pattern, names) in ROUTES.items() if names == ["slug"] and name not in CATALOGUE)
    assert len(named) > 20
    with caplog.at_level(logging.DEBUG, logger="django"):
        for name in named:
            client.get(reverse(name, kwargs={"slug": dialogue.slug}))
            client.get(reverse(name, kwargs={"slug": "violence-at-work"}) + "x")
            client.get(f"/library/violence-at-home/1/1/{name}/")
    assert {record.status_code for record in caplog.records if hasattr(record, "status_code")} >= {403, 404}
    assert all(HideTokens().filter(record) for record in caplog.records)
    assert not [line for line in caplog.messages if "violence" in line]


def test_every_line_passes_the_filter() -> None:
    assert len(WITH_TOKENS) >= 6
    assert all(handler["filters"] == ["no_tokens"] for handler in settings.LOGGING["handlers"].values())
