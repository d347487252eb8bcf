"""Pictures and attachments that records name."""
