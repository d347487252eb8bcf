"""Views of the reviewers' pages; nothing public imports them."""
