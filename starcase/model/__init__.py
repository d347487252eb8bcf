"""The facts that people write, and the values that several stages hand on; all of them frozen."""
