"""The working groups of the world: one at work with drafts, one for its members alone, a proposal, one that is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from dialogues.documents.models import Document
from dialogues.documents.services import outputs, sections
from dialogues.documents.states import WayOut
from tests.core.files import PDF as SCAN
from tests.core.files import upload
from tests.workinggroups import make as wg
from workinggroups.models import GroupPrint
from workinggroups.services import files, groups, members, work
from workinggroups.states import Openness


def working_groups(world: Any) -> None:
    """The union (head) coordinates a group; the chamber (neighbour) is invited to it and alone in a hidden one."""
    people, dialogue, host = world.people, world.dialogue, world.people["host"]
    said = {"openness": Openness.PARTICIPANTS, "outputs": [("OUTPUT-OF-GROUP", None)]}
    at_work = groups.open_group(dialogue, by=host, **wg.set_up(name="GROUP-AT-WORK", **said))
    place = _joined(world, at_work, "head", world.seat)
    members.appoint(place, by=host, coordinator=True)
    (asked,) = members.invite_members(at_work, by=host, seats={world.neighbour_seat.pk: ""})
    hidden = groups.open_group(
        dialogue, by=host, **wg.set_up(name="GROUP-OF-MEMBERS", mission="MISSION-OF-MEMBERS", openness=Openness.MEMBERS)
    )
    _joined(world, hidden, "neighbour", world.neighbour_seat)
    closed = groups.open_group(dialogue, by=host, **wg.set_up(name="Closed group", openness=Openness.PARTICIPANTS))
    groups.close_group(closed, by=host, outcomes="It is done")
    words = {"name": "PROPOSED-GROUP", "kind": "options", "why": "WHY-OF-GROUP", **wg.MISSION}
    world.objects |= {
        "wgroup": at_work,
        "wplace": place,
        "wasked": asked,
        "wproposal": groups.propose_group(dialogue, by=people["head"], seat=world.seat, **words),
        "wclosed": closed,
        "wtask": work.add_task(at_work, by=people["head"], title="TASK-OF-GROUP", owner=place, due_at=_in_a_week()),
        "wnote": work.post_note(at_work, by=people["head"], text="NOTE-ON-BOARD"),
        "woutput": at_work.missions.get().outputs.get(),
    }
    labels = {"kind": "assessed", "language": "en", "source": "SOURCE-OF-EVIDENCE", "reliability": "RELIABILITY-NOTED"}
    kept = files.add_file(
        at_work, by=people["head"], title="FILE-OF-GROUP", upload=upload(SCAN, "STORED-NAME.pdf"), **labels
    )
    world.objects["wfile"] = kept
    members.describe_seat(world.seat, by=people["head"], words="SPECIALISM-OF-SEAT")
    printed = GroupPrint.objects.create(group=at_work, reader=people["head"], pages=1)
    printed.pdf.save("group.pdf", ContentFile(b"%PDF-1.7 PRINT-OF-GROUP"))
    world.objects["wprint"] = printed
    _texts(world)


def _in_a_week() -> Any:
    return timezone.now() + timedelta(days=7)


def _joined(world: Any, group: Any, name: str, seat: Any) -> Any:
    (place,) = members.invite_members(group, by=world.people["host"], seats={seat.pk: ""})
    return members.accept_invitation(place, by=world.people[name])


def _texts(world: Any) -> None:
    """One text in the group's hands, one its members are asked about, one submitted to everybody."""
    head = world.people["head"]
    for name, title in (("wdraft", "DRAFT-TITLE"), ("wdoc_asked", "ASKED-TITLE"), ("wdoc_submitted", "Submitted text")):
        text = outputs.start_output(world.wgroup, by=head, title=title)
        section = text.sections.get()
        words = "OPEN-TO-ALL" if name == "wdoc_submitted" else f"TEXT-OF-{title}"
        sections.save_section(section, by=head, text=f"EARLIER-{words}", revision=0)
        sections.save_section(section, by=head, text=words, revision=1)
        world.objects[name] = text
    for name in ("wdoc_asked", "wdoc_submitted"):
        text = world.objects[name]
        outputs.ask_agreement(text, by=head)
        outputs.give_voice(text, by=head, member=world.wplace, agrees=True, note=f"VOICE-ON-{name}")
    outputs.close_agreement(world.wdoc_submitted, by=head)
    outputs.submit_output(world.wdoc_submitted, by=head, due_at=_in_a_week(), way=WayOut.OWN)
    for name in ("wdraft", "wdoc_asked", "wdoc_submitted"):
        world.objects[name] = Document.objects.get(pk=world.objects[name].pk)
