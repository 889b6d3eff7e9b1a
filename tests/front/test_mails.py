"""Every mail that is composed, in both languages: whole sentences, no holes, no long lines, nothing given away."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from dialogues.documents.services.comments import open_comments
from dialogues.inputs.services import enter_on_behalf
from dialogues.inputs.services.answers import Typed
from dialogues.ledger.models import Entry
from dialogues.models import Dialogue
from dialogues.services.invitations import invite
from dialogues.states import Channel
from inspired.core.models import OutboxMail
from inspired.core.outbox import COMPOSERS, folded
from inspired.core.sealing import seal
from tests import make
from tests.documents import make as documents

for tasks in ("dialogues.tasks", "dialogues.inputs.tasks", "dialogues.ledger.tasks", "dialogues.documents.tasks"):
    import_module(tasks)  # composers register as workers load them
import_module("inspired.core.account_mail")

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2] / "templates"
SECRETS = ("Union of Cooks", "Very confidential", "Too little", "New Person")
LANGUAGES = ("en", "fr")


def ids_of(dialogue: Dialogue) -> tuple[Any, dict[str, int]]:
    """Make what every composer finds something in; return who gets the mail and the ids a mail keeps."""
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union of Cooks")
    member, later = make.delegate(seat), timezone.now() + timedelta(days=5)
    call = make.call(dialogue, title="Very confidential call", due_at=later)
    typed = Typed("en", {call.questions.get().pk: "Too little"})
    key = "7b0c7a3e-3a52-4b6e-9a0e-0a8f3a1c2d3e"
    answer = enter_on_behalf(call, seat, by=host, channel=Channel.PHONE, typed=typed, key=key)
    invitation = invite(seat, by=host, email="new@example.org", name="New Person")
    document = documents.ppa(dialogue)
    period = open_comments(document, by=host, due_at=later)
    elsewhere = make.dialogue(short_label=dialogue.short_label)
    asked = make.seat(elsewhere)
    make.delegate(asked)
    round_ = documents.round_(documents.version(documents.ppa(elsewhere)), [asked])
    open_call = make.call(dialogue, title="Another very confidential call", due_at=later)
    return member, {
        "call": open_call.pk,
        "entry": answer.entry_id,
        "invitation": invitation.pk,
        "generation": invitation.generation,
        "period": period.pk,
        "round": round_.pk,
    }


def must_read_well(subject: str, body: str, where: str) -> None:
    """Fail on holes, doubled punctuation, empty quotes, long lines and shouting."""
    assert subject.strip() == subject, where
    assert 8 <= len(subject) <= 78, (where, subject)
    text = f"{subject}\n{body}"
    assert not re.search(r"[.:;,?!]\s?[.:;,?!](?!//)|\.\.|“”|«\s*»|\(\)|%\(|\{\{|\{%|None|(?<=\S)  \w|<\w", text), (
        where,
        text,
    )
    assert all(len(line) <= 78 or "://" in line for line in body.splitlines()), (where, body)
    assert "\n\n\n" not in body, (where, body)
    for paragraph in body.strip().split("\n\n"):
        assert "://" in paragraph or paragraph.startswith(" ") or paragraph.rstrip()[-1] in ".:,", (where, paragraph)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", ["", "North table"])
def test_every_mail_about_a_dialogue_reads_well(language: str, label: str) -> None:
    dialogue = make.dialogue(short_label=label, time_zone="Atlantic/Cape_Verde")
    member, ids = ids_of(dialogue)
    seen = set()
    for kind, compose in sorted(COMPOSERS.items()):
        if kind.startswith("accounts."):
            continue
        decided = kind == "ledger.decided"
        Entry.objects.update(
            disposition="accepted" if decided else "new",
            disposed_at=timezone.now() if decided else None,
            objected_at=timezone.now() if kind == "ledger.objected" else None,
        )
        with translation.override(language):
            mail = compose(OutboxMail(kind=kind, key=kind, user=member, ids=ids))
        body = folded(mail.body)
        must_read_well(mail.subject, body, f"{kind} {language} {label}")
        assert label in mail.subject
        assert not [word for word in SECRETS if word in body + mail.subject], kind
        assert not dialogue.short_label or f"{label}" in body
        assert re.search(r"\bhttps?://", body), kind
        assert ("You get this message" in body) == (language == "en"), kind
        seen.add(mail.subject)
    assert len(seen) >= 9


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("*/email/*_message.txt"))
)
def test_every_mail_about_an_account_reads_well(language: str, name: str) -> None:
    context = {
        "site_url": "https://example.org",
        "code": "123456",
        "link": "https://example.org/k/1/",
        "email": "a@b.c",
    }
    with translation.override(language):
        subject = render_to_string(name.replace("_message", "_subject"), context).strip()
        body = folded(render_to_string(name, context).strip())
    must_read_well(subject, body, f"{name} {language}")


@pytest.mark.parametrize("kind", ["accounts.password", "accounts.message"])
def test_mails_composed_when_they_are_sent_read_well(kind: str) -> None:
    user = make.user()
    secret = seal({"subject": "Your code to sign in", "body": "A sentence."})
    for address in (user.email, "nobody@example.org"):
        mail = COMPOSERS[kind](OutboxMail(kind=kind, key=kind, to=address, secret=secret))
        must_read_well(mail.subject, folded(mail.body), kind)


def test_long_lines_are_folded_between_words_and_addresses_stay_whole() -> None:
    link = "https://example.org/" + "x" * 90
    text = folded(f"{'word ' * 40}\n\n{link}\n\n    123456\n")
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 76
    assert link in text.splitlines()
    assert "    123456" in text
