"""Views through templates to bytes."""
