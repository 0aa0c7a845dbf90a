# 趣味说的中文。"name-2" 等是 "name" 的其他说法。

opening = 你好！想看点什么、玩点什么，直接告诉我，也可以先回答一个问题。
opening-2 = 嗨！现在想来点什么？用你自己的话说，或者先选一个答案。
opening-again = 欢迎回来，你说过的我都记得。

sample-data = （这里的内容是虚构的样例数据，仅供试用。）

found = 按“{ $wishes }”，我找到了这 { $count } 个。
found-2 = 想要{ $wishes }的话，推荐这 { $count } 个。
found-without = { $without }，我找到了这 { $count } 个。
found-plain = 这 { $count } 个你可能会喜欢。
first = 先推荐{ $title }：{ $reason }。
first-plain = 先推荐{ $title }。
without = 不要{ $things }
nothing-fits = 没有一个能同时满足你的全部要求：{ $constraints }。
nothing-at-all = 已经没有可以推荐的了。
relax = 如果去掉“{ $constraint }”，就有 { $count } 个。
from-the-start = 好的，我们重新开始。
not-understood = 这句话里我没听出你的喜好。
not-understood-2 = 我还不确定你想要什么样的。
other-language = 我会说中文和英文，刚才的话可能没有听懂。
too-long = 这段话很长，我只读了前 { $limit } 个字。
empty = 我没有收到能读懂的内容。
no-more = 符合的都给你看过了。
withdrawn = 好的，不再考虑{ $things }。
noted-seen = 你已经知道的，我就不再推荐了。
thanks = 不客气，想到别的随时告诉我。
about-you = 我目前的了解：你喜欢{ $likes }；不太想要{ $dislikes }。
about-you-likes = 我目前的了解：你喜欢{ $likes }。
about-you-dislikes = 我目前的了解：你不太想要{ $dislikes }。
about-you-nothing = 我对你还一无所知。
about-you-limits = 你的要求：{ $constraints }。
brain-failed = （语言模型没有回应，这一轮由我自己完成。）

ask = 对{ $attribute }有什么偏好吗？
ask-2 = { $attribute }方面呢？
ask-yes-no = 需要{ $attribute }吗？
ask-gain = 回答后大约能从 { $now } 个缩小到 { $after } 个。
ask-give-up = 要去掉其中一条吗？
give-up = 不限{ $attribute }
start-over = 重新开始
skip = 都可以
at-most = 不超过{ $value }
at-least = 至少{ $value }
not-that = 不要{ $value }
no-later = 不晚于{ $value }
no-earlier = 不早于{ $value }
ask-too = 是太{ $word }了吗？
ask-too-high = 是{ $attribute }太高了吗？
ask-too-low = 是{ $attribute }太低了吗？
ask-unwanted = 是不想要“{ $value }”吗？
rejected = { $count ->
    [one] 好，这个先不要。
   *[other] 好，这些都先不要。
 }

has-value = { $value }
reads-like = 接近“{ $phrase }”
like-item = 像{ $title }

constraint-at-most = { $attribute }不超过{ $value }
constraint-at-least = { $attribute }至少{ $value }
constraint-is = { $attribute }：{ $value }
constraint-not = 不要{ $value }
constraint-vague = { $constraint }（我把“{ $word }”理解成这样）
yes = 是
no = 否
unknown = 不详

receipt-up = 记下了：多来点像{ $title }这样的。
receipt-down = 记下了：少来点像{ $title }这样的。
receipt-seen = 记下了：你已经知道{ $title }。
receipt-clear = 已收回对{ $title }的评价。
receipt-moved = { $left ->
    [0] 你的前十没有变化。
   *[other] 有 { $left } 个离开了你的前十。
 }
undone = 已撤销。
disclosure = { $attribute }
