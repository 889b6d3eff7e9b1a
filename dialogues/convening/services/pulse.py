"""Trust pulses: blocs agreed once, one question at a time, answers into a sealed box, counts when it closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.convening.models import Pulse, PulseBloc, PulseBox, PulseLink
from dialogues.convening.models.pulse_links import who_may_answer
from dialogues.convening.pulse_counting import marks_of, packed, result_of
from dialogues.convening.states.pulse import MOST_BLOCS, VALUES
from dialogues.models import Dialogue, Seat
from dialogues.states import Category
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.models import User
from inspired.core.sealing import seal, unseal
from inspired.core.states import StateError

MOST_ON_PAPER = 500


class LinkClosed(StateError):  # noqa: N818 - reads as what happened
    """Raised when a link to a pulse opens nothing; pages say the same for every reason."""


@transaction.atomic
def agree_blocs(dialogue: Dialogue, *, by: User, blocs: Sequence[tuple[str, Sequence[str]]]) -> list[PulseBloc]:
    """Fix two or three blocs that hold each category once. Raises StateError once a pulse was asked, and for any other cut."""
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.ask_pulse", locked)
    if locked.pulses.exists():
        raise StateError(_("The blocs were fixed when the first question was asked."))
    held = [category for _name, categories in blocs for category in categories]
    if not 2 <= len(blocs) <= MOST_BLOCS or sorted(held) != sorted(Category.values):
        raise StateError(_("Two or three blocs hold every category, each once."))
    PulseBloc.objects.filter(dialogue=locked).delete()
    made = [
        PulseBloc.objects.create(dialogue=locked, number=number, name=name, categories=f",{','.join(categories)},")
        for number, (name, categories) in enumerate(blocs, start=1)
    ]
    record(by, "pulse.blocs_agreed", locked, blocs=len(made))
    return made


@transaction.atomic
def ask_pulse(
    dialogue: Dialogue, *, by: User, question: str, kind: str, closes_at: datetime, occasion: str = ""
) -> Pulse:
    """Ask everybody at the table one question until a moment. Raises StateError while another one is open."""
    locked = Dialogue.objects.select_for_update(of=("self",), no_key=True).get(pk=dialogue.pk)
    require(by, "convening.ask_pulse", locked)
    if locked.pulses.filter(closed_at__isnull=True).exists():
        raise StateError(_("Another question is still open; close it first."))
    if closes_at <= timezone.now():
        raise StateError(_("The last day lies in the past."))
    pulse = Pulse.objects.create(
        dialogue=locked, question=question, kind=kind, closes_at=closes_at, occasion=occasion, opened_by=by
    )
    PulseBox.objects.create(pulse=pulse, sealed=seal(packed([], {})))
    record(by, "pulse.asked", pulse)
    return pulse


@transaction.atomic
def answer_pulse(pulse: Pulse, *, by: User, value: str, remark: str = "") -> None:
    """Put an answer into the box and a mark beside it; nothing else is written, no event either: it would tell when.

    Raises StateError for whoever answered already, and for what is not among the possible answers.
    """
    pulse = _locked(pulse)
    require(by, "convening.answer_pulse", pulse)
    if value not in dict(VALUES[pulse.kind]):
        raise StateError(_("Choose one of the answers."))
    seat = Seat.objects.filter(pk__in=pulse.dialogue.standing_of(by).seats).order_by("pk").first()
    if not _put_in(pulse, by.person_key, [_bloc_of(pulse, seat), value, " ".join(remark.split())[:200]]):
        raise StateError(_("You have answered already. What you said cannot be found again, so it cannot be changed."))


@transaction.atomic
def answer_by_link(link: int, *, by: None, value: str, remark: str = "") -> None:
    """Put in an answer by the link of this number, as ``answer_pulse`` does; nothing else is written, on the link neither.

    Whoever answered already, here or signed in, changes nothing and is told nothing: else a link would tell whoever made
    it who has answered. Raises LinkClosed when it opens nothing, StateError for what is not among the possible answers.
    """
    found = PulseLink.objects.filter(pk=link).first()
    if found is None:
        raise LinkClosed(_("This link opens nothing any more."))
    pulse = _locked(found.pulse)
    opening = PulseLink.objects.opening().select_related("delegate__person", "delegate__seat").filter(pk=link).first()
    if opening is None or not who_may_answer(pulse.dialogue).filter(pk=opening.delegate_id).exists():
        raise LinkClosed(_("This link opens nothing any more."))
    if value not in dict(VALUES[pulse.kind]):
        raise StateError(_("Choose one of the answers."))
    answer = [_bloc_of(pulse, opening.delegate.seat), value, " ".join(remark.split())[:200]]
    _put_in(pulse, opening.delegate.person.key, answer)


@transaction.atomic
def count_paper(pulse: Pulse, *, by: User, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Enter what an envelope of slips held, by number of the bloc (0 without blocs) and value; a second time replaces the first.

    Raises StateError for unknown blocs and values, and for more slips than a room holds.
    """
    pulse = _locked(pulse)
    require(by, "convening.keep_pulse", pulse)
    known = {str(number) for number in _names(pulse) or [0]}
    values = {value for value, _words in VALUES[pulse.kind]}
    every = [count for bloc in counts.values() for count in bloc.values()]
    fits = set(counts) <= known and all(set(bloc) <= values for bloc in counts.values())
    if not fits or min(every, default=0) < 0 or sum(every) > MOST_ON_PAPER:
        raise StateError(_("These counts do not fit the question."))
    box = PulseBox.objects.select_for_update(of=("self",)).get(pulse=pulse)
    contents = unseal(box.sealed)
    box.sealed = seal(packed(contents["answers"], {key: dict(bloc) for key, bloc in counts.items()}))
    box.save(update_fields=["sealed"])
    record(by, "pulse.paper_counted", pulse)


