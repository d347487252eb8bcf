"""Views: frozen, already-worded values; a page sees its own View and nothing else."""
