"""The preview: shows the site while people write it, and never writes it."""