@transaction.atomic
def close_pulse(pulse: Pulse, *, by: User | None) -> Pulse:
    """Count, keep the counts that may be shown, destroy the box and the links to it; ``by`` is None when its day has come.

    Raises StateError when it is closed already.
    """
    pulse = _locked(pulse)
    if pulse.closed_at is not None:
        raise StateError(_("This question is closed already."))
    if by is not None:
        require(by, "convening.keep_pulse", pulse)
    box = PulseBox.objects.select_for_update(of=("self",)).get(pulse=pulse)
    contents = unseal(box.sealed)
    pulse.result = result_of(contents["answers"], contents["paper"], _names(pulse))
    pulse.closed_at = timezone.now()
    pulse.save(update_fields=["result", "closed_at"])
    box.delete()
    pulse.links.all().delete()
    record(by, "pulse.closed", pulse)
    return pulse


def _put_in(pulse: Pulse, person_key: str, answer: Sequence[object]) -> bool:
    """Put an answer into the box unless the person's mark stands beside it; either way the box is sealed anew."""
    box = PulseBox.objects.select_for_update(of=("self",)).get(pulse=pulse)
    marks = marks_of(pulse.pk, person_key)
    is_first = not set(marks) & set(box.marks)
    contents = unseal(box.sealed)
    answers = [*contents["answers"], list(answer)] if is_first else contents["answers"]
    box.sealed = seal(packed(answers, contents["paper"]))
    box.marks = sorted([*box.marks, marks[0]]) if is_first else box.marks
    box.save(update_fields=["sealed", "marks"])
    return is_first


def _names(pulse: Pulse) -> dict[int, str]:
    return dict(PulseBloc.objects.filter(dialogue=pulse.dialogue_id).values_list("number", "name"))


def _bloc_of(pulse: Pulse, seat: Seat | None) -> int:
    if seat is None:
        return 0
    blocs = PulseBloc.objects.filter(dialogue=pulse.dialogue_id, categories__contains=f",{seat.category},")
    return blocs.values_list("number", flat=True).first() or 0


def _locked(pulse: Pulse) -> Pulse:
    return Pulse.objects.select_for_update(of=("self",)).select_related("dialogue").get(pk=pulse.pk)
