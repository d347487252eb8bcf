"""A Word document as a story."""
