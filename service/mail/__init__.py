"""Messages that leave the program: letters, calendars, transports, and the outbox that sends each once."""
