"""Rules of the shared floor."""

from __future__ import annotations

from typing import Any

from inspired.core.access import rule
from inspired.core.states import JobState


@rule
def retry_job(user: Any, job: Any) -> bool:
    """Whoever started a job may ask for it again once it has failed or was cancelled."""
    return bool(user.is_authenticated and job.by_id == user.pk and job.state in {JobState.FAILED, JobState.CANCELLED})
