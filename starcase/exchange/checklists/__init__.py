"""The checklist of reviewers as a workbook, out and in."""
