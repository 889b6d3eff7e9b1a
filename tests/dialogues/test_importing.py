"""Lists of people to invite: what is understood, what is refused, and that sending does what the preview said."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from dialogues import tasks
from dialogues.importing import Line, ListRefused, read_lines
from dialogues.models import Dialogue, Invitation, InvitationList, Seat
from dialogues.recognising import known_in
from dialogues.services import invitations
from dialogues.services.lists import SEND_LIST, invite_lines, send_list
from dialogues.spreadsheets import text_of
from dialogues.states import Category, DelegateRole, Role
from inspired.core.models import Job
from inspired.core.models.mail import OutboxMail
from inspired.core.running import run, work_off
from tests import make

pytestmark = pytest.mark.django_db
HEAD = "Organisation;Category;E-mail\n"


def read(text: str, dialogue: Dialogue | None = None) -> list[Line]:
    dialogue = dialogue or make.dialogue()
    return read_lines(text, known_in(dialogue, text, user=make.host_of(dialogue)))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffOrganisation;Category;Name;E-mail\r\nUnion;Media;Ana;ana@example.org\r\n",
        'Organisation,Category,Name,E-mail\n"Union",Media,Ana,ana@example.org\n',
        "organization\tCATEGORY\tfull name\te-mail address\nUnion\tmedia\tAna\tANA@example.org\n",
        "Courriel;Nom;Organisme;Catégorie\nana@example.org;Ana;Union;médias\n",
        "\n\n E-Mail ; Structure ; Nom complet ; categorie \n\nana@example.org;Union;Ana;presse\n\n",
    ],
)
def test_separators_marks_and_both_languages_are_understood(text: str) -> None:
    (line,) = read(text_of(text.encode()))
    assert (line.organisation, line.category, line.name, line.email) == ("Union", "media", "Ana", "ana@example.org")
    assert line.can_be_sent, line.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_old_spreadsheets_are_understood(encoding: str) -> None:
    (line,) = read(text_of("Organisation;Category;E-mail\nUnité;Academia;a@example.org".encode(encoding)))
    assert line.organisation == "Unité"


def test_a_workbook_is_understood() -> None:
    content = workbook(
        ("Organisation", "Category", "E-mail", "May sign"), (None,) * 4, ("Union", "NGO", "a@example.org", "yes")
    )
    (line,) = read(text_of(content))
    assert line.category == Category.CIVIL_SOCIETY
    assert line.may_sign
    assert line.can_be_sent


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("Union;Media;not-an-address", "address"),
        ("Union;Media;", "missing"),
        (";Media;a@example.org", "missing"),
        ("Union;Astrology;a@example.org", "nine"),
        ("Union;;a@example.org", "category"),
        ("=HYPERLINK(1);Media;a@example.org", "formula"),
        ("@SUM(1);Media;a@example.org", "formula"),
        ("Uni\u202eon;Media;a@example.org", "signs"),
        ("U\x07n;Media;a@example.org", "signs"),
        ("U" * 201 + ";Media;a@example.org", "long"),
        ("Union;Media;a@example.org\\nBcc: b@example.org", "address"),
    ],
)
def test_what_is_wrong_is_said_and_not_sent(row: str, word: str) -> None:
    (line,) = read(HEAD + row)
    assert not line.can_be_sent
    assert word in " ".join(line.problems)


def test_duplicates_and_second_people_of_one_organisation() -> None:
    first, twin, second = read(HEAD + "Union;Media;a@example.org\nUNION;Media;A@example.org\nUnion;Media;b@example.org")
    assert first.can_be_sent
    assert (first.role, first.may_sign) == (DelegateRole.HEAD, True)
    assert not twin.can_be_sent
    assert "line 2" in " ".join(twin.problems)
    assert (second.role, second.may_sign, second.can_be_sent) == (DelegateRole.ALTERNATE, False, True)


def test_slips_that_may_be_meant_are_named_and_sent_all_the_same() -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    make.delegate(make.seat(dialogue, "Union"))
    text = (
        "organisation,category,e-mail,role,may sign\n"
        "Org A,CSO,ann@t.example,head,yes\n"
        "Org B,CSO,ann@t.example,head,yes\n"
        "Org A,CSO,bob@t.example,head,no\n"
        "Union,CSO,cy@t.example,head,no\n"
        f"Org C,CSO,{host.email},head,yes\n"
    )
    first, second, third, fourth, own = read(text, dialogue)
    assert not first.cautions and all(line.can_be_sent for line in (first, second, third, fourth, own))
    assert second.cautions == ["The same address as line 2, for Org A."]
    assert third.cautions == ["Line 2 names a head of this delegation already."]
    assert fourth.cautions == ["This organisation has a head of delegation already."]
    assert not own.may_sign and "will speak, but not sign" in " ".join(own.notes)


def test_seats_invitations_delegates_and_accounts_are_recognised() -> None:
    dialogue = make.dialogue()
    host, seat = make.host_of(dialogue), make.seat(dialogue, "Union", category=Category.SOCIAL_AGENTS)
    speaking = make.delegate(seat)
    invitations.invite(seat, by=host, email="invited@example.org", delegate_role="alternate")
    account = make.user("account@example.org")
    donor = make.role(dialogue, make.user(), Role.DONOR).user
    rows = "\n".join(
        f"union;Media;{email}" for email in (speaking.email, "invited@example.org", account.email, donor.email)
    )
    speaks, waits, has_account, neutral = read(HEAD + rows, dialogue)
    assert speaks.skipped
    assert waits.skipped
    assert has_account.can_be_sent
    assert any("sign in" in note for note in has_account.notes)
    assert has_account.category == Category.SOCIAL_AGENTS
    assert has_account.role == DelegateRole.ALTERNATE
    assert neutral.can_be_sent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \n",
        "Organisation;Category\nUnion;Media",
        "a;b;c\n1;2;3",
        HEAD,
        HEAD + "U;Media;a@example.org\n" * 501,
        HEAD + ";" * 40,
    ],
)
def test_a_list_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ListRefused, match=r"\.$"):
        read(text)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return out.getvalue()


def laughs() -> bytes:
    sound, out = zipfile.ZipFile(io.BytesIO(workbook(("Organisation", "E-mail")))), io.BytesIO()
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(out, "w") as parts:
        for name in sound.namelist():
            body = sound.read(name)
            if name == "xl/workbook.xml":
                body = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><workbook>&a8;</workbook>'.encode()
            parts.writestr(name, body)
    return out.getvalue()


def spoilt() -> bytes:
    content = bytearray(workbook(("Organisation", "E-mail")))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entry = parts.getinfo("xl/workbook.xml")
    body = entry.header_offset + 30 + len(entry.filename)
    content[body : body + 4] = b"\xff\xff\xff\xff"
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 not really",
        b"\x00\x01\x02 binary",
        b"x" * (1024 * 1024 + 1),
        bomb(),
        laughs(),
        workbook(("a",))[:-200],
        spoilt(),
    ],
    ids=["not a zip", "binary", "too large", "bomb", "laughs", "cut", "spoilt"],
)
def test_hostile_files_are_refused_quickly(content: bytes) -> None:
    started = time.process_time()
    with pytest.raises(ListRefused):
        text_of(content)
    assert time.process_time() - started < 5


def test_nothing_is_sent_before_the_click_and_each_once_after_it(client: Client) -> None:
    dialogue = make.dialogue()
    client.force_login(make.host_of(dialogue))
    text = HEAD + "Union;Media;a@example.org\nUnion;Media;b@example.org\nParty;Political parties;c@example.org\nX;;bad"
    preview = client.post(reverse("invitation_import", args=[dialogue.slug]), {"text": text})
    assert preview.context["sendable"][2].organisation == "Party"
    assert not Seat.objects.exists()
    assert not OutboxMail.objects.exists()
    for _turn in range(2):
        for _click in range(2):
            sending = client.post(
                reverse("invitation_send", args=[dialogue.slug]), {"text": preview.context["rows"]}
            ).url
        assert "Waiting for its turn" in client.get(sending).content.decode()
        assert Job.objects.unfinished().filter(kind=SEND_LIST).count() == 1
        work_off()
        assert InvitationList.objects.latest("pk").text == ""
        assert "See the invitations" in client.get(sending, headers={"HX-Request": "true"}).content.decode()
        assert sorted(Invitation.objects.values_list("email", flat=True)) == [
            "a@example.org",
            "b@example.org",
            "c@example.org",
        ]
        assert Seat.objects.count() == 2
        assert OutboxMail.objects.count() == 3


def test_a_file_goes_the_same_way_and_errors_keep_what_was_typed(client: Client) -> None:
    dialogue = make.dialogue()
    client.force_login(make.host_of(dialogue))
    page = reverse("invitation_import", args=[dialogue.slug])
    file = SimpleUploadedFile(
        "list.xlsx", workbook(("Organisation", "Category", "E-mail"), ("Union", "Media", "a@example.org"))
    )
    shown = client.post(page, {"text": "", "file": file})
    assert len(shown.context["sendable"]) == 1
    wrong = client.post(page, {"text": "no columns here"})
    assert "no columns here" in wrong.content.decode()
    both = client.post(page, {"text": HEAD, "file": SimpleUploadedFile("l.csv", HEAD.encode())})
    assert "not both" in both.content.decode()
    back = client.post(reverse("invitation_send", args=[dialogue.slug]), {"text": "my list", "back": "1"})
    assert "my list" in back.content.decode()


def test_long_lists_are_previewed_and_sent_in_bearable_time(long: bool) -> None:
    dialogue = make.dialogue()
    host, most = make.host_of(dialogue), 500 if long else 50
    text = HEAD + "\n".join(f"Organisation {n};Media;a{n}@example.org" for n in range(most))
    started = time.process_time()
    lines = read_lines(text, known_in(dialogue, text, user=host))
    assert time.process_time() - started < 5
    assert all(line.can_be_sent for line in lines)
    assert len(invite_lines(dialogue, lines, by=host)) == most
    assert time.process_time() - started < most / 5


def test_a_list_that_broke_off_goes_on_and_invites_nobody_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    dialogue = make.dialogue()
    host = make.host_of(dialogue)
    text = HEAD + "\n".join(f"Organisation {n};Media;a{n}@example.org" for n in range(25))
    taken = send_list(dialogue, by=host, text=text)
    real, calls = tasks.invite_part, []

    def fall(*args: Any, **kwargs: Any) -> int:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the worker died here")
        return real(*args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "invite_part", fall)
        work_off()
    assert Invitation.objects.count() == 10
    Job.objects.filter(kind=SEND_LIST).update(resend_at=timezone.now())
    run(Job.objects.get(kind=SEND_LIST).pk, heartbeat=False)
    taken.refresh_from_db()
    assert (taken.invited, taken.text, Invitation.objects.count()) == (25, "", 25)
    assert OutboxMail.objects.filter(kind=invitations.MAIL).count() == 25


def test_whoever_lost_the_role_meanwhile_invites_nobody() -> None:
    dialogue = make.dialogue()
    host = make.role(dialogue, make.user(), Role.HOST).user
    send_list(dialogue, by=host, text=HEAD + "Union;Media;a@example.org")
    dialogue.roles.filter(user=host).delete()
    work_off()
    assert not Invitation.objects.exists()
    assert Job.objects.get(kind=SEND_LIST).state == "failed"


@pytest.mark.parametrize(
    ("encoding", "is_said"), [("cp1251", True), ("cp1252", True), ("utf-8-sig", False), ("utf-16", False)]
)
def test_a_file_whose_letters_are_guessed_says_so_before_anything_is_sent(
    client: Client, encoding: str, is_said: bool
) -> None:
    dialogue = make.dialogue()
    client.force_login(make.host_of(dialogue))
    name = "Société" if encoding == "cp1252" else "Общество"
    content = f"organisation,category,e-mail\n{name},CSO,oa@example.org\n".encode(encoding)
    for page in ("invitation_import", "contact_import"):
        file = SimpleUploadedFile("list.csv", content)
        told = client.post(reverse(page, args=[dialogue.slug]), {"text": "", "file": file}).content.decode()
        assert ("This file is not saved as UTF-8" in told) == is_said, page
        assert (name in told) == (encoding != "cp1251"), page
