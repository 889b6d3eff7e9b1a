"""The demonstration: three invented dialogues, told through the same verbs that pages call, never by raw rows."""
