"""The faces, by audience. They parse, call one domain function, and show."""
