"""Forms of the living text: a section, the summary, citations, the drafting team and the comment period."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.documents.forms.rounds import DueForm
from dialogues.documents.models import Document, Section
from dialogues.documents.plainly import opening
from dialogues.ledger.models import Entry
from dialogues.models import Mandate, Seat
from dialogues.states import RECEIVED, DelegateRole
from inspired.core.access import Anyone
from inspired.core.formlayout import PlainForm
from inspired.core.models import User
from inspired.core.ports import Anchor
from inspired.core.text import TextRefused, clean_source

MARKDOWN = _(
    "Leave an empty line between paragraphs. *Emphasis*, **strong**, “- ” for lists, “# ” for headings, "
    "[words](https://…) for links."
)


class MarkdownField(forms.CharField):
    """Text in the safe subset; refuses with a sentence what the subset does not have."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", MARKDOWN)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": kwargs.pop("rows", 18), "class": "text-serif"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return the text as it is stored."""
        text = super().clean(value)
        try:
            return clean_source(text) if text else ""
        except TextRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class SectionForm(PlainForm):
    """The text of a section and the revision it was read from."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = MarkdownField(label=_("Text"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SummaryForm(PlainForm):
    """The summary, and what it was when the form was opened."""

    text = MarkdownField(label=_("Summary"), required=False, rows=14)
    previous = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


class NewSectionForm(PlainForm):
    """A section to add: its title and the questions that guide whoever writes it."""

    title = forms.CharField(label=_("Title of the new section"), max_length=200)
    guidance = forms.CharField(
        label=_("Questions that may guide the writers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CiteForm(PlainForm):
    """A source: an input of the dialogue (by the button beside it), or one named in words; at a paragraph or the section."""

    paragraph_id = forms.ChoiceField(label=_("Paragraph"), required=False)
    entry = forms.ModelChoiceField(Entry.objects.none(), required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Name of the source"), required=False, max_length=300)
    detail = forms.CharField(label=_("Where to find it"), required=False, max_length=500)

    def __init__(
        self, *args: Any, document: Document, paragraphs: list[dict[str, str]], user: Anyone, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        entries = Entry.objects.visible_to(user).filter(dialogue=document.dialogue_id)
        self.fields["entry"].queryset = entries  # type: ignore[attr-defined]
        self.fields["paragraph_id"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole section")),
            *((paragraph["id"], opening(paragraph["text"])) for paragraph in paragraphs),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a source; the button beside an input cites that input, whatever stands in the fields."""
        data = super().clean() or {}
        if data.get("entry"):
            return {**data, "label": "", "detail": ""}
        if not data.get("label"):
            self.add_error("label", _("Choose an input in the list, or name another source here."))
        return data


class DrafterForm(PlainForm):
    """Somebody who speaks for a seat and joins the drafting team."""

    user = forms.ModelChoiceField(User.objects.none(), label=_("Who joins the drafting team"))

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mandates = Mandate.objects.active().exclude(role=DelegateRole.OBSERVER)
        speaking = mandates.filter(delegate__seat__dialogue=document.dialogue_id).values("delegate__user")
        people = User.objects.filter(pk__in=speaking).exclude(pk__in=document.drafters.values("user"))
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class CommentPeriodForm(DueForm):
    """Until when comments are taken, and what to look at."""

    note = forms.CharField(
        label=_("What should people look at?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CommentForm(PlainForm):
    """A comment of a seat, perhaps with the wording it proposes. ``form_key`` makes a resent form harmless.

    The field for the wording begins with the paragraph, ``unchanged``; only what was changed there is a proposal.
    """

    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("You comment for"), empty_label=None)
    text = forms.CharField(label=_("Your comment"), max_length=10000, widget=forms.Textarea(attrs={"rows": 6}))
    wording = forms.CharField(
        label=_("The wording you propose"), required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 5})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, seats: Any, unchanged: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unchanged = unchanged
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]
        self.fields["seat"].initial = seats.first()
        if unchanged:
            self.fields["wording"].help_text = _(
                "Change the words below. If you leave them as they are, you propose none."
            )

    def clean_wording(self) -> str:
        """Take words that nobody changed for no proposal, however the browser sent line ends and spaces."""
        wording: str = self.cleaned_data["wording"]
        return "" if wording.split() == self.unchanged.split() else wording


class CommentEnterForm(CommentForm):
    """A comment that came in by another way: whose it is, how it came in, and where in the text it belongs."""

    channel = forms.ChoiceField(label=_("How it came in"), choices=RECEIVED)
    place = forms.ChoiceField(label=_("It is on"), required=False)
    field_order = ["seat", "channel", "place", "text", "wording"]

    def __init__(
        self, *args: Any, seats: Any, sections: list[Section], anchors: Sequence[Anchor] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, seats=seats, **kwargs)
        self.sections = {section.key: section for section in sections}
        self.fields["seat"] = forms.ModelChoiceField(seats, label=_("On behalf of"))
        self.fields["text"].label = _("The comment")
        self.fields["wording"].label = _("The wording it proposes")
        groups = [(f"{section.number} {section.title}", _places(section)) for section in sections]
        if anchors:
            groups.append((str(_("Recommendations")), [(f"/{anchor.id}", anchor.label) for anchor in anchors]))
        self.fields["place"].choices = [("", _("The whole text")), *groups]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Turn the place into section and paragraph."""
        data = super().clean() or {}
        key, _slash, paragraph = data.pop("place", "").partition("/")
        return {**data, "section": self.sections.get(key), "paragraph_id": paragraph}


def _places(section: Section) -> list[tuple[str, Any]]:
    paragraphs = [(f"{section.key}/{one['id']}", opening(one["text"])) for one in section.paragraphs]
    return [(section.key, _("The whole section")), *paragraphs]
