"""Reads how far a text of a group has come: its latest submission, the word of its members, what it is a part of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dialogues.documents.models import Agreement, Document, Submission, Voice
from dialogues.documents.models.submissions import answered_words
from dialogues.documents.output_text import stamp_of
from dialogues.documents.permissions import works_on
from dialogues.documents.states import FATE_TONES, Fate, WayOut
from inspired.core.access import Anyone
from workinggroups.models import Member
from workinggroups.naming import Names


@dataclass(frozen=True)
class Said:
    """The word of one member: as whom it appears to this reader, what it said, and None while it has said nothing."""

    name: str
    voice: Voice | None = None


@dataclass(frozen=True)
class Story:
    """Where a text of a group stands for one reader. ``voices`` are the members' for the inside, dissents for the others."""

    document: Document
    fate: Fate
    submission: Submission | None = None
    agreement: Agreement | None = None
    is_current: bool = False
    is_inside: bool = False
    voices: Sequence[Said] = field(default_factory=tuple)
    answered: int = 0
    undecided: int = 0
    returned: Submission | None = None

    @property
    def tone(self) -> str:
        """The colour that goes with the fate."""
        return FATE_TONES.get(self.fate, "wait")

    @property
    def dissents(self) -> list[Said]:
        """Those who do not agree."""
        return [one for one in self.voices if one.voice is not None and not one.voice.agrees]

    @property
    def silent(self) -> int:
        """How many members have not said anything."""
        return sum(one.voice is None for one in self.voices)

    @property
    def answered_words(self) -> str:
        """How many of the members answered, for the agreement this person may know of."""
        if self.agreement is None or self.agreement.taken_back_at is not None:
            return ""
        open_ones = self.answered + self.silent if self.agreement.closed_at is None else self.agreement.members
        return answered_words(self.answered, open_ones)


def story_of(document: Document, user: Anyone) -> Story:
    """Read it; at most seven queries. Whoever is not inside reads dissents only of what was submitted."""
    latest = Submission.objects.filter(document=document).with_fate().select_related("part_of__dialogue", "section")
    handed = latest.first()
    is_inside = works_on(user, document)
    asked = document.agreements.first() if is_inside else None
    if handed is not None and (asked is None or handed.ended_at is None):
        asked = handed.agreement if not is_inside or handed.ended_at is None else asked
    stands = asked is not None and asked.stamp == stamp_of(document)
    fate = _fate(handed, asked, is_current=stands)
    undecided = document.comments.undecided().count() if handed is not None else 0
    given = _given(asked)
    voices = _voices(document, asked, given, user, is_inside=is_inside) if asked is not None else ()
    returned = handed if handed is not None and handed.ended_at is not None else None
    return Story(document, fate, handed, asked, stands, is_inside, voices, len(given), undecided, returned)


def _fate(handed: Submission | None, asked: Agreement | None, *, is_current: bool) -> Fate:
    if handed is not None and (handed.ended_at is None or asked is None or asked.pk == handed.agreement_id):
        return handed.fate
    if asked is None:
        return Fate.DRAFTING
    if asked.closed_at is None:
        return Fate.AGREEING
    return Fate.AGREED if is_current and asked.taken_back_at is None else Fate.DRAFTING


def _given(asked: Agreement | None) -> dict[int, Voice]:
    voices = asked.voices.select_related("member__seat__organisation") if asked is not None else ()
    return {one.member_id: one for one in voices}


def _voices(
    document: Document, asked: Agreement, given: Mapping[int, Voice], user: Anyone, *, is_inside: bool
) -> list[Said]:
    names = Names(user, document.dialogue)
    told = [Said(names.of(one.member.seat), one) for one in given.values() if is_inside or not one.agrees or one.note]
    if asked.closed_at is not None or not is_inside:
        return told
    waiting = Member.objects.within_reach().filter(group=document.group_id).exclude(pk__in=given)
    return [*told, *(Said(names.of(one.seat)) for one in waiting.select_related("seat__organisation"))]


ORDER = (Fate.DRAFTING, Fate.AGREEING, Fate.COMMENTS, Fate.ANSWERING, Fate.CHOOSING)
PLACE = {Fate.AGREED: 2, Fate.FREEZING: 5, Fate.ENDORSEMENT: 5, Fate.RETURNED: 0}


def steps_of(story: Story) -> list[tuple[str, str, str]]:
    """Return the way of the text in steps: name, state in words, tone."""
    here = PLACE.get(story.fate, ORDER.index(story.fate) if story.fate in ORDER else 6)
    names = [
        _("Drafting, members only"),
        _("Agreement within the group"),
        _("Submitted: comments of all seats"),
        _("The group answers each comment"),
        _("Coordinator and host choose the way out"),
        _last(story),
    ]
    words = [(_("Done"), "yes"), (_("Now"), "reserve"), (_("Later"), "wait")]
    return [(name, *words[0 if place < here else 1 if place == here else 2]) for place, name in enumerate(names)]


def _last(story: Story) -> str:
    if story.submission is None:
        return _("Endorsement by everybody, part of a whole, or noted")
    return {
        WayOut.OWN: _("Endorsement round of everybody"),
        WayOut.PART: _("Endorsed with the whole"),
        WayOut.PAPER: _("Noted by everybody"),
    }[WayOut(story.submission.way)]
