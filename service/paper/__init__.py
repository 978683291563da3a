"""What gets printed. Text in, PDF out; typst sets it, in the fonts that travel with the program."""
