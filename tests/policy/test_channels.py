"""Secrets leave neither by mail, nor through the admin, nor by way of what the audit trail stores."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.core import mail
from django.urls import reverse

from inspired.core.models import Event, Job, OutboxMail
from inspired.core.running import work_off
from tests.policy.canaries import BODIES, CONTACTS, LETTERS, NOMINATED, OFFERED, SECRETS, SHELVED

INSIDE_THE_TABLE = (
    *CONTACTS, *LETTERS, *NOMINATED, *OFFERED, *SHELVED, *BODIES,
    "MESSAGE-IN-CONFIDENCE", "SUBJECT-IN-CONFIDENCE", "ANSWER-IN-CONFIDENCE", "FILE-IN-CONFIDENCE",
    "PERSON-WITH-SLIP", "REMARK-IN-THE-BOX", "WHY-OF-NEIGHBOUR", "HINT-OF-NEIGHBOUR",
    "NAME-OF-ASKER", "HOUSE-OF-ASKER", "REACH-OF-ASKER", "NOTE-OF-ASKER",
)  # fmt: skip
ADDRESSEES = {"INVITED-PERSON", "invited-address@example.org", "address-of-head@example.org", "NAME-OF-HEAD"}


def found(words: object, said: str) -> list[str]:
    return [word for word in words if word.lower() in said.lower()]  # type: ignore[attr-defined]


def test_every_secret_of_the_table_is_planted_and_known(world):
    assert set(INSIDE_THE_TABLE) <= set(SECRETS)


def test_no_mail_says_more_than_that_there_is_something(world):
    queued = OutboxMail.objects.count()
    work_off()
    kinds = set(OutboxMail.objects.values_list("kind", flat=True))
    assert queued and len(mail.outbox) > 5, (queued, kinds, len(mail.outbox))
    told = []
    for sent in mail.outbox:
        said = "\n".join([sent.subject, str(sent.body), *(str(part) for part in getattr(sent, "alternatives", ()))])
        told += [f"{word} in {sent.subject}" for word in found(set(SECRETS) - ADDRESSEES, said)]
    assert not told


def test_no_row_of_the_outbox_and_no_job_holds_a_secret(world):
    rows = [str(row) for model in (OutboxMail, Job) for row in model.objects.values()]
    assert {word for row in rows for word in found(INSIDE_THE_TABLE, row)} == set()


def test_what_the_trail_stores_names_nobody_and_quotes_nothing(world):
    stored = [f"{event.verb} {event.subject} {event.details}" for event in Event.objects.all()]
    assert len(stored) > 50
    assert {word for row in stored for word in found(SECRETS, row)} == set()


@pytest.mark.parametrize("actor", ["admin", "host", "head"])
def test_no_page_of_the_admin_shows_a_secret_or_answers_a_search_for_one(actor, world, ask):
    own = ADDRESSEES | {
        "UNLISTED-ORGANISATION",
        "CATEGORY-ORGANISATION",
    }  # what the admin is for: accounts, organisations
    told, seen = [], 0
    for model, kept in admin.site._registry.items():
        base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        pages = [base, f"{base}?q=CARD", f"{base}?q=LETTER", f"{base}?q=CONFIDENCE"]
        pages += [f"{base}{pk}/change/" for pk in kept.model.objects.values_list("pk", flat=True)[:40]]
        for url in pages:
            answer = ask(actor, "GET", url)
            if answer.status_code == 200:
                answer.render() if hasattr(answer, "render") and not answer.is_rendered else None
                seen += 1
                said = re.sub(r"q=[A-Z]+|value=\"[A-Z]+\"", "", answer.content.decode())
                told += [f"{word} in {url}" for word in found(set(SECRETS) - own, said)]
    assert not told
    assert bool(seen) == (actor == "admin")
