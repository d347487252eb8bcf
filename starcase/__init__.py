"""starcase turns records of rated community organizations into a searchable static site."""

__version__ = "0.1.0"
