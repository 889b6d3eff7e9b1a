"""Convening: the people around the table, before and beside the formal seats."""
