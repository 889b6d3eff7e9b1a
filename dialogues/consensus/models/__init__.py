"""What Consensus Building keeps, one file for each step."""

from .appraisal import Acceptance as Acceptance
from .appraisal import Appraisal as Appraisal
from .appraisal import Concern as Concern
from .appraisal import Conclusion as Conclusion
from .appraisal import Dots as Dots
from .appraisal import Judgement as Judgement
from .appraisal import Opinion as Opinion
from .ballots import BallotPrint as BallotPrint
from .challenges import Ballot as Ballot
from .challenges import Challenge as Challenge
from .challenges import ChallengeGround as ChallengeGround
from .challenges import Ranking as Ranking
from .checks import CheckSeat as CheckSeat
from .checks import PositionCheck as PositionCheck
from .checks import Reply as Reply
from .criteria import CriteriaSet as CriteriaSet
from .criteria import Criterion as Criterion
from .criteria import CriterionNote as CriterionNote
from .criteria import SetStep as SetStep
from .criteria import Weighing as Weighing
from .options import Option as Option
from .options import OptionGround as OptionGround
from .recommendations import Recommendation as Recommendation
from .recommendations import Rejected as Rejected
from .recommendations import Roadmap as Roadmap
from .recommendations import Share as Share
