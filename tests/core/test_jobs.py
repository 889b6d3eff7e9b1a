"""Jobs: one per double click, claimed once, given back when their worker dies, ended in words."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from inspired.core import dispatch, jobs, running
from inspired.core.access import may
from inspired.core.jobs import KEEPERS, JobFailed, enqueue, handles, progress
from inspired.core.models import Event, Job, Message, Person
from inspired.core.services import cancel, retry
from inspired.core.states import JobState, StateError
from tests import make

KIND = "tests.work"


@pytest.fixture
def handler():
    """Registers a handler for KIND and takes it away again."""

    def register(function, tries=3):
        jobs.HANDLERS.pop(KIND, None)
        handles(KIND, tries=tries)(function)
        return function

    yield register
    jobs.HANDLERS.pop(KIND, None)


@pytest.fixture
def target(db):
    return Person.objects.create(name="Target")


def queued(target, **fields):
    with transaction.atomic():
        return enqueue(KIND, target, by=fields.pop("by", None), **fields)


def lose_lease(job):
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_double_click_makes_one_job(target):
    assert queued(target) == queued(target)
    assert Job.objects.count() == 1


def test_another_key_makes_another_job(target):
    assert queued(target, key="1") != queued(target, key="2")


def test_finished_work_can_be_asked_for_again(target, handler):
    handler(lambda job: None)
    first = queued(target)
    running.run(first.pk, heartbeat=False)
    assert queued(target) != first


@pytest.mark.django_db(transaction=True)
def test_job_and_message_vanish_with_the_transaction(target):
    with transaction.atomic():
        enqueue(KIND, target, by=None)
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_enqueue_outside_a_transaction_is_refused():
    person = Person.objects.create()
    with pytest.raises(transaction.TransactionManagementError):
        enqueue(KIND, person, by=None)


def test_handler_runs_once_and_the_job_is_done(target, handler):
    seen = []
    handler(lambda job: seen.append(job.target_pk))
    job = queued(target)
    assert running.run(job.pk, heartbeat=False)
    assert not running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert (job.state, job.progress, job.lease_until) == (JobState.DONE, 100, None)
    assert job.finished_at
    assert seen == [str(target.pk)]


def test_progress_is_told_and_renews_the_lease(target, handler):
    def work(job):
        lose_lease(job)
        progress(job, 40, "Half of it")
        fresh = Job.objects.get(pk=job.pk)
        assert (fresh.progress, fresh.sentence) == (40, "Half of it")
        assert fresh.lease_until > timezone.now()

    handler(work)
    job = queued(target)
    running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_failure_for_people_is_not_tried_again(target, handler):
    def work(job):
        raise JobFailed("Page 3 has a character that no font covers.")

    handler(work)
    job = queued(target)
    running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "Page 3 has a character that no font covers.")


def test_surprise_is_tried_three_times_and_logged_without_its_message(target, handler, caplog):
    words = " ".join(["confidential", "words"])

    def work(job):
        raise ValueError(words)

    handler(work)
    job = queued(target)
    for _attempt in range(3):
        assert running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert (job.state, job.failures, job.attempts) == (JobState.FAILED, 3, 3)
    assert job.error
    assert words not in caplog.text + job.error
    assert "ValueError" in caplog.text


def test_waiting_grows_between_attempts(target, handler):
    def work(job):
        raise ValueError

    handler(work, tries=9)
    job = queued(target)
    waits = []
    for _attempt in range(3):
        running.run(job.pk, heartbeat=False)
        job.refresh_from_db()
        waits.append(round((job.resend_at - timezone.now()).total_seconds() / 10))
    assert waits == [1, 2, 4]


def test_sweep_gives_back_what_a_dead_worker_held(target, handler):
    handler(lambda job: None)
    job = queued(target)
    running.claim(job.pk)
    assert running.sweep().released == 0
    lose_lease(job)
    swept = running.sweep()
    assert (swept.released, swept.sent) == (1, 1)
    assert running.run(job.pk, heartbeat=False)


def test_sweep_sends_again_later_and_later(target):
    job = queued(target)
    assert running.sweep().sent == 0
    for wait in (60, 120, 240) if dispatch.is_embedded() else (30, 60, 120):
        Job.objects.filter(pk=job.pk).update(resend_at=timezone.now())
        before = timezone.now()
        assert running.sweep().sent == 1
        job.refresh_from_db()
        assert before <= job.resend_at - timedelta(seconds=wait) <= timezone.now()


def test_work_that_kills_its_worker_every_time_is_given_up(target):
    job = queued(target)
    for _death in range(running.MAX_LOSSES):
        assert running.claim(job.pk)
        lose_lease(job)
    assert running.claim(job.pk) is None
    assert running.sweep().given_up == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_late_finisher_does_not_overwrite_the_new_holder(target, handler):
    def work(job):
        lose_lease(job)
        assert running.claim(job.pk)

    handler(work)
    job = queued(target)
    running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_cancelled_work_stops_at_its_next_progress(target, handler):
    reached = []

    def work(job):
        cancel(job, by=None)
        progress(job, 50)
        reached.append(job)

    handler(work)
    job = queued(target)
    running.run(job.pk, heartbeat=False)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not reached


def test_retry_starts_again_and_is_recorded(target, handler):
    def work(job):
        raise JobFailed("No.")

    handler(work)
    user = make.user()
    job = queued(target, by=user)
    with pytest.raises(StateError):
        retry(job, by=user)
    running.run(job.pk, heartbeat=False)
    again = retry(job, by=user)
    assert (again.pk, again.state, again.error) == (job.pk, JobState.QUEUED, "")
    assert Event.objects.filter(verb="job.retried").count() == 1


def test_retry_of_work_already_under_way_joins_it(target, handler):
    def work(job):
        raise JobFailed("No.")

    handler(work)
    user = make.user()
    job = queued(target, by=user)
    running.run(job.pk, heartbeat=False)
    under_way = queued(target, by=user)
    assert retry(job, by=user) == under_way


def test_jobs_are_visible_to_who_started_them(target):
    user = make.user()
    job = queued(target, by=user)
    assert list(Job.objects.visible_to(user)) == [job]
    assert not Job.objects.visible_to(make.user())
    assert not Job.objects.visible_to(AnonymousUser())


def test_latest_job_of_a_kind_is_found_by_its_target(target, handler):
    handler(lambda job: None)
    assert Job.objects.latest_for(target, KIND) is None
    first = queued(target)
    running.run(first.pk, heartbeat=False)
    second = queued(target)
    assert Job.objects.latest_for(target, KIND) == second
    assert list(Job.objects.for_target(target)) == [second, first]


def test_work_off_runs_what_waits_and_what_that_brings_forth(target, handler):
    def work(job):
        if not job.key:
            queued(target, key="child")

    handler(work)
    queued(target)
    assert running.work_off() == 2
    assert not Job.objects.unfinished().exists()


@pytest.mark.django_db(transaction=True)
def test_heartbeat_keeps_the_lease_of_long_work(target, handler, monkeypatch):
    monkeypatch.setattr(running, "HEARTBEAT_SECONDS", 0.05)
    beaten = threading.Event()

    def work(job):
        lose_lease(job)
        for _look in range(100):
            if Job.objects.get(pk=job.pk).lease_until > timezone.now():
                beaten.set()
                return
            threading.Event().wait(0.05)

    handler(work)
    running.run(queued(target).pk)
    assert beaten.is_set()


def together(function, times):
    """Run a function in as many threads at the same moment; return what they answered."""
    start, answers = threading.Barrier(times), []

    def act():
        start.wait()
        try:
            answers.append(function())
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _n in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == times
    return answers


@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_make_one_job(target):
    assert len({job.pk for job in together(lambda: queued(target), 12)}) == 1
    assert Message.objects.count() <= 1


@pytest.mark.django_db(transaction=True)
def test_parallel_claims_succeed_once(target):
    job = queued(target)
    assert sum(claimed is not None for claimed in together(lambda: running.claim(job.pk), 12)) == 1


def test_only_who_started_it_asks_again_or_stops_it_while_its_kind_names_no_rule(target):
    user = make.user()
    job = queued(target, by=user)
    for nobody in (make.user(), AnonymousUser()):
        assert not may(nobody, "core.keep_job", job)
    with pytest.raises(PermissionDenied):
        cancel(job, by=make.user())
    cancel(job, by=user)
    with pytest.raises(PermissionDenied):
        retry(job, by=make.user())
    assert retry(job, by=user).state == JobState.QUEUED


def test_the_rule_of_its_kind_decides_on_a_job_whoever_started_it(target, monkeypatch):
    admin, starter = make.user(is_staff=True, is_superuser=True), make.user()
    monkeypatch.setitem(KEEPERS, KIND, "core.keep_accounts")
    job = queued(target, by=starter)
    with pytest.raises(PermissionDenied):
        cancel(job, by=starter)
    cancel(job, by=admin)
    assert retry(job, by=admin).state == JobState.QUEUED
    target.delete()
    with pytest.raises(PermissionDenied):
        cancel(job, by=admin)
