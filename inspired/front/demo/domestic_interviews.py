"""What the journalist of *Decent work for domestic workers* asks about the published analysis, and how the host relays it."""

from __future__ import annotations

from typing import Any

from dialogues.documents.models import Version
from dialogues.documents.states import DocumentKind
from dialogues.monitoring.models import Interview
from dialogues.monitoring.services.interviews import answer_interview, ask_interview, pass_interview, settle_interview
from dialogues.monitoring.states import ReplyWay
from inspired.core.models import User
from inspired.core.signing_in import find_account
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

MEDIUM = "Weekly newspaper, society pages"
FIRST = "What does a working day of a domestic worker who lives in look like, and what would a contract change in it?"
SECOND = "How many of your members are registered with social security by now, and what keeps the others from it?"
THIRD = "When will the host present the Roadmap, and will the ministers speak?"
ACCEPTED = (
    "Our president speaks, on Thursday after six, by telephone through the host’s office. Without photographs, please."
)
TOLD = (
    "The association’s president spoke with you on Thursday evening. Please send us the passages in which it is quoted."
)


def ask_for_interviews(clock: Clock, table: Table) -> None:
    """One request was answered by an organisation that agreed, one is with it again, one waits for the host."""
    media, host, workers = find_account("media@example.org"), table.host, table.seats["workers"]
    version = Version.objects.get(
        document__dialogue=table.dialogue, document__kind=DocumentKind.PPA, number=2, published_at__isnull=False
    )

    def asked(day: int, question: str, *, until: int, **said: Any) -> Interview:
        """Let the journalist ask on a day."""
        with clock.at(day, 10):
            due = clock.end_of(until)
            return ask_interview(version, by=media, question=question, medium=MEDIUM, due_at=due, **said)

    first = asked(-33, FIRST, until=-25, seat=workers, reply_by=ReplyWay.PHONE, reach="Editorial office, extension 12")
    _pass_on(clock, -32, first, by=host, seat=workers, words="You would be asked for half an hour.")
    first = Interview.objects.get(pk=first.pk)
    with clock.at(-31):
        answer_interview(first, by=table.people["workers"], accepts=True, words=ACCEPTED, revision=first.revision)
    first = Interview.objects.get(pk=first.pk)
    with clock.at(-28):
        settle_interview(first, by=host, answered=True, words=TOLD, revision=first.revision)
    second = asked(-3, SECOND, until=6, seat=workers, reply_by=ReplyWay.WRITING)
    _pass_on(clock, -2, second, by=host, seat=workers, words="A few sentences would do.")
    asked(-1, THIRD, until=8, reply_by=ReplyWay.PHONE, reach="Editorial office, extension 12")


def _pass_on(clock: Clock, day: int, interview: Interview, *, by: User, **said: Any) -> None:
    with clock.at(day):
        pass_interview(interview, by=by, revision=interview.revision, **said)
