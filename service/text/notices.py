"""Notices: the sentence after an action, on the page that it leads to. Only a code travels in the address."""

from enum import StrEnum

from service.text.language import Language


class Notice(StrEnum):
    """The action that has just been done."""

    PLANNED = "planned"
    NAMED = "named"
    TASK_ADDED = "task_added"
    TASK_ADDED_SKIPPED = "task_added_skipped"
    """Said where the clocks go forward: they skip a time that was said for it."""
    TASKS_ADDED = "tasks_added"
    TASK_CHANGED = "task_changed"
    TASKS_CHANGED = "tasks_changed"
    TASK_CANCELLED = "task_cancelled"
    TASK_KEPT = "task_kept"
    FOR_NAMED = "for_named"
    FOR_EVERYBODY = "for_everybody"
    TASK_REMOVED = "task_removed"
    SUGGESTED = "suggested"
    SUGGESTION_OPENED = "suggestion_opened"
    SUGGESTIONS_OPENED = "suggestions_opened"
    SUGGESTION_LEFT = "suggestion_left"
    TOLD = "told"
    CHANGED_SINCE = "changed_since"
    TASK_COPIED = "task_copied"
    TASK_SPLIT = "task_split"
    THINGS_CHANGED = "things_changed"
    PLACE_GIVEN = "place_given"
    MOVED = "moved"
    TICKED = "ticked"
    TO_DO_AGAIN = "to_do_again"
    PUT_ON = "put_on"
    TAKEN_OFF = "taken_off"
    OFFER_WRITTEN = "offer_written"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_RESTS = "offer_rests"
    PERSON_ADDED = "person_added"
    PERSON_FORGOTTEN = "person_forgotten"
    TRUSTED = "trusted"
    NOT_TRUSTED = "not_trusted"
    NOTE_SAVED = "note_saved"
    GIVEN = "given"
    NOTE_SENT = "note_sent"
    WORD_SAID = "word_said"
    EVENING_SAID = "evening_said"
    EVENING_TOMORROW = "evening_tomorrow"
    WRITING_DAY = "writing_day"
    LEFT_OUT = "left_out"
    RESTS = "rests"
    NOT_YET = "not_yet"
    SETTINGS_SAVED = "settings_saved"
    CALLED_OFF = "called_off"
    CLOSED = "closed"
    REOPENED = "reopened"
    ROTATED = "rotated"
    OWN_LINK_ROTATED = "own_link_rotated"
    SIGNED_OUT = "signed_out"
    ORGANIZER_ADDED = "organizer_added"
    ORGANIZER_LINK = "organizer_link"
    ORGANIZER_REMOVED = "organizer_removed"
    LEFT = "left"
    CLAIMED = "claimed"
    CLAIMED_BOTH = "claimed_both"
    CLAIMED_ALL = "claimed_all"
    FIRST_TO_STAND_BY = "first_to_stand_by"
    SECOND_TO_STAND_BY = "second_to_stand_by"
    THIRD_TO_STAND_BY = "third_to_stand_by"
    STANDING_BY = "standing_by"
    STEPPED_UP = "stepped_up"
    RELEASED = "released"
    STILL_GOOD = "still_good"
    IF_NEEDED = "if_needed"
    HANDING_ON = "handing_on"
    HAND_ON_TAKEN_BACK = "hand_on_taken_back"
    COMING = "coming"
    WORDS_KEPT = "words_kept"
    ASK_SENT = "ask_sent"
    ASK_NOT_SENT = "ask_not_sent"
    ASK_RESTS = "ask_rests"
    ASK_TAKEN_BACK = "ask_taken_back"
    NOT_THIS_TIME = "not_this_time"
    CHANGED = "changed"
    OFFERED = "offered"
    LATE = "late"
    IN_TIME = "in_time"
    GLAD = "glad"
    NO_THANKS = "no_thanks"
    LETTERS_CHOSEN = "letters_chosen"
    REMOVED = "removed"
    PUT_BACK = "put_back"
    TOO_LATE = "too_late"
    PROVEN = "proven"
    LINK_SENT = "link_sent"
    LINK_TO_KNOWN = "link_to_known"
    SENT_AGAIN = "sent_again"
    ERASED = "erased"
    PERSON_CHANGED = "person_changed"
    MERGED = "merged"
    TWO_PEOPLE = "two_people"
    PARTED = "parted"
    NOT_ME = "not_me"
    UNDONE = "undone"


