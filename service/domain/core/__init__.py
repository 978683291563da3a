"""The base of every change and reading: `change()`, events, intents, links, refusals, and the rows of messages."""
