"""English phrases of debt and of apology, as patterns for the start of a word in any case."""

DEBT = [
    (
        r"(?:i|we)(?:'ll| will| do| still| really| so| certainly| definitely)* owe (?:all of )?(?:you|"
        r"u)\b(?! (?:nothing|no ))"
    ),
    r"(?:i|we)(?:'m|'re| am| are)?(?: \w+)? (?:forever |deeply |so |eternally |truly )*(?:indebted|in your debt)",
    r"forever (?:indebted|in your debt)",
    r"make up for (?:all )?(?:your|the|this|that)\b",
    r"debt of gratitude",
    r"(?<!don't )(?<!needn't )(?<!not )(?:pay|paying) (?:you|this|it|all of you) back",
    r"(?:repay|repaying) (?:you|your|this|that|the favou?r|all)",
    r"return (?:the|your|this) favou?r",
    r"make (?:it|this|that) up to you",
    (
        r"(?:next (?:one|round|beer|dinner|drink|time)|(?:the )?first round|dinner|drinks|beers?|"
        r"lunch)(?: is| are|'s|'re) (?:on (?:me|us)\b|(?:my|our) treat)"
    ),
    r"\biou\b",
    r"you(?:'ve| have)? (?:can |now )*(?:call in|cash in|got|have) (?:a|that|the|one) (?:favou?r|credit)\b(?! in)",
    r"(?:now )?we(?:'re| are) (?:even|quits)(?= now\b|\s*(?:[.,;:!?)]|$))",
    r"call it even",
    r"settle up with you",
    r"at your (?:beck and call|service) (?:forever|for life|from now on)",
]

APOLOGY = [
    (
        r"(?:sorry|apologi[sz]e|apologies|forgive me)(?: \w+){0,2} (?:to|for) "
        r"(?:have |having |keep |always |even )*(?:bother|trouble|ask|impos|be (?:a|such|so)|being (?:a|such|so)|"
        r"been (?:a|such|so)|put you|putting you|drag|mak(?:e|ing) you|tak(?:e|ing) (?:up )?your|need(?:ing)? you|"
        r"(?:all )?(?:the|this|that) (?:trouble|bother|inconvenience|imposition|hassle))"
    ),
    r"hate(?:d)? (?:to |having to )?(?:ask|bother|troubl|impos)(?:e|ing)?\b",
    r"(?:sorry|apologies) (?:that )?(?:i|we) (?:keep|kept) asking",
    r"(?:sorry|apologies) (?:that )?you had to\b",
    r"(?:sorry|apologies) about (?:all )?the (?:stairs|weight|mess|hassle|trouble|dust|heat|rain)",
    r"forgive me for (?:steal|tak|ask|need)",
    r"hope i'm not asking too much",
    r"a big ask\b",
    (
        r"feel (?:so |really |very |a bit |quite |just )*(?:bad|guilty|terrible|awful|ashamed|embarrassed) "
        r"(?:that|for|about|asking|to ask|having)"
    ),
    (
        r"(?:if|unless|hope) (?:it'?s|it is|this is|that'?s|it was|it wasn't|it isn't)(?: not)?(?:n't)? "
        r"(?:too much|too big|a) (?:trouble|bother|to ask|of an imposition)"
    ),
    r"(?:a lot|too much) to ask",
    r"(?:don't|didn't|did not|do not) (?:deserve|want to (?:bother|impose|be a (?:burden|nuisance|bother)))",
    r"(?:such |been |being |be )?a (?:burden|imposition)(?: \w+)? (?:on|to|for) (?:you|any)",
    r"(?:such |been |being |be )a (?:nuisance|bother)(?: \w+)? (?:on|to|for) you",
    r"shouldn't have (?:asked|bothered|troubled)",
    r"(?:ashamed|embarrassed) (?:to|that i had to|about having to) ask",
]
