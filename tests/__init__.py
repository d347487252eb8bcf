"""What starcase promises, in sentences that are run."""
