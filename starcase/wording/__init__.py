"""Looks over how texts are written: characters, signs, doubled words, broken lines, names that are wrong."""
