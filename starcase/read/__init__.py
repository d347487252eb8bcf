"""Turns a tree of texts into a record: renames Chinese keys, builds final types, resolves names, words every mistake."""
