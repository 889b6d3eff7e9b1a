"""The whole table: the rows of every app."""

from __future__ import annotations

from tests.policy.rows_activities import ROWS as ACTIVITIES
from tests.policy.rows_appraisal import ROWS as APPRAISAL
from tests.policy.rows_checks import ROWS as CHECKS
from tests.policy.rows_consensus import ROWS as CONSENSUS
from tests.policy.rows_contacts import ROWS as CONTACTS
from tests.policy.rows_core import ROWS as CORE
from tests.policy.rows_dialogues import ROWS as DIALOGUES
from tests.policy.rows_documents import ROWS as DOCUMENTS
from tests.policy.rows_front import ROWS as FRONT
from tests.policy.rows_groups import ROWS as GROUPS
from tests.policy.rows_handovers import ROWS as HANDOVERS
from tests.policy.rows_inputs import ROWS as INPUTS
from tests.policy.rows_letters import ROWS as LETTERS
from tests.policy.rows_messages import ROWS as MESSAGES
from tests.policy.rows_monitoring import ROWS as MONITORING
from tests.policy.rows_roadmap import ROWS as ROADMAP
from tests.policy.rows_shelf import ROWS as SHELF
from tests.policy.rows_toolkit import ROWS as TOOLKIT
from tests.policy.rows_tools import ROWS as TOOLS

ROWS: dict[str, str] = {
    **CORE,
    **DIALOGUES,
    **CONTACTS,
    **LETTERS,
    **SHELF,
    **MESSAGES,
    **HANDOVERS,
    **ACTIVITIES,
    **TOOLS,
    **INPUTS,
    **DOCUMENTS,
    **GROUPS,
    **CONSENSUS,
    **CHECKS,
    **APPRAISAL,
    **ROADMAP,
    **MONITORING,
    **FRONT,
    **TOOLKIT,
}
