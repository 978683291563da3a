"""Sheets to print. Text in, PDF out; typst sets it, in the fonts that travel with the program."""
