"""The organizer's pages, below /m/."""
