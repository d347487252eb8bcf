"""Keeps single persons out of what is published: what is found in texts, how it is covered, what was allowed."""
