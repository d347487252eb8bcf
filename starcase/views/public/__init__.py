"""What the public sees, one module for a kind of page."""
