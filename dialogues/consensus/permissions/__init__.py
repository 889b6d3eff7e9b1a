"""Who may do what in Consensus Building, one file for each step; importing this registers every rule."""

from . import appraisal as appraisal
from . import challenges as challenges
from . import checks as checks
from . import criteria as criteria
from . import recommendations as recommendations
