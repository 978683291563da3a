"""English phrases of debt and of apology, as patterns for the start of a word in any case."""

SPELLINGS = {"'": "'?", " you": " (?:yo)?u"}
"""Other ways in which people type a part of a phrase: "dont", "u"."""

_TREAT = r"(?:beers?|coffees?|dinner|drinks?|lunch|pints?|rounds?)"
_VERY = r"(?:so |really |very |a bit |a little |quite |just |terribly |awfully |super |pretty |kinda |kind of ){0,4}"
_ASHAMED = (
    r"(?:ashamed|awful|awkward|bad|dreadful|lousy|stupid|mean|uncomfortable|cheeky|embarrassed|guilty|horrible|"
    r"mortified|rotten|selfish|terrible|weird)"
)
_A_PAIN = r"an? (?:\w+ ){0,2}(?:bother|burden|imposition|nag|nuisance|pain|pest)\b"
_TIME = r"(?:afternoon|day|evening|free|lunch|morning|night|plans|rest|saturday|sunday|time|weekend)"
_BOTHERED = r"(?:annoy|bother|burden|disturb|drag|impos|intrud|nag|pester|trouble|wast)"
_BOTHER = rf"{_BOTHERED}(?:e|ing|ed|ging)?"

DEBT = [
    (
        r"(?:i|we)(?:'ll|'d| will| would| do| still| really| so| certainly| definitely| already| now| totally| "
        r"both){0,4} "
        r"owe (?:all of )?(?:you|ya|u)\b(?! (?:nothing|no |[\d£€$]|the money))"
    ),
    r"(?:do|did|will|would|can|gonna|going to) (?:i |we )?(?:still )?owe you\b(?! (?:[\d£€$]|the money|any money))",
    r"(?:i|we)(?:'m|'re| am| are)?(?: \w+)? (?:forever |deeply |so |eternally |truly ){0,4}(?:indebted|in your debt)",
    r"(?:beholden|obliged|indebted) to you\b",
    r"forever (?:indebted|in your debt)",
    r"(?:'d|'ll|will|would) be (?:eternally|forever) (?:grateful|thankful)",
    r"make up for (?:all )?(?:your|the|this|that)\b",
    r"debt of gratitude",
    (
        r"(?<!don't )(?<!dont )(?<!needn't )(?<!not )(?<!me )(?:pay|paying) "
        r"(?:all )?(?:you|this|that|it|everything)(?: all| of you)? back"
    ),
    r"pay you (?:(?:something|properly) )?for (?:your (?:time|help|work|trouble)|helping|it all)\b",
    r"(?:let me|i'll|we'll|we'd|i'd) (?:at least )?(?:compensate|reward) you\b",
    r"(?:repay|repaying) (?:you|your|this|that|it|the favou?r|all)",
    r"return (?:the|your|this|that) (?:\w+ )?favou?r",
    r"make (?:it|this|that|everything) up to you",
    r"next (?:\w+ ){0,2}\w+(?: is| are|'s|'re) (?:on (?:me|us)\b|(?:my|our) treat)",
    rf"(?:the )?(?:first )?{_TREAT}(?: is| are| will be|'s|'re)?(?: all)? (?:on (?:me|us)\b|(?:my|our) treat)",
    (
        rf"(?:i'll|we'll|let me|i'd like to|gonna) (?:buy|get|stand) you (?:(?:a|an|the|some|loads of|lots of|as "
        rf"many|\w+) ){{0,4}}{_TREAT}"
    ),
    r"\biou\b",
    r"you(?:'ve| have)? (?:can |now ){0,4}(?:call in|cash in|got|have) (?:a|that|the|one) (?:favou?r|credit)\b(?! in)",
    r"(?:call|calling|called|cash) in (?:a|an|the|that|this|my|your|one) (?:\w+ )?favou?r",
    r"favou?rs? (?:to call in|in the bank|owed|in return|from me)\b",
    r"(?:now )?we(?:'re| are|'ll be) (?:even|quits|square)(?= now\b| then\b|\s*(?:[.,;:!?)]|$))",
    r"call it even",
    r"(?:settle|square) up with you",
    r"at your (?:beck and call|service) (?:forever|for life|from now on)",
    (
        r"(?<!nothing )(?<!anything )in (?:return|exchange)(?=,? (?:i|we|you|for (?:your|you|all|that|this|"
        r"helping))\b|'ll|\s*[.!?;)]|$)"
    ),
    (
        r"get (?:it|this|that|everything) (?:all )?back (?:from me|when you|some ?day|one day|with interest|double|"
        r"as soon as|once you)"
    ),
    r"(?:i'll|i will|we'll|we will|i can|promise to) (?:\w+ )?help you (?:with|on|at|when) you(?:r (?:next )?| )move",
    r"do the same for you when",
    r"(?:name your price|on my tab|put it on the tab)",
    r"i'll do (?:anything|whatever) (?:you|in return)",
    r"as (?:a )?(?:payment|repayment|compensation) for",
    r"(?:my|our|this|huge|big|enormous|the whole) debt(?: to you)?\b(?! (?:advice|collect|to the|is paid))",
    (
        r"(?:treat|take) you (?:out )?(?:to|for) (?:\w+ ){1,3}(?:for this|for your (?:help|trouble)|as thanks|as "
        r"payment|to make up)"
    ),
    r"(?:count on me|my turn|i'm there|i'll be there) (?:\w+ )?(?:when|next time) you move",
    r"get you back for (?:this|that|it)\b",
]

