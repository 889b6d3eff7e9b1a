"""The disposition ledger."""
