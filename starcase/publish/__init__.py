"""Puts a finished site in the place of the old one: as a whole or not at all (DESIGN.md section 2, rule 4).

Beside the output `site` stands `.site.starcase`: the lock, what is being written, and one previous release.
"""

from starcase.publish.release import (
    Published,
    Release,
    begun_to_glance,
    open_release,
    publish_outputs,
    remove_leftovers,
    remove_site,
    rollback,
    site_files,
    undisturbed,
    whole_site,
)
from starcase.release_tree import FILE_MODE, FOLDER_MODE, Notes

__all__ = [
    "FILE_MODE",
    "FOLDER_MODE",
    "Notes",
    "Published",
    "Release",
    "begun_to_glance",
    "open_release",
    "publish_outputs",
    "remove_leftovers",
    "remove_site",
    "rollback",
    "site_files",
    "undisturbed",
    "whole_site",
]
