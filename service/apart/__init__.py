"""Work that is done apart: in a bounded process of its own, which stands back for everybody's pages.

`places` says who may have something done and who waits, `bounded` holds a process to its bounds. A program that uses up
memory for good, as the press does, is started for each piece of work and ends with it; a `SideProcess` stays, for work
that needs what is dear to load: `working` is its program.
"""
