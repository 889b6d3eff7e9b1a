"""Questions that a new call of each kind begins with: our own suggestions, which the host changes as needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.inputs.states import CallKind, QuestionKind


@dataclass(frozen=True)
class Preset:
    """One suggested question."""

    text: Any
    kind: str = QuestionKind.TEXT
    hint: Any = ""
    choices: tuple[Any, ...] = ()
    is_required: bool = True
    ends: tuple[Any, Any] = ("", "")


PRESETS: dict[str, tuple[Preset, ...]] = {
    CallKind.EVIDENCE: (
        Preset(_("What does this evidence show?"), hint=_("The finding in a few sentences, in your own words.")),
        Preset(
            _("What kind of source is it?"),
            QuestionKind.CHOICE,
            choices=(
                _("Data or statistics"),
                _("Evaluation report"),
                _("Survey"),
                _("Study or research"),
                _("Law or official document"),
                _("Experience of the people concerned"),
                _("Something else"),
            ),
        ),
        Preset(_("Who produced it, and when?"), hint=_("An organisation or an office, and the year.")),
        Preset(
            _("How far can others rely on it?"),
            QuestionKind.SCALE,
            ends=(_("with great caution"), _("fully")),
            is_required=False,
        ),
        Preset(_("Where can it be found?"), hint=_("A web address or a place."), is_required=False),
        Preset(_("The document itself"), QuestionKind.FILE, is_required=False),
    ),
    CallKind.TESTIMONY: (
        Preset(_("What happened?"), hint=_("In your own words. Leave out names of people.")),
        Preset(_("Who tells this?"), hint=_("A role is enough, for example: a worker, an employer, an inspector.")),
        Preset(_("Where and when was it?"), hint=_("As exact as is safe."), is_required=False),
        Preset(_("What would have helped?"), is_required=False),
        Preset(
            _("May it be quoted word for word?"),
            QuestionKind.CHOICE,
            choices=(_("Yes"), _("Only in other words"), _("No")),
        ),
    ),
    CallKind.COMMENT: (
        Preset(_("What do you want to say?")),
        Preset(_("What is it about?"), hint=_("A subject, a section or a paragraph."), is_required=False),
        Preset(_("What should change?"), hint=_("The wording you would like, if you have one."), is_required=False),
    ),
    CallKind.QUESTIONS: (),
}
