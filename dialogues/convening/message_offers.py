"""What talks in confidence offer to the ports: their tab, neutral notices, the nightly forgetting, my data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from dialogues.convening.models import Message, Talk
from dialogues.convening.talk_forgetting import MATTER, forget_expired_messages
from dialogues.models import Dialogue
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.models import User
from inspired.core.noticing import declare, matter
from inspired.core.personal import chapter
from inspired.core.ports import Forgotten, Part, Tab, Telling


@ports.tabs.provide
def messages_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to whoever may write to the host team; the team finds the messages under its contacts."""
    if may(user, "convening.write_to_host", dialogue):
        yield Tab("messages", _("Write to the host"), reverse("messages", args=[dialogue.slug]), 850)


@matter(MATTER, page="message", title=Value(""))
def talks(user: Anyone) -> QuerySet[Talk]:
    """Talks, for their author and the host team; without a title, so that not even a subject stands among notices."""
    return Talk.objects.visible_to(user)


for kind in ("convening.message_written", "convening.message_answered"):
    declare(
        kind,
        MATTER,
        told=ngettext_lazy("You have %(count)d message", "You have %(count)d messages", "count"),
        sentence=gettext_lazy("You have a message."),
        asks=True,
    )


@ports.event_words.provide
def message_words(_user: Anyone) -> list[Telling]:
    """Tell that messages were written and forgotten, and nothing else about them."""
    sentences = {
        "message.written": gettext_lazy("A message in confidence was written"),
        "message.forgotten": gettext_lazy("A talk in confidence was taken back"),
        "messages.bounded": gettext_lazy("It was set for how long messages in confidence are kept"),
    }
    return [Telling("messages", gettext_lazy("Messages in confidence"), sentences)]


@ports.retention.provide
def forget_messages(now: datetime, at_most: int) -> Iterable[Forgotten]:
    """Forget talks whose day has passed."""
    yield Forgotten("messages", forget_expired_messages(now, at_most))


@ports.personal_data.provide
@chapter("told")
def my_messages(user: User) -> Iterable[Part]:
    """Give a person what they wrote to host teams in confidence, and the answers."""
    mine = Message.objects.filter(talk__in=Talk.objects.filter(by=user).values("pk")).select_related("talk__dialogue")
    yield Part(
        _("Messages to the host in confidence"),
        tuple(
            {
                _("Dialogue"): one.talk.dialogue.title,
                _("About"): one.talk.subject,
                _("From"): _("the host team") if one.is_from_team else _("you"),
                _("Message"): one.text,
                _("On"): one.at,
                _("Deleted after"): one.talk.delete_on,
            }
            for one in mine.order_by("pk")
        ),
    )
