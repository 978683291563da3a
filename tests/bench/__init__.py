"""Speed, against limits measured in the same run. `make bench`; never part of the test command's verdict."""
