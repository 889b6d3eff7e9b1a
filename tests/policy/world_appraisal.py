"""Options and appraisals of the world: one open for scores, one closed with a conclusion, one with dots in the room."""

from __future__ import annotations

from typing import Any

from dialogues.consensus.judging import Judged
from dialogues.consensus.models import Appraisal, BallotPrint
from dialogues.consensus.services import appraisal as verbs
from dialogues.consensus.services import ballots, concerns, options
from dialogues.consensus.states.appraisal import ConcernKind, Depth
from dialogues.states import Channel
from tests.consensus import make_appraisal as ap
from tests.consensus import make_challenges as ch


def options_appraised(world: Any) -> None:
    """The union (head) has begun in the open appraisal and was entered for in the closed one."""
    people, dialogue, host = world.people, world.dialogue, world.people["host"]
    ap.criteria(dialogue)
    first, second, third = (ch.challenge(dialogue, title=f"APPRAISED-CHALLENGE-{number}") for number in (1, 2, 3))
    for one in (first, second, third):
        words = {"text": "TEXT-OF-OPTION", "gains": "GAINS-OF-OPTION", "losses": "LOSSES-OF-OPTION"}
        options.add_option(one, by=host, title="OPTION-ON-TABLE", **words)
    proposed = options.propose_option(first, by=people["head"], seat=world.seat, title="OPTION-PROPOSED")
    gone = options.propose_option(first, by=people["neighbour"], seat=world.neighbour_seat, title="OPTION-DECLINED")
    options.withdraw_option(gone, by=host, reason="REASON-OF-OPTION")
    world.objects |= {
        "ap_first": first.number,
        "ap_second": second.number,
        "ap_third": third.number,
        "ap_one": 1,
        "ap_proposed": proposed.letter,
    }
    _open(world, verbs.open_appraisal(first, by=host, depth=Depth.SCORES))
    _closed(world, verbs.open_appraisal(second, by=host, depth=Depth.SCORES))
    verbs.open_appraisal(third, by=host, depth=Depth.DOTS)


def _open(world: Any, appraisal: Appraisal) -> None:
    head, host = world.people["head"], world.people["host"]
    said = ap.scores(appraisal, 3)
    cell = next(iter(said))
    said[cell] = Judged(4, reason="REASON-NOT-SUBMITTED")
    verbs.save_opinion(appraisal, by=head, seat=world.seat, judgements=said, revision=0)
    verbs.open_concerns(appraisal, by=host)
    raised = {"by": head, "seat": world.seat, "kind": ConcernKind.RED_LINE}
    kept = concerns.raise_concern(appraisal, text="RED-LINE-KEPT", would_change="CHANGE-OF-RED-LINE", **raised)
    concerns.raise_concern(appraisal, text="RED-LINE-SHARED", would_change="Time", is_shared=True, **raised)
    world.objects["ap_concern"] = kept
    printed = BallotPrint.objects.create(appraisal=appraisal, is_named=True, reader=host)
    ballots.store_ballots(printed, by=host, pdf=b"%PDF-1.7 PRINTED-BALLOTS", pages=1)


def _closed(world: Any, appraisal: Appraisal) -> None:
    people, host = world.people, world.people["host"]
    said = {"by": people["neighbour"], "seat": world.neighbour_seat}
    judged = {cell: Judged(4, reason="REASON-OF-SCORE") for cell in ap.scores(appraisal)}
    saved = verbs.save_opinion(appraisal, judgements=judged, revision=0, **said)
    verbs.submit_opinion(saved, by=people["neighbour"], revision=saved.revision)
    world.objects["ap_entered"] = ap.entered(appraisal, world.seat)
    verbs.close_appraisal(appraisal, by=host)
    conclusion = verbs.conclude(appraisal, by=host, text="WORDS-OF-CONCLUSION")
    answer = {"revision": conclusion.revision, "accepts": False}
    verbs.accept_conclusion(conclusion, note="NOTE-ON-CONCLUSION", **said, **answer)
    way = {"seat": world.seat, "channel": Channel.PHONE, "revision": conclusion.revision, "accepts": True}
    world.objects["ap_acceptance"] = verbs.accept_conclusion(conclusion, by=host, **way)
