"""States and fixed lists of activities, their meetings and what is recorded there."""
