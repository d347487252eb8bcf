"""What can be typed: the commands, each with the options that it understands."""
