"""What changed between two states of the content, or two releases: by record and field, old and new."""
