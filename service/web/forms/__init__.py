"""The shapes of forms and JSON bodies: what may be sent, and what it becomes for the domain."""
