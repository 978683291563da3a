"""What every change and every reading stands on: the one door, links, refusals, and the rows of messages."""
