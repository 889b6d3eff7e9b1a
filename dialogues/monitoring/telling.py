"""Sentences for the events of monitoring, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.monitoring.models import Adaptation, Commitment, Influence, Interview, Report, ReportRound, Step, Watcher
from dialogues.monitoring.states import Answer, InfluenceKind, Progress, StepKind
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD: tuple[Telling, ...] = (
    Telling(
        "monitoring",
        _("Monitoring"),
        {
            "commitment.asked": _("%(seat)s was asked what it takes on in “%(thing)s”"),
            "commitment.answered": _("%(seat)s answered what it takes on in “%(thing)s”: %(commitment_answer)s"),
            "commitment.prepared": _("An answer of %(seat)s on “%(thing)s” was prepared: %(commitment_answer)s"),
            "commitment.entered": _(
                "An answer was entered on behalf of %(seat)s on “%(thing)s”: %(commitment_answer)s"
            ),
            "commitment.signed": _("%(seat)s answered by signed letter on “%(thing)s”: %(commitment_answer)s"),
            "commitment.confirmed": _("%(seat)s confirmed its answer on “%(thing)s”: %(commitment_answer)s"),
            "commitments.published": _("The status of commitments was published"),
            "commitments.withdrawn": _("The status of commitments was taken off the public page"),
            "report.given": _("%(seat)s reported on “%(thing)s”: %(progress)s"),
            "report.entered": _("A report was entered on behalf of %(seat)s on “%(thing)s”: %(progress)s"),
            "report.confirmed": _("%(seat)s confirmed its report on “%(thing)s”: %(progress)s"),
            "reports.asked": _("Reports on commitments were asked for"),
            "influence.noted": _("Influence on policy was noted: %(thing)s"),
            "influence.corrected": _("A note on influence was corrected: %(thing)s"),
            "influence.withdrawn": _("A note on influence was withdrawn: %(thing)s"),
            "adaptation.corrected": _("An adaptation was corrected: %(thing)s"),
            "adaptation.withdrawn": _("An adaptation was withdrawn: %(thing)s"),
            "step.corrected": _("An advocacy action or undertaking was corrected: %(thing)s"),
            "step.withdrawn": _("An advocacy action or undertaking was withdrawn: %(thing)s"),
            "adaptation.logged": _("A recommendation was adapted: %(thing)s"),
            "step.logged": _("An advocacy action or undertaking was written down: %(thing)s"),
            "watcher.named": _("%(seat)s watches over commitments"),
            "watcher.ended": _("%(seat)s watches over commitments no longer"),
            "interview.asked": _("An interview about “%(thing)s” was asked for"),
            "interview.passed_on": _("An organisation was asked whether it gives an interview about “%(thing)s”"),
            "interview.accepted": _("An organisation agreed to give an interview about “%(thing)s”"),
            "interview.refused": _("An organisation does not give an interview about “%(thing)s”"),
            "interview.answered": _("A request for an interview about “%(thing)s” was answered"),
            "interview.declined": _("A request for an interview about “%(thing)s” was declined"),
            "interview.withdrawn": _("A request for an interview about “%(thing)s” was taken back"),
        },
        {
            "commitment_answer": dict(Answer.choices),
            "progress": dict(Progress.choices),
            "followed_kind": {**dict(InfluenceKind.choices), **dict(StepKind.choices)},
        },
    ),
)
DOWNLOADS_TOLD = Telling(
    "downloads",
    _("Downloads"),
    {
        "list.exported:commitments": _("The list of commitments was downloaded"),
        "list.exported:influence": _("The notes on influence on policy were downloaded"),
        "list.exported:adaptations": _("The list of adaptations was downloaded"),
        "list.exported:steps": _("The list of advocacy actions and undertakings was downloaded"),
        "list.exported:watchers": _("The list of watchers was downloaded"),
        "list.exported:interviews": _("The requests for interviews were downloaded"),
        "list.exported:trace": _("The trace from sources to commitments was downloaded"),
    },
)


@ports.event_words.provide
def monitoring_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of this app."""
    yield from (*TOLD, DOWNLOADS_TOLD)


@ports.event_names.provide
def monitoring_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where commitments and what hangs on them have their names."""
    here, organisation = {"dialogue__in": dialogues}, "seat__organisation__name"
    commitments = Commitment.objects.filter(**here)
    yield Naming("monitoring.commitment", commitments, "recommendation__title", organisation)
    reports = Report.objects.filter(commitment__dialogue__in=dialogues)
    yield Naming("monitoring.report", reports, "commitment__recommendation__title", organisation)
    yield Naming("monitoring.reportround", ReportRound.objects.filter(**here))
    yield Naming("monitoring.influence", Influence.objects.filter(**here), "title")
    yield Naming("monitoring.adaptation", Adaptation.objects.filter(**here), "title")
    yield Naming("monitoring.step", Step.objects.filter(**here), "title")
    interviews = Interview.objects.filter(**here)
    yield Naming("monitoring.interview", interviews, "version__document__title")
    yield Naming("monitoring.watcher", Watcher.objects.filter(**here), "", organisation)
