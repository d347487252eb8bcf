"""Entries of tables and the records that they are of: whose row it is, what changes, and the way back out."""
