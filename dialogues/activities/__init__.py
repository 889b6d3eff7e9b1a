"""A tool in use: activities, their meetings, what is recorded in the room, and minutes."""
