"""What the library offers to lower floors: what a group has published, and what the media read under embargo."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dialogues.deadlines import day_of
from dialogues.documents.models import Version
from dialogues.models import Dialogue, reach_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.moments import deadline_words
from inspired.core.ports import Block, BlockLine, News
from inspired.front.shelf import published_versions
from workinggroups.models import Group

PUBLISHED = 20


@ports.beside_group.provide
def published_by_group(user: Anyone, group: Group) -> Iterator[Block]:
    """Show those outside the dialogue what the group has published; one query, none for whoever belongs to it."""
    if group.dialogue_id in reach_of(user).inside:
        return
    versions = published_versions().filter(document__group=group.pk).select_related("document").defer("content")
    lines = [
        BlockLine(
            one.document.title,
            reverse("library_version", args=[group.dialogue.slug, one.document_id, one.number]),
            _("Published on %(day)s")
            % {"day": date_format(day_of(one.published_at, group.dialogue.time_zone), "DATE_FORMAT")},
            state=str(one.get_status_display()),
            tone="yes",
        )
        for one in versions.order_by("-published_at", "-pk")
    ]
    yield Block(_("Published"), PUBLISHED, tuple(lines), _("This group has published nothing yet."))


@ports.news.provide
def published_texts(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer those outside the dialogue the texts that its host has published, the newest first; one query, none inside."""
    if dialogue.pk in reach_of(user).inside:
        return
    versions = published_versions().filter(document__dialogue=dialogue).select_related("document").defer("content")
    for one in versions.order_by("-published_at", "-pk")[:PUBLISHED]:
        title = _("%(title)s, version %(number)s") % {"title": one.document.title, "number": one.number}
        url = reverse("library_version", args=[dialogue.slug, one.document_id, one.number])
        note = _("Published on %(day)s") % {
            "day": date_format(day_of(one.published_at, dialogue.time_zone), "DATE_FORMAT")
        }
        yield News(title, url, note, str(one.get_status_display()), "yes", one.published_at)


@ports.news.provide
def under_embargo(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer media users what they may read before its publication; one query, none for anybody else."""
    if dialogue.pk not in reach_of(user).press:
        return
    told = Version.objects.under_embargo(user).filter(document__dialogue=dialogue).defer("content")
    for one in told.select_related("document"):
        until = deadline_words(one.published_at, dialogue.time_zone)
        url = reverse("library_version", args=[dialogue.slug, one.document_id, one.number])
        note = _("Yours to read before its publication; keep it to yourself until %(day)s") % {"day": until}
        yield News(one.document.title, url, note, _("Under embargo"), "no", one.told_media_at)
