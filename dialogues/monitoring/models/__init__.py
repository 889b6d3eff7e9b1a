"""What monitoring keeps: commitments with what was reported on them, and what is followed beside them."""

from .commitments import Commitment as Commitment
from .commitments import CommitmentAnswer as CommitmentAnswer
from .following import Adaptation as Adaptation
from .following import Influence as Influence
from .following import Step as Step
from .following import Watcher as Watcher
from .interviews import Interview as Interview
from .reports import Report as Report
from .reports import ReportRound as ReportRound
