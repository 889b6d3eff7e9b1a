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

from dialogues.convening.models import Handover
from dialogues.letters import digest
from dialogues.models import Deletion, Dialogue, Notice
from dialogues.noticeboard import Told
from dialogues.services import notices
from dialogues.services.invitations import invite
from dialogues.states import Role
from inspired.core.models import OutboxMail
from inspired.core.noticing import KINDS
from inspired.core.outbox import COMPOSERS, Composed, folded
from inspired.core.sealing import seal
from tests import make

for tasks in ("dialogues.tasks", "dialogues.deleting", "dialogues.convening.tasks", "inspired.core.account_mail"):
    import_module(tasks)  # composers register as workers load them

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parents[2] / "templates"
SECRETS = ("Union of Cooks", "Very confidential", "Too little", "New Person")
LANGUAGES = ("en", "fr")


def ids_of(dialogue: Dialogue) -> tuple[Any, dict[str, int]]:
    """Make what every composer finds something in; return who gets the mail and the ids a mail keeps."""
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union of Cooks")
    invitation = invite(seat, by=host, email="new@example.org", name="New Person")
    deletion = Deletion.objects.create(dialogue=dialogue, due_at=timezone.now() + timedelta(days=7))
    handover = Handover.objects.create(dialogue=dialogue, member=host, follower=make.user(), role=Role.HOST, by=host)
    ids = {
        "invitation": invitation.pk,
        "generation": invitation.generation,
        "deletion": deletion.pk,
        "handover": handover.pk,
    }
    return make.delegate(seat), ids


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
        is_whole = paragraph.startswith(" ") or "\n- " in paragraph or paragraph.rstrip()[-1] in ".:,"
        assert "://" in paragraph or is_whole, (where, paragraph)


def must_keep_quiet(mail: Composed, dialogue: Dialogue, where: str) -> None:
    """Fail on a mail that reads badly, gives something away, or does not say why one gets it."""
    body = folded(mail.body)
    must_read_well(mail.subject, body, where)
    assert dialogue.short_label in mail.subject
    assert not [word for word in SECRETS if word in body + mail.subject], where
    assert re.search(r"\bhttps?://", body), where
    assert ("You get this" in body) == (translation.get_language() == "en"), where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", ["", "North table"])
def test_every_mail_about_a_dialogue_reads_well(language: str, label: str) -> None:
    dialogue = make.dialogue(short_label=label, time_zone="Atlantic/Cape_Verde", title="Very confidential")
    member, ids = ids_of(dialogue)
    kinds = {kind for kind in COMPOSERS if not kind.startswith("accounts.")} - {notices.MAIL}
    assert len(kinds) >= 4
    for kind in sorted(kinds):
        with translation.override(language):
            mail = COMPOSERS[kind](OutboxMail(kind=kind, key=kind, user=member, ids=ids))
            must_keep_quiet(mail, dialogue, f"{kind} {language} {label}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("label", ["", "North table"])
@pytest.mark.parametrize("count", [1, 3])
def test_every_kind_of_notice_reads_well(language: str, label: str, count: int) -> None:
    dialogue = make.dialogue(short_label=label, title="Very confidential")
    member = make.delegate(make.seat(dialogue, "Union of Cooks"))
    assert len(KINDS) >= 12
    for kind in KINDS.values():
        items = [(Notice(pk=number + 1, kind=kind.name), None) for number in range(count)]
        with translation.override(language):
            mail = digest(dialogue, member, [Told(kind, items)])
            must_keep_quiet(mail, dialogue, f"{kind.name} {language} {label}")


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
