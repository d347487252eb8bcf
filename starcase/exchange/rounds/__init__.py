"""The workbooks and papers of a reviewing round, out and in."""
