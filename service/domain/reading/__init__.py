"""Reading, one module a noun: rows become plain views, each in a fixed number of queries."""
