"""Jobs under any order of events: claims, ends, deaths, sweeps and clicks never lose or double work."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from inspired.core import running
from inspired.core.jobs import LeaseLost, enqueue, progress
from inspired.core.models import Job, Message, Person
from inspired.core.services import cancel, retry
from inspired.core.states import UNFINISHED, JobState, StateError
from tests import make


class JobMachine(RuleBasedStateMachine):
    """One target, two keys; workers are the claims they hold."""

    held = Bundle("held")

    def __init__(self):
        super().__init__()
        Job.objects.all().delete()
        Message.objects.all().delete()
        self.user = make.user()
        self.target = Person.objects.create()
        self.ended: dict[int, str] = {}

    def job(self, key):
        return Job.objects.filter(key=key).order_by("-pk").first()

    @rule(key=st.sampled_from(["", "2"]))
    def click(self, key):
        before = Job.objects.unfinished().filter(key=key).first()
        with transaction.atomic():
            job = enqueue("tests.work", self.target, by=self.user, key=key)
        assert before is None or job == before

    @rule(target=held, key=st.sampled_from(["", "2"]))
    def claim(self, key):
        job = self.job(key)
        if job is None:
            return multiple()
        free = job.state == JobState.QUEUED or (job.state == JobState.RUNNING and job.lease_until < timezone.now())
        claimed = running.claim(job.pk)
        assert (claimed is not None) == (free and job.attempts < job.failures + running.MAX_LOSSES)
        return claimed if claimed else multiple()

    def is_holder(self, claimed):
        now = Job.objects.get(pk=claimed.pk)
        return now.state == JobState.RUNNING and now.worker == claimed.worker

    @rule(claimed=held, percent=st.integers(0, 100))
    def tell(self, claimed, percent):
        if self.is_holder(claimed):
            progress(claimed, percent)
        else:
            with pytest.raises(LeaseLost):
                progress(claimed, percent)

    @rule(claimed=consumes(held), state=st.sampled_from([JobState.DONE, JobState.FAILED]))
    def end(self, claimed, state):
        holder = self.is_holder(claimed)
        assert running._end(claimed, state) == holder

    @rule(key=st.sampled_from(["", "2"]))
    def die(self, key):
        past = timezone.now() - timedelta(seconds=1)
        Job.objects.filter(key=key, state=JobState.RUNNING).update(lease_until=past)

    @rule()
    def sweep(self):
        running.sweep()
        assert not Job.objects.filter(state=JobState.RUNNING, lease_until__lt=timezone.now()).exists()
        assert not Job.objects.filter(state=JobState.QUEUED, resend_at__lte=timezone.now()).exists()

    @rule(key=st.sampled_from(["", "2"]), verb=st.sampled_from([retry, cancel]))
    def decide(self, key, verb):
        job = self.job(key)
        if job is None:
            return
        wanted = {JobState.FAILED, JobState.CANCELLED} if verb is retry else set(UNFINISHED)
        if job.state in wanted:
            verb(job, by=self.user)
        else:
            with pytest.raises(StateError):
                verb(job, by=self.user)

    @invariant()
    def at_most_one_unfinished_job_per_key(self):
        for key in ("", "2"):
            assert Job.objects.unfinished().filter(key=key).count() <= 1

    @invariant()
    def waiting_work_will_be_sent(self):
        soon = timezone.now() + timedelta(minutes=17)
        assert not Job.objects.filter(state=JobState.QUEUED, resend_at__gt=soon).exists()


@pytest.mark.django_db(transaction=True)
def test_jobs_in_any_order(long):
    run_state_machine_as_test(
        JobMachine,
        settings=settings(
            max_examples=100 if long else 8,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
