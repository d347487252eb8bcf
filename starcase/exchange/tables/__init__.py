"""Tables as offices send them: read into entries and complaints, written to be filled in, given back marked."""
