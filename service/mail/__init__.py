"""Messages that leave the house: letters, calendars, who carries them, and the outbox that sends each once."""
