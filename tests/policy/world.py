"""One rich dialogue made through the services, and everybody who may or may not look into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.documents.composing import content_of
from dialogues.documents.models import Citation, Endorsement
from dialogues.documents.services import comments, drafting, rounds, sections, versions
from dialogues.documents.services.rounds import Said, Wish
from dialogues.documents.states import Position, RenditionKind
from dialogues.inputs.models import Question
from dialogues.inputs.services import enter_on_behalf, save_draft
from dialogues.inputs.services.answers import Typed
from dialogues.inputs.states import CallStatus, QuestionKind
from dialogues.ledger.services import decide
from dialogues.ledger.states import Disposition
from dialogues.models import Dialogue, Notice, Seat
from dialogues.services import balance, invitations, lists, mandates, rules, seats
from dialogues.services.deletions import plan_deletion
from dialogues.states import Appearance, Channel, DelegateRole, Role, Status
from inspired.core.models import User
from inspired.core.models.audit import Tier
from inspired.core.services import store_upload
from tests import make
from tests.core.files import PDF as SCAN
from tests.core.files import upload
from tests.documents import make as documents
from tests.policy.world_activities import tools_in_use
from tests.policy.world_appraisal import options_appraised
from tests.policy.world_challenges import challenges_ranked
from tests.policy.world_checks import position_checks
from tests.policy.world_contacts import contact_list
from tests.policy.world_groups import working_groups
from tests.policy.world_handovers import places_handed_over
from tests.policy.world_letters import register_of_letters
from tests.policy.world_messages import talk_in_confidence
from tests.policy.world_monitoring import followed_commitments
from tests.policy.world_roadmap import roadmap_for_reform
from tests.policy.world_shelf import knowledge_shelf
from tests.policy.world_toolkit import catalogue
from tests.policy.world_tools import records_of_tools

ROLES = {
    "facilitator": Role.FACILITATOR,
    "government": Role.GOVERNMENT,
    "observer": Role.OBSERVER,
    "donor": Role.DONOR,
    "media": Role.MEDIA,
}
OUTSIDERS = ("stranger", "other_host", "admin", "former", "left")
OWN = ("head", "alternate", "watcher")
ACTORS = ("anonymous", *OUTSIDERS, "host", "facilitator", *OWN, "neighbour", *list(ROLES)[1:])
SHADED = ("shy", "modest")  # delegates of seats that do not show their names; beside the table of routes


@dataclass
class World:
    """The people by what they are, and the objects by their names."""

    people: dict[str, User] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.objects[name]
        except KeyError:
            raise AttributeError(name) from None


def build() -> World:
    """Make the world; costs some hundred queries, so once per module. Words in capitals are secrets: see canaries."""
    world = World()
    world.objects["dialogue"] = make.dialogue(
        slug="main", title="Main dialogue", incentives="INCENTIVES-OF-HOST", incentives_tier=Tier.HOST
    )
    world.people |= _people(world.dialogue)
    _seats(world)
    _rules_and_invitations(world)
    _inputs(world)
    _text(world)
    _round(world)
    contact_list(world)
    talk_in_confidence(world)
    knowledge_shelf(world)
    register_of_letters(world)
    places_handed_over(world)
    catalogue()
    tools_in_use(world)
    records_of_tools(world)
    working_groups(world)
    position_checks(world)
    challenges_ranked(world)
    followed_commitments(world)
    options_appraised(world)
    roadmap_for_reform(world)
    world.objects["notice"] = Notice.objects.visible_to(world.people["head"]).earliest("pk")
    host = world.people["host"]
    world.objects["twin"] = make.dialogue(host, slug="twin", title="Twin dialogue")
    ended = make.dialogue(host, slug="ended", title="TITLE-TO-BE-DELETED", status=Status.CLOSED)
    world.objects["deletion"] = plan_deletion(ended, by=host, title=ended.title, reason="REASON-FOR-DELETION")
    return world


def _people(dialogue: Dialogue) -> dict[str, User]:
    people = {
        "host": make.host_of(dialogue),
        "stranger": make.user(),
        "other_host": make.host_of(make.dialogue(slug="elsewhere")),
        "admin": make.user(is_staff=True, is_superuser=True),
        "staff": make.user(is_staff=True),
    }
    return people | {name: make.role(dialogue, make.user(), role).user for name, role in ROLES.items()}


def _appearing(wish: str) -> dict[str, str]:
    return {"appear_to_participants": wish, "appear_in_documents": wish, "appear_in_public": wish}


def _seats(world: World) -> None:
    people, dialogue, host = world.people, world.dialogue, world.people["host"]
    own = make.seat(dialogue, "Union of domestic workers")
    table = {
        "neighbour": make.seat(dialogue, "Chamber of households"),
        "shy": make.seat(dialogue, "UNLISTED-ORGANISATION", **_appearing(Appearance.UNLISTED)),
        "modest": make.seat(dialogue, "CATEGORY-ORGANISATION", **_appearing(Appearance.CATEGORY)),
        "left": make.seat(dialogue, "Institute that went"),
    }
    people["head"] = make.delegate(own, make.user("address-of-head@example.org", name="NAME-OF-HEAD"))
    people["alternate"] = make.delegate(own, role=DelegateRole.ALTERNATE, may_sign=False)
    people["watcher"] = make.delegate(own, role=DelegateRole.OBSERVER)
    yesterday = timezone.localdate() - timedelta(days=1)
    people["former"] = make.delegate(own, starts_on=yesterday, ends_on=yesterday)
    people |= {name: make.delegate(seat) for name, seat in table.items()}
    seats.leave_seat(table["left"], by=host, reason="REASON-FOR-LEAVING")
    written = mandates.add_delegate(
        own, by=host, name="Person on paper", email="address-on-paper@example.org", phone="TELEPHONE-ON-PAPER"
    )
    world.objects |= {
        "seat": own,
        **{f"{name}_seat": seat for name, seat in table.items()},
        "delegate": written,
        "mandate": mandates.give_mandate(written, by=host, role=DelegateRole.ALTERNATE, may_sign=False),
        "group": balance.add_group(dialogue, by=host, name="Live-in workers"),
        "role": dialogue.roles.get(role=Role.OBSERVER),
    }


def _rules_and_invitations(world: World) -> None:
    dialogue, host = world.dialogue, world.people["host"]
    agreed = rules.propose_rules(dialogue, by=host, text="We let each other finish")
    for name in ("head", "shy", "modest"):
        seat = world.seat if name == "head" else world.objects[f"{name}_seat"]
        rules.answer_rules(agreed, by=world.people[name], seat=seat, agrees=True)
    rules.agree_rules(agreed, by=host, reason="Nobody objected")
    world.objects["rules"] = rules.propose_rules(dialogue, by=host, text="We write everything down")
    world.objects["list"] = lists.send_list(dialogue, by=host, text="LIST-OF-PEOPLE")
    world.objects["invitation"] = invitations.invite(
        world.neighbour_seat, by=host, email="invited-address@example.org", name="INVITED-PERSON"
    )


def _decided(world: World, entry: Any, reason: str) -> None:
    decide(entry, by=world.people["host"], disposition=Disposition.ACCEPTED, reason=reason, version_label="v1")


def _inputs(world: World) -> None:
    dialogue, people = world.dialogue, world.people
    shared = make.call(dialogue, tier=Tier.PARTICIPANTS)
    submitted = make.answer(shared, world.seat, people["head"], "Wages are low")
    _decided(world, submitted.entry, "It is so")
    for name in ("shy", "modest"):
        _decided(world, make.answer(shared, world.objects[f"{name}_seat"], people[name], f"From {name}").entry, "Yes")
    close = Question(text="What do you see?"), Question(text="A file?", kind=QuestionKind.FILE, is_required=False)
    closed = make.call(dialogue, *close, takes_several=True, tier=Tier.HOST)
    stored = store_upload(upload(SCAN, "FILE-OF-DRAFT.pdf"), by=people["head"])
    values = {close[0].pk: "DRAFT-OF-ANSWER"}
    draft = save_draft(
        closed, world.seat, by=people["head"], revision=0, typed=Typed("en", values, {close[1].pk: stored})
    )
    hidden = make.answer(closed, world.neighbour_seat, people["neighbour"], "INPUT-FOR-HOST").entry
    _decided(world, hidden, "REASON-FOR-NEIGHBOUR")
    told = Typed("en", {close[0].pk: "INPUT-BY-TELEPHONE"})
    scan = store_upload(upload(SCAN, "SCAN-OF-SHEET.pdf"), by=people["host"])
    key = world.dialogue.form_key
    behalf = enter_on_behalf(
        closed, world.seat, by=people["host"], channel=Channel.PHONE, typed=told, key=key, scan=scan
    )
    prepared = make.call(dialogue, Question(text="QUESTION-OF-DRAFT-CALL"), status=CallStatus.DRAFT, title="DRAFT-CALL")
    world.objects |= {
        "call": shared,
        "answer": submitted,
        "entry": submitted.entry,
        "several": closed,
        "draft": draft,
        "file": draft.responses.get(file__isnull=False),
        "hidden": hidden,
        "behalf": behalf.entry,
        "entered": behalf,
        "draft_call": prepared,
        "question": prepared.questions.get(),
    }


def _text(world: World) -> None:
    people, host = world.people, world.people["host"]
    document = documents.ppa(world.dialogue)
    issue = document.sections.get(key="issue")
    world.objects["drafter"] = sections.add_drafter(document, by=host, user=people["head"])
    sections.save_section(issue, by=people["head"], text=f"{issue.text}\n\nBy the head.", revision=issue.revision)
    world.objects["citation"] = sections.cite(issue, by=host, entry=world.entry)
    sections.cite(issue, by=host, entry=world.hidden)
    _comment(world, document, "head")
    draft = content_of(document, by=host, number=0, frozen_at=timezone.now())
    version = versions.freeze(document, by=host, stamp=draft.stamp)
    world.objects |= {"document": document, "version": version}
    world.objects["rendition"] = versions.store_rendition(
        version, by=None, kind=RenditionKind.DRAFT, pdf=b"%PDF-1.7 stored", pages=1, head=(1, "0" * 64)
    )


def _comment(world: World, document: Any, *names: str) -> None:
    host, until = world.people["host"], timezone.now() + timedelta(days=7)
    comments.open_comments(document, by=host, due_at=until)
    for name in names:
        seat: Seat = world.seat if name == "head" else world.objects[f"{name}_seat"]
        given = comments.add_comment(document, by=world.people[name], seat=seat, text=f"COMMENT-BY-{name.upper()}")
        world.objects[f"comment_of_{name}"] = given


def _round(world: World) -> None:
    people, host, document = world.people, world.people["host"], world.document
    names = {"head": world.seat, "shy": world.shy_seat, "modest": world.modest_seat, "neighbour": world.neighbour_seat}
    round_ = documents.round_(world.version, list(names.values()))
    world.objects |= {"round": round_, "invitee": round_.invitees.get(seat=world.seat)}
    wish = Wish("RESERVATION-OF-NEIGHBOUR", wording="WORDING-OF-NEIGHBOUR")
    said = {
        "head": Said(Position.NOT_YET, "NOTE-OF-HEAD"),
        "neighbour": Said(Position.RESERVE, "NOTE-OF-NEIGHBOUR", (wish,)),
        "shy": Said(Position.ENDORSE, "NOTE-OF-SHY"),
        "modest": Said(Position.ENDORSE, "NOTE-OF-MODEST"),
    }
    for name, words in said.items():
        given = rounds.prepare_answer(
            round_, by=people[name], seat=names[name], said=words, sha256=world.version.sha256
        )
        world.objects[f"answer_of_{name}"] = given
    sheet = store_upload(upload(SCAN, "SCAN-OF-SEALED-ANSWER.pdf"), by=host)
    Endorsement.objects.filter(pk=world.answer_of_head.pk).update(scan=sheet)
    world.objects["reservation"] = world.answer_of_neighbour.reservations.get()
    versions.reopen_text(document, by=host, reason="REASON-BESIDE-EVENT")
    world.objects["reason"] = world.dialogue.event_reasons.get()
    document.refresh_from_db()
    documents.write(document, "LIVING-TEXT after the version")
    issue = document.sections.get(key="issue")
    drafting.keep_draft(
        issue, by=world.people["head"], title="Issue", text="PRIVATE-DRAFT-OF-HEAD", revision=issue.revision
    )
    _comment(world, document, "neighbour", "shy", "modest")


def citations(world: World) -> Any:
    """The citations of the living text."""
    return Citation.objects.filter(section__document=world.document)
