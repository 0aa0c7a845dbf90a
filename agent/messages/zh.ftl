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
brain-overran = （语言模型没有在一轮的限度内回应，这一轮由我自己完成。）
brain-unusable = （语言模型没有给出可用的回应，这一轮由我自己完成。）

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

has-value = { $value }
reads-like = 接近“{ $phrase }”
like-item = 像{ $title }

constraint-at-most = { $attribute }不超过{ $value }
constraint-at-least = { $attribute }至少{ $value }
constraint-between = { $attribute }{ $low }到{ $high }
constraint-is = { $attribute }：{ $value }
constraint-not = 不要{ $value }
constraint-vague = { $constraint }（我把“{ $word }”理解成这样）。
yes = 是
no = 否
unknown = 不详

explain-reasons = 推荐{ $title }是因为{ $reasons }。
explain-said = { $reason }（你说过“{ $phrase }”）
explain-kept = 它也符合你的要求：{ $limits }。
explain-nothing = 你说过的话里还没有指向{ $title }的，它只是个开头，哪里不合适可以告诉我。
check = { $fact }（{ $limit }）
named-value = { $attribute }{ $value }
fact = { $title }的{ $attribute }：{ $value }。
fact-unknown = 我不知道{ $title }的{ $attribute }。
has = 是的，{ $title }带有“{ $value }”。
has-not = { $title }没有“{ $value }”这一项，它的{ $attribute }是{ $held }。
portrait = { $title }：{ $text }（{ $facts }。）
portrait-text = { $title }：{ $text }
portrait-facts = { $title }：{ $facts }。
compare = 来比一比{ $titles }。
compare-row = { $attribute }：{ $values }。
compare-value = { $title }{ $value }
compare-same = 就我所知，{ $titles }没有什么不同。
compare-best = 按你说过的喜好，{ $title }更适合你。
picked = 好选择：{ $titles }。之后告诉我喜不喜欢。
picked-2 = 那就{ $titles }了，希望你喜欢！
picked-none = 这个不符合你的要求。
surprise = 来点意想不到的：{ $titles }。
surprise-2 = 换个口味试试：{ $titles }。
plan = 这 { $count } 个可以依次安排：{ $titles }。
plan-total = 总{ $attribute }：{ $total }。
talk = 闲聊我不太在行，找{ $things }倒是拿手。
talk-2 = 这个我答不上来，不过{ $things }我很熟。
talk-who = 我是趣味，一个推荐{ $things }的程序。
talk-rude = 抱歉没帮上忙。
talk-rude-2 = 对不起，告诉我哪里不对，我再找找。
nothing-about = 这里没有明确和“{ $phrases }”有关的，只能凭感觉推荐。
nothing-about-2 = 没有直接提到“{ $phrases }”的，这些算是最接近的。
mended = 我把“{ $wrote }”当作“{ $meant }”。
items = 东西
ordered = 按{ $attribute }从{ $highest ->
    [yes] 高到低
   *[other] 低到高
 }排列。

receipt-up = 记下了：多来点像{ $title }这样的。
receipt-down = 记下了：少来点像{ $title }这样的。
receipt-seen = 记下了：你已经知道{ $title }。
receipt-clear = 已收回对{ $title }的评价。
receipt-moved = { $left ->
    [0] 你的前十没有变化。
   *[other] 有 { $left } 个离开了你的前十。
 }
undone = 已撤销。
receipt-said = 记下了。
receipt-removed = 已去掉：{ $thing }。
receipt-locked = 会一直记住：{ $thing }。
receipt-unlocked = 会随时间淡化：{ $thing }。
disclosure = { $attribute }

confirm = 合适的里面有标着“{ $value }”的，要给你看吗？
confirm-yes = 可以，给我看
confirm-no = 不用，别给我看
confirmed = 好的，标着“{ $value }”的也给你看。
refused = 好的，标着“{ $value }”的就不给你看了。
refused-before = 这次对话里你说过不看标着“{ $value }”的，所以我没有放进来。
not-offered = 这个这里不提供。
unnamed = 你说的那个

warm-found = 希望有一个正合你的心意！
warm-found-2 = 祝你喜欢，之后也告诉我感觉怎么样！
warm-nothing = 真抱歉，我也很想帮你找到。
