"""Codes and figures as sentences in one reader's language, for pages, mails and paper alike."""
