"""Where written facts come from: folders to files, bytes to text, text to values with their places."""
