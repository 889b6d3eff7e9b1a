"""Sentences for the events of options and appraisals, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.consensus.models import Acceptance, Appraisal, Concern, Conclusion, Opinion, Option
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = [
    Telling(
        "appraisals",
        _("Options and their appraisal"),
        {
            "option.added": _("The option “%(thing)s” was put on the table"),
            "option.proposed": _("The option “%(thing)s” was proposed by %(seat)s"),
            "option.put_on_table": _("The option “%(thing)s” was put on the table"),
            "option.edited": _("The option “%(thing)s” was changed"),
            "option.withdrawn": _("The option “%(thing)s” was withdrawn"),
            "appraisal.opened": _("The appraisal of the options for “%(thing)s” was opened"),
            "appraisal.closed": _("The appraisal of the options for “%(thing)s” was closed"),
            "appraisal.reopened": _("The appraisal of the options for “%(thing)s” was opened again"),
            "appraisal.reminded": _("Those who had not appraised the options for “%(thing)s” were reminded"),
            "concerns.opened": _("The part on values and red lines was opened for “%(thing)s”"),
            "ballots.asked_for": _("Ballots were printed for the options of “%(thing)s”"),
            "dots.entered": _("The dots put in the room were entered for “%(thing)s”"),
            "opinion.submitted": _("%(seat)s submitted how it appraises the options for “%(thing)s”"),
            "opinion.entered": _("It was entered for %(seat)s how it appraises the options for “%(thing)s”"),
            "opinion.taken_back": _("%(seat)s began to change how it appraises the options for “%(thing)s”"),
            "opinion.confirmed": _("%(seat)s confirmed the answer entered for it on “%(thing)s”"),
            "concern.raised": _("%(seat)s raised a value or a red line"),
            "concern.shared": _("%(seat)s shared a value or a red line with all participants"),
            "concern.kept_back": _("%(seat)s shares a value or a red line no longer"),
            "concern.taken_back": _("A value or a red line was taken back"),
            "conclusion.written": _("It was written what was concluded for “%(thing)s”"),
            "acceptance.given": _("%(seat)s answered to what was concluded for “%(thing)s”"),
            "acceptance.entered": _("It was entered what %(seat)s says to what was concluded for “%(thing)s”"),
            "acceptance.confirmed": _("%(seat)s confirmed the answer entered for it to what was concluded"),
        },
    )
]


@ports.event_words.provide
def appraisal_words(_user: Anyone) -> Iterator[Telling]:
    """Tell the events of options and appraisals."""
    yield from TOLD


@ports.work_words.provide
def appraisal_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the background work of appraisals."""
    yield "consensus.print_ballots", _("Printing ballots of an appraisal")


@ports.event_names.provide
def appraisal_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where options, appraisals and what hangs on them have their names."""
    here, organisation = {"challenge__dialogue__in": dialogues}, "seat__organisation__name"
    within = {f"appraisal__{path}": value for path, value in here.items()}
    title = "appraisal__challenge__title"
    yield Naming("consensus.option", Option.objects.filter(**here), "title", organisation)
    yield Naming("consensus.appraisal", Appraisal.objects.filter(**here), "challenge__title")
    yield Naming("consensus.opinion", Opinion.objects.filter(**within), title, organisation)
    yield Naming("consensus.concern", Concern.objects.filter(**within), "", organisation)
    yield Naming("consensus.conclusion", Conclusion.objects.filter(**within), title)
    said = Acceptance.objects.filter(**{f"conclusion__{path}": value for path, value in within.items()})
    yield Naming("consensus.acceptance", said, f"conclusion__{title}", organisation)
