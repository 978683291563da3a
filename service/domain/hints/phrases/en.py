"""English words of an offer, as patterns for the start of a word in any case."""

from datetime import time

CAN = {
    "drive": [
        r"(?:a|my|our|the|his|her|have|got|big|small|large|own|dad's|mum's) (?P<vehicle>van)s?\b",
        r"cars?\b|trucks?\b|minivan|pick-?up truck|trailer|(?:can|could|will|to|i'll|i|we) drive\b|driving",
    ],
    "strong": [
        r"strong\b|stronger\b|muscl\w*|(?:heavy )?lift(?:ing)?\b|carry(?:ing)?\b|heav(?:y|ier|iest)\b|furniture\b",
        r"big stuff",
    ],
    "light": [
        r"(?:bad|sore) back|(?:my|his|her) back\b|bad knees?|pregnant|light (?:things|stuff|tasks|jobs|work)",
        r"(?:something|anything) light|small things",
    ],
    "cook": [
        r"cook\w*|bak(?:e|ing)\b|soups?\b|cakes?\b|lasagne|sandwich\w*|food\b|meals?\b",
        r"(?:make|bring|do) (?:\w+ )?(?:lunch|dinner|breakfast)",
    ],
    "children": [r"child(?:ren)?\b|kids?\b|toddlers?\b|bab(?:y|ies)\b|babysit\w*"],
    "pets": [r"cats?\b|dogs?\b|pets?\b|animals?\b"],
    "clean": [r"clean\w*|hoover\w*|vacuum\w*|mop(?:ping)?\b|sweep\w*|scrub\w*|wip(?:e|ing)\b"],
    "pack": [r"pack(?:ing)?\b|wrap(?:ping)?\b"],
    "handy": [r"handy\b|tools?\b|drill\w*|screw\w*|electric\w*|plugs?\b|sockets?\b|diy\b|plumb\w*"],
}
TIMES = [
    (r"after lunch", time(13), None),
    (r"after (?:work|school)", time(17), None),
    (
        r"(?:in the |on |every )?(?:\w+ )?mornings?\b(?! after)|(?:before|until|till) (?:noon|midday|lunch)",
        None,
        time(12),
    ),
    (r"(?:in the |on )?(?:\w+ )?afternoons?\b|after (?:noon|midday)", time(12), None),
    (r"(?:in the |on )?(?:\w+ )?evenings?\b|at night", time(17), None),
]
FROM_CLOCK = r"after|from|any ?time after|past"
UNTIL_CLOCK = r"until|till|before"
BEFORE_CLOCK = r"before|earlier than|(?<=not )(?:until|till)"
AFTER_CLOCK = r"after|past|later than"
HOURS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve|noon|midday",
    "lunch",
)
"""Hours in words, from one on."""
WEEKDAYS = ("mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?")
ALL_DAY = r"(?:all|the (?:whole|entire|full)|a (?:whole|full)) day|from morning (?:to|till|until) (?:night|evening)"
BUT = r"but|and|though|although|while"
NOT = r"no|not|can't|cannot|don't|won't|without|never|nothing|neither|isn't|haven't"
NO_TROUBLE = r"no (?:problem|trouble|worries|matter)|why not|not (?:a problem|only)"
DULL = frozenset(
    [
        *("after", "also", "always", "anybody", "anything", "before", "come", "could", "everybody"),
        *("everything", "first", "free", "friday", "from", "give", "glad", "good", "hands", "happy", "have"),
        *("help", "helping", "here", "home", "hour", "hours", "house", "just", "knock", "know", "like", "look"),
        *("looking", "love"),
        *("more", "move", "moving", "need", "needs", "new", "old", "room", "saturday", "second", "shall"),
        *("some", "something", "sunday", "take", "tell", "that", "them", "there", "they", "thing", "things"),
        *("this", "time", "until", "what", "when", "where", "will", "with", "would", "your", "yours"),
    ]
)
"""Words that name no thing."""
