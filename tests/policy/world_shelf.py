"""The knowledge shelf of the world. Words in capitals are secrets: see canaries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.convening.services import introductions, pulse, shelf
from dialogues.convening.services.shelf_offering import offer
from tests.core.files import PDF, upload

LABELS = {"languages": ",en,", "licence": "unknown"}


def knowledge_shelf(world: Any) -> None:
    """Put a file on the shelf, let a delegate propose twice, and take something down."""
    host, head = world.people["host"], world.people["head"]

    def bring(by: Any, title: str, **said: Any) -> Any:
        said = {"kind": "link", "address": f"https://example.org/{title}"} | said
        return shelf.bring(world.dialogue, by=by, title=title, why=f"WHY-{title}", **LABELS, **said)

    entry = bring(host, "SHELVED-ENTRY", kind="document", address="", upload=upload(PDF, "FILE-ON-SHELF.pdf"))
    proposal = bring(head, "PROPOSED-ENTRY", seat=world.seat)
    declined = bring(head, "DECLINED-ENTRY", seat=world.seat)
    shelf.withhold(declined, by=host, reason="REASON-FOR-DECLINING")
    shelf.withhold(bring(host, "ENTRY-TAKEN-DOWN"), by=host, reason="REASON-FOR-TAKING-DOWN")
    shy = bring(world.people["shy"], "ENTRY-BY-SHY", seat=world.shy_seat)
    shelf.put_on_shelf(shy, by=host)
    offered(world)
    doors(world)
    until = timezone.now() + timedelta(days=7)
    asked = pulse.ask_pulse(world.dialogue, by=host, question="Are you heard?", kind="scale", closes_at=until)
    pulse.answer_pulse(asked, by=head, value="4", remark="REMARK-IN-THE-BOX")
    world.objects["pulse"] = asked
    world.objects |= {"shelf_entry": entry, "shelf_proposal": proposal, "shelf_declined": declined}


def offered(world: Any) -> None:
    """Let the donor offer a peer that is taken, an experience that waits, and one that is not taken."""
    host, donor = world.people["host"], world.people["donor"]

    def give(title: str, kind: str = "experience", **said: str) -> Any:
        said = {"languages": ",en,", "why": f"WHY-{title}", "text": f"TEXT-{title}"} | said
        return offer(world.dialogue, by=donor, kind=kind, title=title, **said)

    peer = give("PEER-ON-SHELF", kind="peer", place="PLACE-OF-PEER", way_in="WAY-TO-PEER")
    shelf.put_on_shelf(peer, by=host)
    waiting = give("GIVEN-THAT-WAITS")
    shelf.withhold(give("GIVEN-NOT-TAKEN"), by=host, reason="REASON-TO-DONOR")
    world.objects |= {"peer": peer, "offer": waiting}


def doors(world: Any) -> None:
    """Ask for introductions: one waits for donors too, one is the host team's to read, one is in a donor's hands, one settled."""
    people = world.people

    def ask(name: str, key: str, seat: Any, **shown: bool) -> Any:
        words = {"whom": f"DOOR-{key}", "why": f"MATTER-{key}"}
        return introductions.ask_for_introduction(world.dialogue, by=people[name], seat=seat, **words, **shown)

    waiting = ask("head", "THAT-WAITS", world.seat, for_donors=True)
    ask("head", "FOR-HOST", world.seat)
    taken = ask("head", "WITH-DONOR", world.seat, for_donors=True, for_government=True)
    introductions.take_up(taken, by=people["donor"])
    settled = ask("neighbour", "OF-NEIGHBOUR", world.neighbour_seat, for_government=True)
    introductions.take_up(settled, by=people["government"])
    said = {"outcome": "OUTCOME-OF-DOOR", "next_step": "STEP-AFTER-DOOR", "on": timezone.localdate()}
    introductions.settle(settled, by=people["government"], state="obtained", **said)
    world.objects |= {"door": waiting, "door_taken": taken, "door_settled": settled}
