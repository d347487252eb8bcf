"""The self-check that government sites are inspected by, answered from what a check has found."""
