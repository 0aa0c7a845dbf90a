# The words on the web page.
page-title = 趣味 Quwei
tagline = Say what you like. Every pick comes with its reasons.
new-chat = New chat
language = Interface language
conversation = Conversation
message = Your message
placeholder = What you are after, what you like, what to leave out…
send = Send
answers = Possible answers
cards = Recommendations
match = Match
why = Because
like = Like
dislike = Dislike
seen = Seen
like-item = Like “{ $title }”
dislike-item = Dislike “{ $title }”
seen-item = I know “{ $title }” already
undo = Undo
close = Close
believes = What Quwei believes about you
likes = You like
dislikes = You would rather not
limits = It has to be
nothing-known = Nothing yet. Say what you like.
top = Likeliest right now
in-play = { $count ->
    [one] About one item in play
   *[other] About { $count } items in play
 }
none-in-play = Nothing meets all of this
forget = Forget me
forget-warning = Your tastes, thumbs and all conversations are deleted for good. This cannot be undone.
forget-confirm = Delete everything
forgotten = Everything about you is deleted.