_CODES = frozenset(Notice)


def notice_of(code: str) -> Notice | None:
    """Return the notice with this code; None for a code that is none, since anybody can write an address."""
    return Notice(code) if code in _CODES else None


def notice_sentence(notice: Notice, lang: Language) -> str:
    _ = lang.gettext
    return {
        Notice.PLANNED: _("Your move is planned. One thing to keep: the link below."),
        Notice.NAMED: _("It is written down who has offered."),
        Notice.TASK_ADDED: _("It is on the list."),
        Notice.TASK_ADDED_SKIPPED: _(
            "It is on the list. The clocks go forward that day and skip a time that you gave: the board says what "
            "everybody reads instead."
        ),
        Notice.TASKS_ADDED: _("They are on the list."),
        Notice.TASK_CHANGED: _("The task is changed."),
        Notice.TASKS_CHANGED: _("The change is kept, on all of them."),
        Notice.TASK_CANCELLED: _("The task is called off."),
        Notice.TASK_KEPT: _("Noted."),
        Notice.FOR_NAMED: _("Only the people named here see it now. Whoever is coming for it already still does."),
        Notice.FOR_EVERYBODY: _("It is on the list for everybody now."),
        Notice.TASK_REMOVED: _("It is off the list."),
        Notice.SUGGESTED: _("That is suggested. Nobody else sees it until somebody who organizes says yes."),
        Notice.SUGGESTION_OPENED: _("It is on the list."),
        Notice.SUGGESTIONS_OPENED: _("They are on the list."),
        Notice.SUGGESTION_LEFT: _("It is left out."),
        Notice.TOLD: _("Noted: they know."),
        Notice.CHANGED_SINCE: _("It has changed once more since you looked. This is how it is now."),
        Notice.TASK_COPIED: _("This is the copy. Nobody is on it yet."),
        Notice.TASK_SPLIT: _("This is the part that went. Who was coming stayed with the first one."),
        Notice.THINGS_CHANGED: _("What it carries is changed."),
        Notice.PLACE_GIVEN: _("The place is theirs."),
        Notice.MOVED: _("Moved."),
        Notice.TICKED: _("Done."),
        Notice.TO_DO_AGAIN: _("It is to do again."),
        Notice.PUT_ON: _("The name is on it."),
        Notice.TAKEN_OFF: _("The name is off it again."),
        Notice.OFFER_WRITTEN: _("The offer is written down."),
        Notice.OFFER_ACCEPTED: _("You said yes. Your answer is ready to send."),
        Notice.OFFER_RESTS: _("The offer rests."),
        Notice.PERSON_ADDED: _("They are on your list."),
        Notice.PERSON_FORGOTTEN: _("The name and all contacts are erased."),
        Notice.TRUSTED: _("Noted: they see where and when, and who else comes."),
        Notice.NOT_TRUSTED: _("Noted: they see only the day."),
        Notice.NOTE_SAVED: _("Your note is kept."),
        Notice.GIVEN: _("Given. That’s enough."),
        Notice.NOTE_SENT: _("Given. It goes out in half a minute, or in the morning if it is night. That’s enough."),
        Notice.WORD_SAID: _(
            "Said. Below is who reads it, and whom only you can tell. It can be taken back until the first email has "
            "gone."
        ),
        Notice.EVENING_SAID: _("Said. In half a minute it goes to everybody who left an address."),
        Notice.EVENING_TOMORROW: _("Said. It goes out in the morning, since it is night."),
        Notice.WRITING_DAY: _("Noted."),
        Notice.LEFT_OUT: _("Noted: not then."),
        Notice.RESTS: _("It rests now. That’s enough."),
        Notice.NOT_YET: _("It is back among your notes."),
        Notice.SETTINGS_SAVED: _("Saved."),
        Notice.CALLED_OFF: _("The move is called off."),
        Notice.CLOSED: _("The move is closed."),
        Notice.REOPENED: _("The move is open again."),
        Notice.ROTATED: _("There is a new sign-up link. The old one no longer opens."),
        Notice.OWN_LINK_ROTATED: _("This is your new link. The old one no longer opens, on any device."),
        Notice.ORGANIZER_ADDED: _("Their link is made. Hand it on to them alone."),
        Notice.ORGANIZER_LINK: _("This is their new link. The old one no longer opens, on any device."),
        Notice.ORGANIZER_REMOVED: _("Taken off. Their link no longer opens anything."),
        Notice.LEFT: _("You no longer organize this move. What you did stays."),
        Notice.SIGNED_OUT: _("Signed out. Your own link opens the move again."),
        Notice.CLAIMED: _("Your name is on it. Thank you."),
        Notice.CLAIMED_ALL: _("Your name is on all of them. Each can be given back alone. Thank you."),
        Notice.CLAIMED_BOTH: _("Your name is on both, out and in. Either can be given back alone. Thank you."),
        Notice.FIRST_TO_STAND_BY: _("You are the first to stand by. If a place comes free, it is yours."),
        Notice.SECOND_TO_STAND_BY: _("You are the second to stand by. If a place comes free, it is yours."),
        Notice.THIRD_TO_STAND_BY: _("You are the third to stand by. If a place comes free, it is yours."),
        Notice.STANDING_BY: _("You stand by. If a place comes free, it is yours."),
        Notice.STEPPED_UP: _("There was a place free, so it is yours. Thank you."),
        Notice.WORDS_KEPT: _("Your words are kept."),
        Notice.ASK_SENT: _("It goes out in half a minute, or in the morning if it is night."),
        Notice.ASK_NOT_SENT: _("Nothing more goes out: it was sent before, or they have said yes."),
        Notice.ASK_RESTS: _("It rests now. That’s quite all right."),
        Notice.ASK_TAKEN_BACK: _("It is taken back."),
        Notice.COMING: _("It is noted that you are coming. There is nothing else to do."),
        Notice.NOT_THIS_TIME: _("Thank you for saying so. That’s quite all right."),
        Notice.STILL_GOOD: _("Good, it stays yours."),
        Notice.IF_NEEDED: _("Noted: you are called if someone is missing. Only the organizer sees it."),
        Notice.HANDING_ON: _("The link is made. Send it to your friend yourself."),
        Notice.HAND_ON_TAKEN_BACK: _("It is taken back. The link no longer opens."),
        Notice.RELEASED: _("Given back. No reason needed."),
        Notice.CHANGED: _("Changed."),
        Notice.OFFERED: _("Your offer has arrived. Thank you."),
        Notice.LATE: _("Noted, and all is well. Come as you can."),
        Notice.IN_TIME: _("Noted: as planned."),
        Notice.GLAD: _("That is good to hear."),
        Notice.NO_THANKS: _("Noted. No note is needed."),
        Notice.LETTERS_CHOSEN: _("Noted. Emails come as you like them."),
        Notice.REMOVED: _("They are off the list, and what they had taken is free again."),
        Notice.PUT_BACK: _("They are back on the list. Anyone whose place is taken by now stands by."),
        Notice.TOO_LATE: _("That cannot be put back any more."),
        Notice.PROVEN: _("Noted. From now on emails to you can say all there is to say."),
        Notice.LINK_SENT: _("If this address is known here, an email with the link is on its way to it."),
        Notice.LINK_TO_KNOWN: _("An email with the link goes to the address that is known."),
        Notice.SENT_AGAIN: _("It is tried again."),
        Notice.ERASED: _("The move is erased. Nothing of it is left here."),
        Notice.PERSON_CHANGED: _("Saved."),
        Notice.MERGED: _("They are one entry now. Should that be wrong: under People it can be undone."),
        Notice.TWO_PEOPLE: _("Noted: they are two."),
        Notice.PARTED: _("They are two entries again."),
        Notice.NOT_ME: _("This device has forgotten who you are here. Go on under your own name."),
        Notice.UNDONE: _("It is as it was before."),
    }[notice]
