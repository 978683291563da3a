"""Messages that are due at a time T, read from the state of a move. Sending is not here, and neither are words.

Two questions, each answered from one reading (correspondence.py): what has come due with time alone, and when that may
next be so (due.py); and whether a message that waits may go now (decide.py), which for claims asks what there is to
tell (news.py).
"""
