"""Who agreed to be shown, and who does so no more: the register in review/, and what follows in content/."""
