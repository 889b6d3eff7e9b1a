"""The sections a new Participatory Policy Analysis or Roadmap starts from, with guiding questions in our own words (our suggestion)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dialogues.documents.states import DocumentKind


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
ROADMAP = (
    Outline(
        "preamble",
        _("Preamble"),
        _(
            "Which values do we share, and how do we see the policy area in some years?\n"
            "What are the main challenges, and which policies, laws, regulations and directives touch them?\n"
            "Where are the gaps: are rules missing, or are they not carried out?\n"
            "How can this policy bring the country closer to what we wish for?"
        ),
    ),
    Outline(
        "commitment",
        _("Signatories and declaration of commitment"),
        _(
            "Which organisations and institutions took part, and in which way?\n"
            "Why did they agree to take part, and why do they sign?\n"
            "To what do those who sign commit themselves? Their names follow after the text, by category."
        ),
    ),
    Outline(
        "policy_priorities",
        _("Policy priorities"),
        _(
            "Which challenges come first, and why did the dialogue choose them?\n"
            "How can each of them be answered by policy? The recommendations follow after the text, by priority."
        ),
    ),
    Outline(
        "implementation",
        _("Proposals for implementation"),
        _(
            "How do the recommendations come into effect, in which order, and who brings them forward?\n"
            "What does it take: decisions, money, people, skills? Who does what follows after the text as a table."
        ),
    ),
    Outline(
        "monitoring",
        _("Monitoring"),
        _(
            "How will everyone see whether commitments are kept, how often, and who looks?\n"
            "What happens when something is delayed, or when the context changes?"
        ),
    ),
    Outline(
        "annexes",
        _("Annexes"),
        _("Criteria and options that were weighed, minutes, studies: what should stand beside the text?"),
    ),
)
OF_KIND: Mapping[str, tuple[Outline, ...]] = {DocumentKind.PPA: PPA, DocumentKind.ROADMAP: ROADMAP}
