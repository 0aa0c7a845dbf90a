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
    [one] Of everything that fits { $wishes }, this is my best pick.
   *[other] Of everything that fits { $wishes }, these { $count } are my best picks.
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
no-such-card = The list is not that long.
foreign-money = The { $attribute } is in { $unit } here and I know no exchange rates, so please say it in { $unit }.
no-such-measure = There is no { $measure } in this catalogue, so I cannot go by “{ $word }”.
not-understood = I did not recognise a taste in that.
not-understood-2 = I am not sure what you would like from that.
other-language = I speak Chinese and English, so I may have missed what you said.
too-long = That was long: I read the first { $limit } characters.
empty = You sent nothing I can read.
at-a-time = I show up to { $count } at a time; say “more” for others.
no-more = I have shown you everything that fits.
withdrawn = All right, I will leave { $things } aside.
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
ask-two = Any preference for { $attribute } or { $also }?
ask-two-2 = What about { $attribute } or { $also }?
ask-yes-no = Should it be { $attribute }?
ask-and-yes-no = Any preference for { $attribute }, and should it be { $flag }?
ask-gain = It would narrow { $now } down to about { $after }.
ask-give-up = Shall I leave one of them out?
give-up = forget the { $attribute }
start-over = start over
skip = No preference
at-most = at most { $value }
at-least = at least { $value }
between = { $low } to { $high }
not-that = no { $value }
no-later = no later than { $value }
no-earlier = { $value } or later
ask-too = Too { $word }, perhaps?
ask-too-high = Is the { $attribute } too high, perhaps?
ask-too-low = Is the { $attribute } too low, perhaps?
ask-unwanted = Is “{ $value }” what puts you off?
rejected = { $count ->
    [one] All right, not that one.
   *[other] All right, none of those.
 }

has-value = { $value }
reads-like = close to “{ $phrase }”
like-item = like { $title }

constraint-at-most = { $attribute } at most { $value }
constraint-at-least = { $attribute } at least { $value }
constraint-between = { $attribute } from { $low } to { $high }
constraint-until = { $constraint } until { $day }
constraint-is = { $attribute }: { $value }
constraint-not = no { $value }
constraint-vague = { $constraint } (what I take “{ $word }” to mean).
yes = yes
no = no
unknown = unknown

explain-reasons = Why { $title }: { $reasons }.
explain-said = { $reason } (you said “{ $phrase }”)
explain-kept = It keeps to your limits: { $limits }.
explain-out = { $title } { $count ->
    [one] is
   *[other] are
 } no longer among what fits; you asked for { $limits }.
ordered-time = Sorted by { $attribute }, { $highest ->
    [yes] the newest
   *[other] the oldest
 } first.
compare-extreme = { $count ->
    [one] That is { $titles }, with { $fact }.
   *[other] Those are { $titles }, with { $fact } each.
}
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
swapped = In the place of { $old }: { $new }.
plan-total = { $attribute } in total: { $total }.
talk = I am better at finding { $things } than at small talk.
talk-2 = That is beyond me, but { $things } I know.
talk-who = I am Quwei, a program that recommends { $things }.
talk-rude = I am sorry that did not help.
talk-rude-2 = Sorry. Tell me what was wrong and I will do better.
nothing-about = I have nothing plainly about “{ $phrases }”, so this is a guess.
steer-away = I can steer away from “{ $phrases }”, but not check every card for it.
only-near = For “{ $things }” I could only come near.
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
undone-said = Taken back: { $things }.
undone-nothing = There is nothing to take back.
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

