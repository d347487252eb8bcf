"""What `round` can do, each action in a module of its own."""
