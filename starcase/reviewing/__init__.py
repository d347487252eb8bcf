"""Reviewing rounds: what is read of them, how points become levels, and what is to be done next. No Excel, no Word."""
