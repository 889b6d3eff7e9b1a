"""Working groups: mission, members, expected outputs, tasks and notes of a part of the table that prepares work for all."""
