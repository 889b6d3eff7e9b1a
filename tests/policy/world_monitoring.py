"""The commitments of the world: one taken on and reported on, one that its seat has not confirmed, and what is followed beside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from dialogues.documents.models import Version
from dialogues.documents.states import VersionStatus
from dialogues.monitoring.models import Commitment, CommitmentAnswer
from dialogues.monitoring.services import commitments, following, interviews, reports
from dialogues.monitoring.states import Answer, InfluenceKind, Progress, ReplyWay, StepKind
from dialogues.services.dialogue import show_tab
from dialogues.states import Channel
from inspired.core.services import store_upload
from tests.core.files import PDF as SCAN
from tests.core.files import upload
from tests.monitoring import make as mo


def followed_commitments(world: Any) -> None:
    """The union (head) has taken something on; the chamber (neighbour) was heard by telephone, and watches."""
    people, dialogue, host = world.people, world.dialogue, world.people["host"]
    challenge = mo.challenge(dialogue, "CHALLENGE-IN-TRACE")
    about = mo.recommendation(
        dialogue,
        world.seat,
        world.neighbour_seat,
        title="TITLE-TO-FOLLOW",
        challenge=challenge,
        frozen_at=timezone.now(),
    )
    version = world.document.versions.first()
    taken, asked = (
        Commitment.objects.create(
            dialogue=dialogue, recommendation=about, seat=seat, version=version, part=part, words=words
        )
        for seat, part, words in (
            (world.seat, "lead", "WORDS-OF-COMMITMENT"),
            (world.neighbour_seat, "support", "Help with it"),
        )
    )
    show_tab(dialogue, "monitoring", by=host)
    commitments.answer_commitment(
        taken, by=people["head"], answer=Answer.AMENDED, words="OWN-WORDS-OF-HEAD", note="NOTE-TO-COMMITMENT"
    )
    entered = commitments.enter_answer(
        asked, by=host, channel=Channel.PHONE, answer=Answer.AMENDED, words="WORDS-BY-TELEPHONE"
    )
    proven = reports.report(
        taken,
        by=people["head"],
        seat=world.seat,
        status=Progress.IMPLEMENTATION,
        note="NOTE-OF-REPORT",
        evidence="EVIDENCE-OF-REPORT",
        upload=upload(SCAN, "FILE-OF-REPORT.pdf"),
    )
    viewed = reports.report(
        taken,
        by=host,
        seat=world.neighbour_seat,
        status=Progress.BLOCKED,
        note="VIEW-BY-TELEPHONE",
        channel=Channel.PHONE,
    )
    said = {"text": "TEXT-BESIDE-COMMITMENTS", "recommendation": about}
    noted = following.note_influence(dialogue, by=host, kind=InfluenceKind.BILL, title="INFLUENCE-NOTED", **said)
    step = following.log_step(
        dialogue, by=people["head"], seat=world.seat, kind=StepKind.PARTY, title="STEP-LOGGED", **said
    )
    adapted = following.log_adaptation(dialogue, by=host, title="ADAPTATION-LOGGED", after="WORDING-ADAPTED", **said)
    world.objects |= {"minfluence": noted, "mstep": step, "madaptation": adapted}
    world.objects["mletter"] = CommitmentAnswer.objects.create(
        commitment=taken,
        answer=Answer.AMENDED,
        words="OWN-WORDS-OF-HEAD",
        channel=Channel.LETTER,
        confirmed_at=timezone.now(),
        scan=store_upload(upload(SCAN, "SCAN-OF-COMMITMENT.pdf"), by=host),
    )
    world.objects |= {
        "mcommitment": taken,
        "masked": asked,
        "manswer": entered,
        "mreport": proven,
        "mviewed": viewed,
        "mwatcher": following.name_watcher(dialogue, by=host, seat=world.neighbour_seat, why="ROLE-OF-WATCHER"),
    }
    interviews_asked(world)


def interviews_asked(world: Any) -> None:
    """A media user asks about a text read under embargo; the chamber (neighbour) is asked, after a shy seat did not want to."""
    people, now = world.people, timezone.now()
    version = _under_embargo(world.document)
    said = {"medium": "MEDIUM-OF-MEDIA", "reach": "REACH-OF-MEDIA", "reply_by": ReplyWay.PHONE}
    due = now + timedelta(days=5)
    one = interviews.ask_interview(version, by=people["media"], question="QUESTION-OF-MEDIA", due_at=due, **said)
    one = interviews.pass_interview(one, by=people["host"], seat=world.shy_seat, words="WORD-TO-SHY", revision=1)
    one = interviews.answer_interview(one, by=people["shy"], accepts=False, words="REFUSAL-OF-SHY", revision=2)
    one = interviews.pass_interview(
        one, by=people["host"], seat=world.neighbour_seat, words="WORD-TO-NEIGHBOUR", revision=3
    )
    world.objects |= {"minterview": one}


def _under_embargo(document: Any) -> Version:
    """Something of the document that the media read before all others; its number lies below those that count."""
    frozen, now = document.versions.first(), timezone.now()
    text = {"content": frozen.content, "sha256": frozen.sha256, "endorsed_at": now, "endorsement_reason": "All agree"}
    days = {"published_at": now + timedelta(days=9), "told_media_at": now}
    return Version.objects.create(document=document, number=0, status=VersionStatus.SUPERSEDED, **text, **days)
