"""Every write to activities, meetings, what is recorded there and minutes, one module per concern."""
