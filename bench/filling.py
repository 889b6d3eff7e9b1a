"""Fills a database of a given size: rows in bulk where their number matters, the services where their work does."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bench import texts
from bench.appraisals import fill_appraisals
from bench.commitments import fill_commitments
from bench.contacts import fill_contacts
from bench.groups import fill_groups
from bench.meetings import fill_meetings
from bench.table import fill_table
from dialogues.activities.models import Meeting
from dialogues.consensus.models import Appraisal
from dialogues.convening.models import Pulse
from dialogues.documents.composing import content_of
from dialogues.documents.models import Document, Round, Version
from dialogues.documents.services import comments, rounds, sections, versions
from dialogues.documents.states import Position
from dialogues.inputs.models import Call, Question
from dialogues.inputs.services import save_draft, submit
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import CallStatus, QuestionKind
from dialogues.ledger.models import Entry
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.models import Delegate, Dialogue, DialogueRole, Invitation, Mandate, Organisation, Seat
from dialogues.services.invitations import invite
from dialogues.services.phases import move_phase
from dialogues.states import Category, DelegateRole, Phase, PhaseMove, Role, Status, Visibility
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.models.people import Person
from workinggroups.models import Group

PAGES_PARAGRAPHS = 19  # in each of the eleven sections: forty printed pages


@dataclass(frozen=True)
class Size:
    """How much there is."""

    dialogues: int
    seats: int
    inputs: int
    versions: int
    comments: int
    contacts: int = 0
    letters: int = 0
    groups: int = 0
    appraised: int = 0


SIZES = {"small": Size(1, 10, 20, 1, 20, 20, 20, 3, 1), "large": Size(50, 60, 1000, 5, 300, 500, 200, 20, 4)}


@dataclass
class Filled:
    """What the pages are about: the dialogue that is looked at, and who looks."""

    host: User
    dialogue: Dialogue
    seats: list[Seat] = field(default_factory=list)
    people: list[User] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    draft_call: Call | None = None
    document: Document | None = None
    version: Version | None = None
    round: Round | None = None
    invitation: Invitation | None = None
    pulse: Pulse | None = None
    meeting: Meeting | None = None
    groups: list[Group] = field(default_factory=list)
    appraisal: Appraisal | None = None


def fill(size: Size) -> Filled:
    """Fill the database and return what the pages are about."""
    host = User.objects.create_user("host@example.org", name="Host", is_host=True)
    first, *others = [open_dialogue(number, host) for number in range(1, size.dialogues + 1)]
    made = Filled(host, first)
    made.seats, made.people = seat_all(first, size.seats, "a")
    for number, other in enumerate(others, 2):
        seat_all(other, 8, f"d{number}")
    # The people of the first seat sit at two more tables, like organisations that take part in several dialogues.
    for other in others[:2]:
        _sit(other, made.seats[0].organisation, made.people[0])
    with transaction.atomic():
        _inputs(made, size.inputs)
        _document(made, size)
        fill_contacts(first, size.contacts, by=host)
        fill_table(made, size.letters)
        made.meeting = fill_meetings(made, size.letters // 2)
        made.groups = fill_groups(first, made.seats, size.groups, by=host)
        fill_commitments(first, made.version, made.seats, size.groups * 2, by=host)
        made.appraisal = fill_appraisals(first, made.seats, size.appraised, by=host)
        made.invitation = invite(made.seats[1], by=host, email="invited@example.org", name="Invited Person")
    return made


def open_dialogue(number: int, host: User) -> Dialogue:
    """Make an open dialogue with its host and its first phase."""
    made = Dialogue.objects.create(
        slug=f"dialogue-{number}",
        title=f"Decent work for domestic workers {number}",
        purpose="To agree on what is to be done about contracts, wages and social security of domestic workers",
        country="Ilhas do Sul",
        policy_area="Domestic work",
        status=Status.OPEN,
        visibility=Visibility.PUBLIC if number % 5 == 1 else Visibility.PARTICIPANTS,
        published_at=timezone.now() if number % 5 == 1 else None,
        host_organisation=Organisation.objects.create(name=f"Institute {number}"),
        contact="host@example.org",
    )
    DialogueRole.objects.create(dialogue=made, user=host, role=Role.HOST)
    move_phase(made, by=host, phase=Phase.ASSESSMENT, move=PhaseMove.OPEN, reason="We begin.")
    return made


def seat_all(dialogue: Dialogue, count: int, prefix: str) -> tuple[list[Seat], list[User]]:
    """Make seats, each with one delegate who may sign, in a handful of inserts."""
    now, categories = timezone.now(), list(Category)
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"{prefix} organisation {number}", category=categories[number % len(categories)])
        for number in range(count)
    )
    seats = Seat.objects.bulk_create(
        Seat(dialogue=dialogue, organisation=each, category=each.category, joined_at=now) for each in organisations
    )
    people = Person.objects.bulk_create(Person(name=f"Person {prefix} {number}") for number in range(count))
    users = User.objects.bulk_create(
        User(person=person, email=f"{prefix}{number}@example.org", password="!", language="en")
        for number, person in enumerate(people)
    )
    delegates = Delegate.objects.bulk_create(
        Delegate(seat=seat, person=person, user=user, function="Director", email=user.email or "")
        for seat, person, user in zip(seats, people, users, strict=True)
    )
    Mandate.objects.bulk_create(Mandate(delegate=each, role=DelegateRole.HEAD, may_sign=True) for each in delegates)
    return seats, users


def _sit(dialogue: Dialogue, organisation: Organisation, user: User) -> None:
    seat = Seat.objects.create(
        dialogue=dialogue, organisation=organisation, category=Category.CIVIL_SOCIETY, joined_at=timezone.now()
    )
    delegate = Delegate.objects.create(seat=seat, person=user.person, user=user)
    Mandate.objects.create(delegate=delegate, role=DelegateRole.HEAD, may_sign=True)


def _call(dialogue: Dialogue, number: int) -> Call:
    call = Call.objects.create(
        dialogue=dialogue,
        title=f"What should change, part {number}",
        introduction="Please tell us what you see.",
        status=CallStatus.OPEN,
        opened_at=timezone.now(),
        due_at=timezone.now() + timedelta(days=14),
        tier=Tier.PARTICIPANTS,
    )
    kinds = [QuestionKind.TEXT, QuestionKind.TEXT, QuestionKind.SCALE, QuestionKind.CHOICE, QuestionKind.NUMBER]
    choices = ["Contracts", "Wages", "Inspection"]
    Question.objects.bulk_create(
        Question(
            call=call,
            number=place,
            text=f"Question {place}: what do you see?",
            kind=kind,
            choices=choices if kind == QuestionKind.CHOICE else [],
        )
        for place, kind in enumerate(kinds, 1)
    )
    return call


def typed(call: Call, seed: int) -> Typed:
    """Return an answer to every question of a call."""
    dice = random.Random(seed)
    values: dict[int, str] = {}
    for question in call.questions.all():
        if question.kind == QuestionKind.TEXT:
            values[question.pk] = texts.paragraph(dice)
        elif question.kind == QuestionKind.CHOICE:
            values[question.pk] = dice.choice(question.choices)
        else:
            values[question.pk] = str(dice.randint(1, 5))
    return Typed("en", values)


def _inputs(made: Filled, count: int) -> None:
    per_call = min(len(made.seats), 50)
    for number in range(count // per_call):
        call = _call(made.dialogue, number + 1)
        made.calls.append(call)
        for place in range(per_call):
            user = made.people[place]
            saved = save_draft(call, made.seats[place], by=user, revision=0, typed=typed(call, number * 100 + place))
            answer = submit(saved, by=user, revision=saved.revision)
            if place % 2:
                _decide(made, answer.entry, place)
    made.draft_call = _call(made.dialogue, 99)


def _decide(made: Filled, entry: Any, place: int) -> None:
    choices = [Disposition.ACCEPTED, Disposition.PARTLY, Disposition.NOT_ACCEPTED, Disposition.PARKED]
    said = "It fits what the survey shows; see the section on contracts."
    decide(entry, by=made.host, disposition=choices[place // 2 % 4], reason=said)


def _document(made: Filled, size: Size) -> None:
    document = write(made, PAGES_PARAGRAPHS)
    _cite(made)
    _open_for_comments(made, size.comments // 2)
    for number in range(1, size.versions):
        made.version = freeze(made)
        if number == size.versions - 1:
            _adopt(made)
        versions.reopen_text(document, by=made.host, reason="The next version.")
        issue = document.sections.get(key="issue")
        text = texts.section(1000 + number, PAGES_PARAGRAPHS)
        sections.save_section(issue, by=made.host, text=text, revision=issue.revision)
    made.version = freeze(made)
    made.round = _round(made)
    versions.reopen_text(document, by=made.host, reason="Comments go on.")
    _open_for_comments(made, size.comments - size.comments // 2)


def write(made: Filled, paragraphs: int) -> Document:
    """Write a PPA with so many paragraphs in each of its eleven sections."""
    made.document = sections.create_ppa(made.dialogue, by=made.host)
    for section in made.document.sections.all():
        text = texts.section(section.number, paragraphs)
        sections.save_section(section, by=made.host, text=text, revision=0)
    sections.save_summary(made.document, by=made.host, text=texts.section(99, 6), previous="")
    made.document.refresh_from_db()
    return made.document


def _cite(made: Filled) -> None:
    entries = list(Entry.objects.filter(dialogue=made.dialogue)[:30])
    chosen = list(made.document.sections.all())
    for place, entry in enumerate(entries):
        section = chosen[place % len(chosen)]
        paragraph = section.paragraphs[place % len(section.paragraphs)]["id"]
        sections.cite(section, by=made.host, entry=entry, paragraph_id=paragraph)


def _open_for_comments(made: Filled, count: int) -> None:
    document = made.document
    due = timezone.now() + timedelta(days=14)
    comments.open_comments(document, by=made.host, due_at=due)
    document.refresh_from_db()
    chosen = list(document.sections.all())
    for number in range(count):
        section = chosen[number % len(chosen)]
        place = number % len(made.seats)
        comment = comments.add_comment(
            document,
            by=made.people[place],
            seat=made.seats[place],
            text=texts.paragraph(random.Random(number), 3),
            section=section,
            paragraph_id=section.paragraphs[number % len(section.paragraphs)]["id"],
            wording="should be phased in over two years" if number % 3 == 0 else "",
        )
        if number % 2:
            _decide(made, comment.entry, number)


def freeze(made: Filled) -> Version:
    """Freeze what stands there now."""
    draft = content_of(made.document, by=made.host, number=0, frozen_at=timezone.now())
    return versions.freeze(made.document, by=made.host, stamp=draft.stamp, change_note="As discussed")


def _round(made: Filled) -> Round:
    due = timezone.now() + timedelta(days=14)
    opened = rounds.open_round(made.version, by=made.host, due_at=due, seats=made.seats)
    for seat, user in list(zip(made.seats, made.people, strict=True))[: len(made.seats) // 2]:
        position = Position.RESERVE if seat.pk % 5 == 0 else Position.ENDORSE
        wishes = (rounds.Wish("The date is too early."),) if position == Position.RESERVE else ()
        said = rounds.Said(position, "We agree.", wishes)
        rounds.prepare_answer(opened, by=user, seat=seat, said=said, sha256=made.version.sha256)
    return opened


def _adopt(made: Filled) -> None:
    rounds.close_round(_round(made), by=made.host)
    versions.adopt(made.version, by=made.host, reason="The ground rules ask for half of the seats.")
    versions.publish_version(made.version, by=made.host, told=made.seats)
