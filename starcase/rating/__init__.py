"""What follows from the records: points, levels and their validity."""
