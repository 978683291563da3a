"""What the faces read: plain views, each in a fixed number of queries."""
