"""Messages that leave the program: letters, calendars, who carries them, and the outbox that sends each once."""
