"""The secrets planted in Consensus Building and monitoring, who may read each, and the addresses where one could come upon them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from tests.policy.reading import GROUPS
from tests.policy.world import SHADED, World

TEAM = frozenset(GROUPS["team"])
OWN = frozenset(GROUPS["own"])
TABLE = TEAM | set(GROUPS["participants"]) | set(SHADED)
INSIDE = TABLE | {"donor"}
LISTS: tuple[str, ...] = ("recommendations", "checks")
LISTS += ("interviews",)
LISTS += ("monitoring", "influence", "adaptations", "steps", "watchers", "trace")
SECRETS: dict[str, Any] = dict.fromkeys(("RECOMMENDATION-FROZEN", "TEXT-OF-FROZEN"), INSIDE)
SECRETS |= dict.fromkeys(("RECOMMENDATION-DRAFT", "TEXT-OF-NO-VERSION"), TABLE)
FOLLOWED = ("TITLE-TO-FOLLOW", "CHALLENGE-IN-TRACE", "WORDS-OF-COMMITMENT", "OWN-WORDS-OF-HEAD", "NOTE-TO-COMMITMENT")
FOLLOWED += ("WORDS-BY-TELEPHONE", "NOTE-OF-REPORT", "EVIDENCE-OF-REPORT", "FILE-OF-REPORT", "VIEW-BY-TELEPHONE")
FOLLOWED += ("TEXT-BESIDE-COMMITMENTS", "INFLUENCE-NOTED", "STEP-LOGGED", "ADAPTATION-LOGGED", "WORDING-ADAPTED")
SECRETS |= dict.fromkeys((*FOLLOWED, "ROLE-OF-WATCHER"), INSIDE)
SECRETS |= dict.fromkeys(("QUESTION-OF-MEDIA", "MEDIUM-OF-MEDIA"), TEAM | {"neighbour", "media"})
SECRETS |= {"REACH-OF-MEDIA": TEAM | {"media"}, "WORD-TO-NEIGHBOUR": TEAM | {"neighbour"}}
SECRETS |= dict.fromkeys(("OPTION-PROPOSED", "RED-LINE-KEPT", "CHANGE-OF-RED-LINE"), TEAM | OWN)
SECRETS |= dict.fromkeys(("OPTION-DECLINED", "REASON-OF-OPTION"), TEAM | {"neighbour"})
SECRETS |= dict.fromkeys(("RED-LINE-SHARED", "REASON-OF-SCORE", "NOTE-ON-CONCLUSION"), TABLE)
APPRAISED = ("OPTION-ON-TABLE", "TEXT-OF-OPTION", "GAINS-OF-OPTION", "LOSSES-OF-OPTION", "WORDS-OF-CONCLUSION")
SECRETS |= dict.fromkeys(APPRAISED, TABLE | {"donor"}) | {"REASON-NOT-SUBMITTED": OWN - {"watcher"}}
RANKED = ("CHALLENGE-ON-TABLE", "TEXT-OF-CHALLENGE", "SOURCE-OF-CHALLENGE", "CONCLUSION-OF-RANKING")
RANKED += ("CRITERION-OF-HEAD", "CRITERION-LEFT-OUT", "REASON-OF-CRITERION", "REASON-OF-LOCK")
SECRETS |= dict.fromkeys(RANKED, INSIDE) | {"NOTE-ON-CRITERION": TABLE}
SECRETS |= dict.fromkeys(("CHALLENGE-PROPOSED", "REASON-OF-ORDER", "ORDER-BY-TELEPHONE"), TEAM | OWN)
SECRETS |= {"WEIGHING-BY-TELEPHONE": TEAM | OWN, "WEIGHING-OF-NEIGHBOUR": TEAM | {"neighbour"}}
SECRETS |= dict.fromkeys(("CHALLENGE-DECLINED", "REASON-OF-CHALLENGE", "ORDER-OF-NEIGHBOUR"), TEAM | {"neighbour"})
SECRETS |= dict.fromkeys(("CHECK-IN-DRAFT", "PROPOSAL-IN-DRAFT"), TEAM)
SECRETS |= dict.fromkeys(("CHECK-THAT-RUNS", "PROPOSAL-THAT-RUNS", "CHECK-THAT-IS-OVER", "OUTCOME-OF-CHECK"), INSIDE)
SECRETS |= dict.fromkeys(("RUNNING-REASON", "RUNNING-CHANGE"), TEAM | OWN)
SECRETS["ENTERED-REASON"] = TEAM | {"neighbour"}
SECRETS |= dict.fromkeys(("OVER-REASON-OF-HEAD", "OVER-REASON-OF-SHY"), TABLE)


def addresses(world: World) -> Iterator[str]:
    """Name the pages of everything these phases hold."""
    slug = world.dialogue.slug
    yield from _of_checks(slug)
    for one in world.dialogue.interviews.all():
        pages = ("interview", "interview_pass", "interview_answer", "interview_settle")
        yield from (reverse(page, args=[slug, one.pk]) for page in pages)
    for one in world.dialogue.commitments.all():
        yield from (reverse(page, args=[slug, one.pk]) for page in ("commitment", "commitment_answer"))
    yield from _of_appraisals(world)
    yield from _of_challenges(world)
    yield from _of_roadmap(world)


def _of_appraisals(world: World) -> Iterator[str]:
    """Name the pages of every option and every appraisal, with what can be downloaded."""
    for challenge in world.dialogue.challenges.all():
        url = reverse("options", args=[world.dialogue.slug, challenge.number])
        yield from (url, f"{url}?format=csv", f"{url}?format=xlsx")
        yield from (one.get_absolute_url() for one in challenge.options.all())
        for appraisal in challenge.appraisals.all():
            pages = ("", "results/", "results/?format=csv", "results/?format=xlsx", "weights/", "conclusion/")
            pages += ("conclusion/write/", "concerns/raise/", f"seats/{world.seat.pk}/check/")
            pages += (f"seats/{world.seat.pk}/enter/", f"seats/{world.seat.pk}/options/0/")
            yield from (f"{appraisal.get_absolute_url()}{page}" for page in pages)


def _of_challenges(world: World) -> Iterator[str]:
    """Name the pages of every challenge, ranking and set of criteria, and what can be downloaded."""
    for rows in (world.dialogue.challenges.all(), world.dialogue.criteria_sets.all()):
        yield from (one.get_absolute_url() for one in rows)
    for ranking in world.dialogue.rankings.all():
        url = ranking.get_absolute_url()
        yield from (url, f"{url}?format=csv", f"{url}?format=xlsx")


def _of_roadmap(world: World) -> Iterator[str]:
    """Name the pages of the Roadmap's text, of its version and of every recommendation."""
    text = world.roadmap_text.get_absolute_url()
    paths = ("", "draft.docx", "freeze/", "comments/", "versions/1/", "versions/1.docx", "compare/")
    yield from (f"{text}{path}" for path in paths)
    yield from (one.get_absolute_url() for one in world.dialogue.recommendations.all())
    yield from (f"{one.get_absolute_url()}parts/who/" for one in world.dialogue.recommendations.all())


def _of_checks(slug: str) -> Iterator[str]:
    for number in (1, 2, 3):
        page = reverse("check", args=[slug, number])
        yield from (page, f"{page}?format=csv", f"{page}?format=xlsx")
