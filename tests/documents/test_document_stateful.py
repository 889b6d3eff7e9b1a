"""Documents, versions and answers in any order: an endorsement counts for its exact text alone, and nothing is rewritten."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from dialogues.documents.models import Endorsement, EndorsementChange, Round, Version
from dialogues.documents.services import rounds, versions
from dialogues.documents.states import IN_FAVOUR, EndorsementState, Position, RoundStatus, VersionStatus
from dialogues.states import Channel
from inspired.core.audit import verify
from inspired.core.models import Event
from inspired.core.states import StateError
from tests import make
from tests.documents import make as doc

refused = contextlib.suppress(StateError)


class DocumentMachine(RuleBasedStateMachine):
    """One document, three seats; whoever acts tries whatever they like, and the verbs refuse what does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.document = doc.ppa()
        self.dialogue = self.document.dialogue
        self.host = make.host_of(self.dialogue)
        self.pairs = doc.table(self.dialogue, 3)
        self.frozen: dict[int, tuple[str, str]] = {}
        self.steps = 0
        self.words = 0

    def newest(self) -> Version | None:
        return Version.objects.filter(document=self.document).first()

    def round(self) -> Round | None:
        return Round.objects.filter(version__document=self.document).first()

    @rule()
    def write(self) -> None:
        self.words += 1
        with refused:
            doc.write(self.document, f"{doc.TEXT}\n\nAddition {self.words}.")

    @rule()
    def freeze(self) -> None:
        with refused:
            made = doc.version(self.document)
            assert made.number == len(self.frozen) + 1
            assert not made.endorsements.exists()
            self.frozen[made.pk] = (made.content, made.sha256)

    @rule()
    def reopen(self) -> None:
        with refused:
            versions.reopen_text(self.document, by=self.host, reason="More to say")

    @rule()
    def ask(self) -> None:
        if version := self.newest():
            with refused:
                doc.round_(version, [seat for seat, _user in self.pairs])

    @rule(who=st.integers(0, 2), position=st.sampled_from(Position.values), is_stale=st.booleans())
    def answer(self, who: int, position: str, is_stale: bool) -> None:
        if round_ := self.round():
            seat, user = self.pairs[who]
            sha256 = "0" * 64 if is_stale else round_.version.sha256
            with refused:
                rounds.prepare_answer(round_, by=user, seat=seat, said=doc.said(position), sha256=sha256)
                assert not is_stale
                assert round_.status == RoundStatus.OPEN

    @rule(who=st.integers(0, 2), position=st.sampled_from(Position.values))
    def announce(self, who: int, position: str) -> None:
        if round_ := self.round():
            before = Endorsement.objects.given().count()
            with refused:
                rounds.announce_answer(
                    round_, by=self.host, seat=self.pairs[who][0], said=doc.said(position), channel=Channel.PHONE
                )
            assert Endorsement.objects.given().count() == before

    @rule(who=st.integers(0, 2))
    def confirm(self, who: int) -> None:
        round_ = self.round()
        answer = Endorsement.objects.filter(round=round_, seat=self.pairs[who][0]).first() if round_ else None
        if answer is not None and round_ is not None:
            with refused:
                rounds.confirm_answer(answer, by=self.pairs[who][1], sha256=round_.version.sha256, turn=answer.turn)

    @rule()
    def close(self) -> None:
        if round_ := self.round():
            with refused:
                rounds.close_round(round_, by=self.host)

    @rule()
    def extend(self) -> None:
        if round_ := self.round():
            with refused:
                rounds.extend_round(round_, by=self.host, due_at=round_.due_at + timedelta(days=1), reason="Holidays")

    @rule()
    def adopt(self) -> None:
        if version := self.newest():
            with refused:
                versions.adopt(version, by=self.host, reason="They stand behind it.")
                assert version.endorsements.filter(state=EndorsementState.GIVEN, position__in=IN_FAVOUR).exists()

    @rule()
    def withdraw(self) -> None:
        if version := self.newest():
            with refused:
                versions.withdraw(version, by=self.host, reason="A mistake")

    @invariant()
    def what_is_frozen_never_changes(self) -> None:
        now = Version.objects.filter(document=self.document).values_list("pk", "content", "sha256")
        assert {pk: (content, sha256) for pk, content, sha256 in now} == self.frozen
        assert all(version.is_intact for version in Version.objects.filter(pk__in=self.frozen))

    @invariant()
    def an_endorsement_counts_for_its_exact_text(self) -> None:
        for answer in Endorsement.objects.given().filter(version__in=self.frozen).select_related("version", "round"):
            assert answer.sha256 == self.frozen[answer.version_id][1]
            assert answer.round.version_id == answer.version_id
            assert answer.signed_at is not None

    @invariant()
    def at_most_one_version_is_endorsed(self) -> None:
        here = Version.objects.filter(document=self.document)
        assert here.filter(status=VersionStatus.ENDORSED).count() <= 1
        assert here.filter(status=VersionStatus.FINAL_DRAFT).count() <= 1
        assert not here.filter(status=VersionStatus.ENDORSED, endorsed_at__isnull=True).exists()

    @invariant()
    def history_only_grows_and_ends_with_what_stands(self) -> None:
        changes = EndorsementChange.objects.filter(endorsement__version__in=self.frozen)
        assert changes.count() >= self.steps
        self.steps = changes.count()
        for answer in Endorsement.objects.filter(version__in=self.frozen):
            last = answer.changes.last()
            assert last is not None
            assert (last.position, last.state) == (answer.position, answer.state)

    def teardown(self) -> None:
        assert not list(verify(self.document.audit_scope))
        assert Event.objects.filter(scope=self.document.audit_scope, verb="version.frozen").count() == len(self.frozen)


@pytest.mark.django_db(transaction=True)
def test_versions_and_answers_in_any_order(long: bool) -> None:
    run_state_machine_as_test(
        DocumentMachine,
        settings=settings(
            max_examples=100 if long else 6,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
