# What Quwei says in English. "name-2" and so on are other wordings of "name".

opening = Hello! Tell me what you are in the mood for, or start from a question.
opening-2 = Hi! What would you enjoy right now? Say it in your own words, or answer a question.
opening-again = Welcome back. I remember what you told me.

sample-data = (The items here are invented: sample data to try things out.)

found = { $count ->
    [one] Here is one that fits
   *[other] Here are { $count } that fit
 } { $wishes }.
found-2 = { $count ->
    [one] For { $wishes }, this is my best pick.
   *[other] For { $wishes }, these { $count } are my best picks.
 }
found-without = { $count ->
    [one] Here is one { $without }.
   *[other] Here are { $count } { $without }.
 }
found-plain = { $count ->
    [one] Here is something you may like.
   *[other] Here are { $count } you may like.
 }
first = I would start with { $title }: { $reason }.
first-plain = I would start with { $title }.
without = leaving out { $things }
nothing-fits = Nothing here meets everything you asked for: { $constraints }.
nothing-at-all = There is nothing left to show.
relax = { $count ->
    [one] Without “{ $constraint }” there is one.
   *[other] Without “{ $constraint }” there are { $count }.
 }
from-the-start = All right, from the start.
not-understood = I did not recognise a taste in that.
not-understood-2 = I am not sure what you would like from that.
other-language = I speak Chinese and English, so I may have missed what you said.
too-long = That was long: I read the first { $limit } characters.
empty = You sent nothing I can read.
no-more = I have shown you everything that fits.
withdrawn = All right, { $things } no longer matters.
noted-seen = I will leave out what you already know.
thanks = You are welcome. Tell me any time what else you would like.
about-you = This is what I believe about you. You like { $likes }; you would rather not have { $dislikes }.
about-you-likes = This is what I believe about you: you like { $likes }.
about-you-dislikes = This is what I believe about you: you would rather not have { $dislikes }.
about-you-nothing = I know nothing about you yet.
about-you-limits = You asked for: { $constraints }.
brain-failed = (The language model did not answer, so I finished this turn myself.)
brain-overran = (The language model did not answer within the limits of a turn, so I finished this turn myself.)
brain-unusable = (The language model did not answer in a usable way, so I finished this turn myself.)

ask = Any preference for { $attribute }?
ask-2 = What about { $attribute }?
ask-yes-no = Should it be { $attribute }?
ask-gain = It would narrow { $now } down to about { $after }.
ask-give-up = Shall I leave one of them out?
give-up = forget the { $attribute }
start-over = start over
skip = No preference
at-most = at most { $value }
at-least = at least { $value }
not-that = no { $value }

has-value = { $value }
reads-like = close to “{ $phrase }”
like-item = like { $title }

constraint-at-most = { $attribute } at most { $value }
constraint-at-least = { $attribute } at least { $value }
constraint-between = { $attribute } from { $low } to { $high }
constraint-is = { $attribute }: { $value }
constraint-not = no { $value }
constraint-vague = { $constraint } (what I take “{ $word }” to mean).
yes = yes
no = no
unknown = unknown

explain-reasons = { $title } is here for { $reasons }.
explain-said = { $reason } (you said “{ $phrase }”)
explain-kept = It keeps to your limits: { $limits }.
explain-nothing = Nothing you told me points at { $title }; it is a start, so tell me what is wrong with it.
check = { $fact } ({ $limit })
named-value = { $attribute } { $value }
fact = { $title } – { $attribute }: { $value }.
fact-unknown = I do not know the { $attribute } of { $title }.
has = Yes, { $title } is marked { $value }.
has-not = { $title } is not marked { $value }; its { $attribute }: { $held }.
portrait = { $title }: { $text } ({ $facts }.)
portrait-text = { $title }: { $text }
portrait-facts = { $title }: { $facts }.
compare = { $titles } side by side.
compare-row = { $attribute }: { $values }.
compare-value = { $value } for { $title }
compare-same = In all I know of them, { $titles } are alike.
compare-best = By what you told me, { $title } suits you best.
picked = Good choice: { $titles }. Tell me afterwards how you liked it.
picked-2 = { $titles } it is. Enjoy!
picked-none = That one does not keep to your limits.
surprise = Something you might not expect: { $titles }.
surprise-2 = Let us leave the beaten track: { $titles }.
plan = A plan of { $count }: { $titles }.
plan-total = { $attribute } in total: { $total }.
talk = I am better at finding { $things } than at small talk.
talk-2 = That is beyond me, but { $things } I know.
talk-who = I am Quwei, a program that recommends { $things }.
talk-rude = I am sorry that did not help.
talk-rude-2 = Sorry. Tell me what was wrong and I will do better.
nothing-about = I have nothing plainly about “{ $phrases }”, so this is a guess.
nothing-about-2 = Nothing here speaks of “{ $phrases }”; these come nearest.
mended = I read “{ $wrote }” as “{ $meant }”.
items = things
ordered = Sorted by { $attribute }, { $highest ->
    [yes] the highest
   *[other] the lowest
 } first.

receipt-up = Noted: more like { $title }.
receipt-down = Noted: less like { $title }.
receipt-seen = Noted: you know { $title } already.
receipt-clear = Taken back: { $title } counts neither way.
receipt-moved = { $left ->
    [0] Your top 10 stays as it is.
    [one] One item left your top 10.
   *[other] { $left } items left your top 10.
 }
undone = Undone.
receipt-said = Noted.
receipt-removed = Taken out: { $thing }.
receipt-locked = Kept for good: { $thing }.
receipt-unlocked = It may fade with time: { $thing }.
disclosure = { $attribute }

confirm = Some of what fits is marked “{ $value }”. Shall I show it?
confirm-yes = Yes, show me
confirm-no = No, leave it out
confirmed = All right, I include what is marked “{ $value }”.
refused = All right, I leave out what is marked “{ $value }”.
refused-before = You said no to “{ $value }” in this conversation, so I leave it out.
not-offered = That one is not on offer here.
unnamed = the one you mean

warm-found = I hope one of them makes your day!
warm-found-2 = Enjoy, and tell me how you like it!
warm-nothing = I am sorry, I would have loved to find you something.
