"""The pages that friends and helpers open: sign-up, their own page, their note, their calendar."""
