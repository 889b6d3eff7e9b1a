"""The sections a new Participatory Policy Analysis starts from, with guiding questions in our own words (our suggestion)."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Outline(NamedTuple):
    """A section to start from: its key, its title and the questions that guide whoever writes it."""

    key: str
    title: object
    guidance: object


PPA = (
    Outline(
        "issue",
        _("Issue at stake and why now"),
        _(
            "Which policy does the dialogue work on, and how was it validated, adjusted or changed?\n"
            "What has opened a window for change, and how long will it stay open?"
        ),
    ),
    Outline(
        "participants",
        _("Participants and how they took part"),
        _("Who was at the table, from which categories?\nWho is affected but missing, and what was done about it?"),
    ),
    Outline(
        "landscape",
        _("Policy landscape"),
        _(
            "Which policies, laws, programmes and institutions touch the issue?\n"
            "Where do they support each other, contradict each other, or leave a gap?"
        ),
    ),
    Outline(
        "cycle",
        _("Stage of the policy cycle, political calendar and entry points"),
        _("At which stage is the policy?\nWhich dates ahead matter, and where can the dialogue have influence?"),
    ),
    Outline(
        "stakeholders",
        _("Stakeholders"),
        _(
            "Who influences the policy and who is affected by it?\n"
            "What interests and commitments do they bring, and how are they related? Write only what all may read."
        ),
    ),
    Outline(
        "evidence",
        _("Evidence"),
        _(
            "What do we know, from which source, and how far do participants agree on it?\n"
            "Give experience and testimony the same standing as official figures."
        ),
    ),
    Outline(
        "contention",
        _("Areas of contention and potential conflicts"),
        _("On what do participants disagree today?\nWhich of these must be resolved for consensus to be possible?"),
    ),
    Outline(
        "challenges",
        _("Key aspects and challenges to address"),
        _("What will the dialogue have to solve?\nIs it a lack of rules, or a lack of implementation?"),
    ),
    Outline(
        "priorities",
        _("Needs, priorities and ways of working together"),
        _("What matters most to the participants together?\nHow have they agreed to work from here on?"),
    ),
    Outline(
        "indicators",
        _("Policy indicators"),
        _(
            "By which figures will everyone see whether the policy changes something?\n"
            "For each: definition, source (exists or has to be built), baseline, date, and who keeps it."
        ),
    ),
    Outline(
        "annexes",
        _("Annexes"),
        _("Minutes, reports of joint research, results of consultations: what should stand beside the text?"),
    ),
)