APOLOGY = [
    (
        r"(?:sorry|apologi[sz]e|apologies|forgive me|pardon me)(?: \w+){0,2},? (?:to|for|that|about|but|if) "
        r"(?:(?:i|we)(?:'m| am|'ve| have)? )?(?:have to |had to |having to |have |having |keep |always |even |again |"
        r"be |being ){0,4}"
        rf"(?:{_BOTHERED}|ask|{_A_PAIN}|be(?:ing|en)? (?:a|such|so)\b(?! (?:late|slow|quiet|short|wet|cold|loud|"
        rf"sleepy))|such a|need(?:ing)? (?:so much|your|help)|"
        r"put(?:ting)? (?:this on )?you|mak(?:e|ing) you|tak(?:e|ing) (?:up )?(?:so much|your (?:\w+ )?{_TIME})|"
        rf"(?:steal|rob|eat|ruin|spoil|us)\w*(?: up| into| you of)? (?:so much of )?your (?:\w+ )?{_TIME}|"
        r"(?:drop|dump|land|spring)\w* (?:this|that|it|all this) on you|"
        r"(?:all )?(?:the|this|that|any) (?:\w+ )?(?:trouble|bother|inconvenience|imposition|hassle|intrusion|"
        r"disturbance))"
    ),
    (
        r"(?:pardon|excuse|forgive) (?:the|this|my|me for) (?:\w+ )?(?:ask|bother|cheek|disturb|impos|interrupt|"
        r"intru|need|steal|tak)\w*"
    ),
    r"(?:sorry|apologies),? (?:it's )?(?:just )?me again",
    (
        r"(?:hate|loathe|dread)d?(?: that i (?:have|need))? (?:to |having to |always ){0,4}"
        rf"(?:ask|{_BOTHER}|be (?:that (?:person|friend|neighbou?r)|{_A_PAIN})|begg?)(?:e|ing)?\b"
    ),
    rf"hate being (?:that (?:person|friend)|{_A_PAIN})",
    r"(?:don't|do not) (?:really )?(?:like|love|enjoy) (?:to ask|asking|begging)\b",
    r"(?:sorry|apologies) (?:that )?(?:i|we) (?:keep|kept|need|have to|had to|always) (?:asking|ask|to ask|your help)",
    r"(?:sorry|apologies) (?:that )?you (?:had to\b|have to (?:help|carry|do|give up|spend|come|climb))",
    r"(?:sorry|apologies) about (?:all )?the (?:stairs|weight|mess|hassle|trouble|dust|heat|rain)",
    r"(?:hope|afraid|know|think|guess) (?:that )?i'm (?:not )?(?:asking (?:too much|a lot|so much)|imposing)",
    r"(?:asking|demanding|wanting) (?:far |way )?(?:too|so) much (?:of|from) you",
    r"(?:big|huge|massive|enormous|giant) (?:ask\b|favou?r to ask|thing to ask)",
    rf"feel(?:ing)? {_VERY}{_ASHAMED} (?:that|for|about|asking|to ask|having|but|needing|even|always)",
    r"(?:feel|feeling|felt) like (?:i'm )?(?:imposing|begging|(?:such )?a (?:burden|nuisance|bother|beggar|pest|pain))",
    (
        r"(?:if|unless|hope|provided|as long as) (?:it|this|that)(?:'s| is| was|'d be| wouldn't be| wasn't| isn't| "
        r"doesn't cause)?"
        r"(?: really)?(?: not| no| won't be)? ?(?:too |that |so |such )?(?:much |big |great |any |a |an ){0,4}"
        r"(?:of an? |an? )?(?:trouble|bother\b|burden|hassle|imposition|inconvenience|nuisance|to ask)"
    ),
    r"without (?:causing you )?(?:too much|any) (?:trouble|bother|hassle|fuss) (?:to|for) you",
    r"if it (?:doesn't|won't|wouldn't) (?:\w+ )?(?:put you out|bother you|inconvenience)",
    r"(?<!not )(?<!n't )(?:a lot|too much|so much) to ask",
    (
        r"(?:don't|didn't|do not|did not|never|wouldn't|not) (?:deserve(?! to)|(?:want(?:ed)?|mean|wish|like|trying|"
        r"try|here) to "
        rf"(?:{_BOTHERED}\w*(?! (?:the|our|my|mrs|mr|any of the)\b)|be (?:such )?{_A_PAIN}|beg\b|put you out|take "
        rf"advantage|abuse|stress you))"
    ),
    r"(?:such |been |being |be )?a (?:burden|imposition)(?: \w+)? (?:on|to|for) (?:you|any)",
    r"(?:such |been |being |be )a (?:nuisance|bother)(?: \w+)? (?:on|to|for) you",
    r"shouldn't (?:even )?(?:have (?:asked|bothered|troubled)|be asking|ask)\b",
    r"(?:ashamed|embarrassed|mortified|embarrassing|humiliating|awkward)(?: \w+){0,4} (?:ask|need|beg)\w*",
    r"no right (?:to ask|to expect|asking)",
    (
        r"(?:i|i'm|i've been|i was|i am)(?: \w+){0,2} (?:afraid|scared|nervous|reluctant|dare|hesitated?|"
        r"dread(?:ed)?)(?: to|ed)? (?:even )?ask(?:ing)?\b"
    ),
    (
        r"(?:i(?:'d)?|we)(?: really| honestly| normally| usually| truly| would| swear i){0,4} (?:wouldn't|would not|"
        r"would never|never|don't (?:normally|usually|often))(?: even| normally| usually| dream of){0,4} (?:ask|be "
        r"asking|asking|bother you|come to you)\b(?=[^.?!\n]{0,40}\b(?:if|unless|but|except|were)\b| (?:you|this|"
        r"normally))"
    ),
    (
        r"(?:i know|i can see|i realise|i realize|i'm aware|know|sure) (?:that )?you(?:'re| are|'ve| have|'ve got| "
        r"must be)?(?: \w+){0,4} "
        r"(?:busy|exhausted|no time|overworked|on your plate|snowed under|stressed|swamped|tired|better things to do|"
        r"enough to do|enough going on)"
        r"\b(?:(?=[^.?!\n]{0,40}\b(?:but|still|though)\b)|(?=\s*(?:[.!…-]|$)))"
    ),
    r"(?:you have|you've got|you'd have|you surely have|must have|probably have) (?:\w+ ){0,2}better things to do",
    r"your (?:one|only) (?:free |day off|weekend|saturday|sunday)",
    (
        r"(?:tak(?:e|es|ing|en) up (?:so much of |too much of |all of )?|(?:steal|stole|stolen|wast)(?:e|ing|ed)? "
        r"(?:so much of )?)your (?:\w+ )?(?:time|day|evening|morning|saturday|sunday|weekend)"
    ),
    r"(?:awful|cheeky|rude|selfish|terrible|wrong|bad) of me to",
    r"cheeky (?:ask|question|request|favou?r)",
    r"(?:please\b[ ,!.]*){3,}",
    r"please[ ,!.]+please[ ,!.]+(?:help|say|come|do|can|could|would|don't|be|save|lend|i)\b",
    r"pretty please",
    r"(?:i|we)(?:'m| am|'re| are)?(?: \w+){0,2} beg(?:ging)?\b(?! (?:to differ|your pardon))",
    r"begging (?:you|for)\b",
    r"(?:i'm|im|down|get|going|am) (?:down )?on my (?:bare )?knees",
    r"on bended knee",
    r"(?:my|our) (?:very )?(?:last|only|final) (?:hope|resort)\b",
    r"(?:you're|you are) (?:\w+ ){0,2}(?:my|our) (?:last|only|final) (?:chance|option|straw)",
    (
        r"(?:i'm|i am|we're|we are|getting|feeling) (?:so |really |a bit |a little |getting |quite |totally |"
        r"absolutely ){0,4}desperate\b(?! for (?:\w+ )?(?:coffee|tea|food|lunch|sleep|rain|water|sun|a |some ))"
    ),
    r"desperately need",
    r"at my wits'? end",
    (
        r"(?:no ?one|nobody|don't have anyone|haven't (?:got )?any(?:one|body)|don't know any(?:one|body)|not "
        r"any(?:one|body)|without anyone)(?: else)?(?: left)?(?: \w+){0,3} (?:ask|turn to)\b"
    ),
    (
        r"(?:there's|there is|have|i've got|got|literally) (?:\w+ )?(?:no ?one|nobody) else\b(?! (?:in|on|at|is|was|"
        r"who)\b)"
    ),
    r"(?:you're|you are) the only (?:one|person) (?:i can|i could|left|i dare)",
    (
        r"(?:every(?:one|body) else|they(?:'ve)? all) (?:\w+ )?(?:said no|cancelled|canceled|bailed|let me down|"
        r"dropped out)"
    ),
    r"find it in your heart",
    r"(?:you'd|you would|would|you'll|could) (?:\w+ )?(?:literally )?(?:be saving|save|saving) my life",
    (
        r"(?:don't|do not) (?:hate me|(?:be|get) (?:mad|cross|angry|annoyed)(?: at me| with me)?(?:,? (?:but|for|if|"
        r"that|when|because|please)))"
    ),
    r"(?:i|me) (?:again )?(?:being|am|be) (?:such )?a (?:burden|nuisance|pain|pest)",
    r"(?:putting|put) you (?:out\b|through (?:this|all|that)|on the spot)",
    r"(?:impose|imposing) on (?:you|your|any|people)",
    r"dragg?(?:ing)? you (?:into|out of bed)",
    rf"(?:i|i'm|i am|be|being|been) (?:not |such )?(?:being )?{_A_PAIN}",
    r"know how (?:very |really )?(?:busy|tired|stressed|exhausted|swamped|little time|precious)\b",
    (
        r"(?:hope|promise)(?: that)? (?:i'm|this is|it's|i am)(?:n't| not)? (?:\w+ )?(?:annoying|bothering|"
        r"disturbing|pestering|stressing|asking)"
    ),
    r"(?:last time|last thing|never again)(?: that)? i(?:'ll|'m| will)? (?:ever )?(?:ask|bother|trouble|pester)\w*",
    r"(?:must|probably) (?:be|are) (?:so |really )?(?:sick|tired|fed up) (?:of|with) (?:me|my)\b",
    r"(?:asked|taken|demanded) (?:so|too) much (?:of|from) you",
    (
        r"(?:you've|you have) (?:already )?done (?:so much|too much|more than enough|enough)(?: for me| already)*,? "
        r"(?:but|and (?:now|yet|still|here))"
    ),
    r"(?:could|can|may|might) i (?:possibly )?(?:trouble|bother|pester) you\b",
    r"(?:have mercy|take pity|have pity|ple{2,}ase|plea{2,}se|pleas{2,}e|pleasee+)\b",
    r"(?:thousand|million) (?:apologies|sorries)",
    r"(?:i'm|i am|we're) (?:\w+ )?(?:lost|helpless|hopeless|doomed|screwed) without you",
    (
        r"(?:it's|it is|this is|i know it's) (?:\w+ )?(?:cheeky|rude|shameless|selfish|"
        r"outrageous)\b(?=[^.?!\n]{0,30}\b(?:ask|but|me)\b)"
    ),
]
