"""What helps people write content: questions at the terminal, files to fill in, stories from Word, tidying."""
