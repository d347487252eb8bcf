"""The reviewers' desk: reads review/, turns what was found into work for each body. No part of a public build loads it."""