# Words about items: pitches and newsletters.
# What is said of an item ("it") in a clause has no stop: clauses are joined.
writing-quoted = “{ $words }”
writing-why = { $title } answers your wish for { $wishes }.
writing-why-2 = You asked for { $wishes }, and { $title } fits the bill.
writing-why-3 = If you are after { $wishes }, have a look at { $title }.
writing-why-4 = You mentioned { $wishes }, and { $title } came to mind at once.
writing-why-5 = With { $wishes } on your list, { $title } is an easy choice.
writing-why-it = It answers your wish for { $wishes }.
writing-why-it-2 = You asked for { $wishes }, and that is what you get.
writing-why-it-3 = I chose it because you mentioned { $wishes }.
writing-why-it-4 = It fits what you told me you wanted: { $wishes }.
writing-liked = { $title } is close in spirit to { $others }.
writing-liked-2 = From { $others } it is a short way to { $title }.
writing-liked-3 = With { $others } in mind, { $title } is a natural next step.
writing-liked-it = It is close in spirit to { $others }.
writing-liked-it-2 = Anyone fond of { $others } may feel at home here.
writing-liked-it-3 = There is something of { $others } in it.
writing-near = { $title } comes close to what you called { $wishes }.
writing-near-2 = You spoke of { $wishes }, and { $title } is not far from that.
writing-near-3 = Looking for { $wishes }, I arrived at { $title }.
writing-near-it = It also comes close to what you called { $wishes }.
writing-near-it-2 = There is something of { $wishes } about it, too.
writing-near-it-3 = It is not far from { $wishes } either.
writing-start = { $title } is a good place to start.
writing-start-2 = Why not begin with { $title }?
writing-start-3 = Let me put { $title } forward.
writing-what = Here is { $title } in brief. { $text }
writing-what-2 = First a word on { $title }. { $text }
writing-what-3 = Let me introduce { $title }. { $text }
writing-what-4 = Picture { $title }. { $text }
writing-fact = its { $attribute } of { $value }
writing-fact-counted = its { $value }
writing-clause-fact = its { $attribute } is { $value }
writing-clause-fact-counted = it has { $value }
writing-clause-fact-dated = it dates from { $value }
writing-clause-credit = its { $attribute } is { $name }
writing-clause-credit-2 = the { $attribute } is { $name }
writing-most = with { $fact } it stays within your limit of { $bound }
writing-most-2 = you set { $bound } as the limit, and with { $fact } it keeps to that
writing-most-3 = with { $fact } it is inside the { $bound } you allowed
writing-least = with { $fact } it reaches the { $bound } you wanted
writing-least-2 = you wanted at least { $bound }, and with { $fact } it gets there
writing-least-3 = with { $fact } it meets your minimum of { $bound }
writing-between = with { $fact } it lies between the { $low } and { $high } you named
writing-between-2 = you wanted something from { $low } to { $high }, and it fits with { $fact }
writing-equal = with { $fact } it is just what you asked for
writing-dated-most = it dates from { $value }, and you wanted nothing later than { $bound }
writing-dated-most-2 = dating from { $value }, it is not newer than the { $bound } you named
writing-dated-least = it dates from { $value }, and you wanted nothing older than { $bound }
writing-dated-least-2 = dating from { $value }, it is as recent as you wished ({ $bound } or later)
writing-dated-between = it dates from { $value }, between { $low } and { $high } as you wished
writing-dated-between-2 = dating from { $value }, it falls between your { $low } and { $high }
writing-dated-equal = it dates from { $value }, as you wished
writing-vague = you wanted it “{ $word }”, and with { $fact } it should be about right
writing-vague-2 = with { $fact } it should be what you meant by “{ $word }”
writing-vague-not = you did not want it too “{ $word }”, and with { $fact } it should be about right
writing-vague-not-2 = with { $fact } it should not be too “{ $word }” for you
writing-vague-dated = you wanted it “{ $word }”, which I took as { $bound } or { $side ->
    [most] earlier
   *[least] later
 }, and it dates from { $value }
writing-vague-dated-not = you did not want it too “{ $word }”, which I took as { $bound } or { $side ->
    [most] earlier
   *[least] later
 }, and it dates from { $value }
writing-flag = it is { $attribute }, as you asked
writing-flag-2 = you wanted it { $attribute }, and it is
writing-flag-not = it is not { $attribute }, as you asked
writing-free = it steers clear of { $things }, as you wished
writing-free-2 = it is not filed under { $things }, which you wanted to avoid
writing-and = , and{" "}
writing-beside = ;{" "}
writing-also = also, { $clause }
writing-also-2 = what is more, { $clause }
writing-catch = One catch: you asked for “{ $limit }”, and it does not keep to that.
writing-catch-2 = To be fair, it misses one of your wishes: “{ $limit }”.
writing-disclosure = Please note that it is marked { $things }.
writing-disclosure-2 = For the record: it is marked { $things }.
writing-disclosure-of = Please note that { $title } is marked { $things }.
writing-headline = { $noun } for your taste: { $wishes }
writing-headline-2 = Picked for you: { $noun } with { $wishes } in mind
writing-headline-3 = A taste of { $wishes }: { $noun } for you
writing-headline-plain = Picked for you: { $noun } worth a look
writing-headline-plain-2 = A few { $noun } to begin with
writing-headline-none = Nothing for you yet
writing-headline-one = One for you: { $title }
writing-opening = What you are after, as I understood you, is { $likes }. Of all the { $noun } I know, { $count ->
    [one] this one comes
   *[other] these come
 } closest.
writing-opening-2 = You told me about { $likes }. With that in mind I went through the { $noun } I know, and here is what I found.
writing-opening-3 = I remember { $likes } from what you told me, and that is what I had in mind while looking for { $noun }.
writing-opening-plain = I do not know your taste yet, so here is a first selection from the { $noun } I know.
writing-opening-plain-2 = You have not told me what you like so far, so take this as a first look around my { $noun }.
writing-opening-avoid = I also kept in mind that you would rather not have { $dislikes }.
writing-opening-avoid-2 = You would rather not have { $dislikes }, and I took that into account.
writing-opening-limits = { $count ->
    [one] It keeps
   *[other] All of them keep
 } to your limits: { $limits }.
writing-opening-limits-2 = What you set as a limit holds throughout: { $limits }.
writing-shared = { $title } has { $values } in common with { $before }.
writing-shared-2 = From { $before } it is a short step to { $title }: under { $attribute }, both say { $values }.
writing-shared-3 = Staying with { $values }, let us go on from { $before } to { $title }.
writing-shared-4 = If you like { $before } for { $values }, you will find that again in { $title }.
writing-differs = Time for a change of { $attribute }: where { $before } has { $old }, { $title } brings { $new }.
writing-differs-2 = As for { $attribute }, { $title } says { $new } where { $before } said { $old }.
writing-differs-3 = The { $attribute } changes with { $title }: from { $old } in { $before } to { $new }.
writing-next = Next comes { $title }.
writing-next-2 = Then there is { $title }.
writing-next-3 = Another one for you is { $title }.
writing-last = And to finish, { $title }.
writing-last-2 = That leaves { $title }.
writing-closing = Tell me what you think of the choice, and the next one will be better.
writing-closing-2 = Does any of this hit the mark? A thumb up or down is enough for me to learn.
writing-closing-3 = That is all for this time. If something missed your taste, say so, and I will choose differently.
