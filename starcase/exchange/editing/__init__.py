"""Values of records changed where they stand, and many files written as one."""
