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
no-such-card = 这次没有给出那么多。
foreign-money = 这里的{ $attribute }以{ $unit }计，我不会换算汇率，请用{ $unit }告诉我。
no-such-measure = 这里没有“{ $measure }”这一项，没法按“{ $word }”来挑。
not-understood = 这句话里我没听出你的喜好。
not-understood-2 = 我还不确定你想要什么样的。
other-language = 我会说中文和英文，刚才的话可能没有听懂。
too-long = 这段话很长，我只读了前 { $limit } 个字。
empty = 我没有收到能读懂的内容。
at-a-time = 一次最多给你看 { $count } 个，想看别的就说“再来”。
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
ask-two = 对{ $attribute }和{ $also }有什么偏好吗？
ask-two-2 = { $attribute }和{ $also }方面呢？
ask-yes-no = 需要{ $attribute }吗？
ask-and-yes-no = 对{ $attribute }有什么偏好吗？另外，需要{ $flag }吗？
ask-gain = 回答后大约能从 { $now } 个缩小到 { $after } 个。
ask-give-up = 要去掉其中一条吗？
give-up = 不限{ $attribute }
start-over = 重新开始
skip = 都可以
at-most = 不超过{ $value }
at-least = 至少{ $value }
between = { $low }到{ $high }
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
constraint-between = { $attribute }{ $low }到{ $high }
constraint-until = { $day }之前{ $constraint }
constraint-is = { $attribute }：{ $value }
constraint-not = 不要{ $value }
constraint-vague = { $constraint }（我把“{ $word }”理解成这样）。
yes = 是
no = 否
unknown = 不详

explain-reasons = 推荐{ $title }的理由：{ $reasons }。
explain-said = { $reason }（你说过“{ $phrase }”）
explain-kept = 它也符合你的要求：{ $limits }。
explain-out = { $title }已经不在符合的范围里了，你的要求是：{ $limits }。
ordered-time = 按{ $attribute }从{ $highest ->
    [yes] 新到旧
   *[other] 旧到新
 }排列。
compare-extreme = { $count ->
    [1] 是{ $titles }，{ $fact }。
   *[other] 是{ $titles }，都是{ $fact }。
}
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
swapped = { $old }换成了{ $new }。
plan-total = 总{ $attribute }：{ $total }。
talk = 闲聊我不太在行，找{ $things }倒是拿手。
talk-2 = 这个我答不上来，不过{ $things }我很熟。
talk-who = 我是趣味，一个推荐{ $things }的程序。
talk-rude = 抱歉没帮上忙。
talk-rude-2 = 对不起，告诉我哪里不对，我再找找。
nothing-about = 这里没有明确和“{ $phrases }”有关的，只能凭感觉推荐。
steer-away = “{ $phrases }”没法逐条核对，只能尽量避开。
only-near = “{ $things }”这一点只能做到接近。
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
undone-said = 已收回：{ $things }。
undone-nothing = 没有什么可以收回的。
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

# 介绍文字：推荐语和荐读信。
# 关于一个条目（“它”）的分句不带句号，由程序连接。
writing-quoted = “{ $words }”
writing-why = 你说想要{ $wishes }，{ $title }正合适。
writing-why-2 = { $title }对得上你说的{ $wishes }。
writing-why-3 = 冲着{ $wishes }来的话，不妨看看{ $title }。
writing-why-4 = 你提到{ $wishes }，我一下就想到了{ $title }。
writing-why-5 = 既然你想要{ $wishes }，{ $title }很值得考虑。
writing-why-it = 它对得上你说的{ $wishes }。
writing-why-it-2 = 你想要的{ $wishes }，这里就有。
writing-why-it-3 = 选它，是因为你提到了{ $wishes }。
writing-why-it-4 = 你说过想要{ $wishes }，它正是这一路。
writing-liked = { $title }和{ $others }气质相近。
writing-liked-2 = 从{ $others }到{ $title }，只有一步之遥。
writing-liked-3 = 想着{ $others }，自然就找到了{ $title }。
writing-liked-it = 它和{ $others }气质相近。
writing-liked-it-2 = 如果你还想着{ $others }，它也会对你的胃口。
writing-liked-it-3 = 它身上有一点{ $others }的影子。
writing-near = { $title }很接近你说的{ $wishes }。
writing-near-2 = 你提到{ $wishes }，{ $title }离这不远。
writing-near-3 = 顺着{ $wishes }找下去，就遇到了{ $title }。
writing-near-it = 它也接近你说的{ $wishes }。
writing-near-it-2 = 它还带着几分{ $wishes }的味道。
writing-near-it-3 = 离你说的{ $wishes }，它也不远。
writing-start = 不妨从{ $title }开始。
writing-start-2 = 先看看{ $title }怎么样？
writing-start-3 = 我先推荐{ $title }。
writing-what = 先说说{ $title }。{ $text }
writing-what-2 = 简单介绍一下{ $title }：{ $text }
writing-what-3 = { $title }是什么样的？{ $text }
writing-what-4 = 来认识一下{ $title }。{ $text }
writing-fact = { $attribute }{ $value }
writing-fact-counted = 一共{ $value }
writing-clause-fact = { $attribute }{ $value }
writing-clause-fact-counted = 一共{ $value }
writing-clause-fact-dated = { $attribute }是{ $value }
writing-clause-credit = { $attribute }是{ $name }
writing-most = { $fact }，没有超过你说的{ $bound }
writing-most-2 = 你希望不超过{ $bound }，它{ $fact }，完全符合
writing-most-3 = 它{ $fact }，在你定的{ $bound }以内
writing-least = { $fact }，达到了你要的{ $bound }
writing-least-2 = 你希望至少{ $bound }，它{ $fact }，够了
writing-between = { $fact }，在你说的{ $low }到{ $high }之间
writing-between-2 = 你想要{ $low }到{ $high }之间的，它{ $fact }，正好
writing-equal = { $fact }，和你说的一样
writing-dated-most = { $attribute }是{ $value }，不晚于你说的{ $bound }
writing-dated-most-2 = 你想要{ $bound }及以前的，它是{ $value }的
writing-dated-least = { $attribute }是{ $value }，不早于你说的{ $bound }
writing-dated-least-2 = 你想要{ $bound }及以后的，它是{ $value }的
writing-dated-between = { $attribute }是{ $value }，在你说的{ $low }到{ $high }之间
writing-dated-equal = { $attribute }是{ $value }，和你说的一样
writing-vague = 按你说的“{ $word }”，它{ $fact }，应该合适
writing-vague-2 = 说到“{ $word }”，{ $fact }应该符合你的意思
writing-vague-not = 你不希望太{ $word }，它{ $fact }，应该合适
writing-vague-not-2 = { $fact }，对你来说应该不会太{ $word }
writing-vague-dated = 说到“{ $word }”，我理解为{ $bound }及以{ $side ->
    [most] 前
   *[least] 后
 }，它是{ $value }的
writing-vague-dated-not = 你不希望太{ $word }，我理解为{ $bound }及以{ $side ->
    [most] 前
   *[least] 后
 }，它是{ $value }的
writing-flag = 你要的“{ $attribute }”，它做到了
writing-flag-2 = “{ $attribute }”这一条也满足
writing-flag-not = 你不要“{ $attribute }”，它也不是
writing-free = 你想避开的{ $things }，它没有
writing-free-2 = 它没有你不想要的{ $things }
writing-and = ，
writing-beside = ；
writing-also = 另外，{ $clause }
writing-also-2 = 还有，{ $clause }
writing-catch = 有一点要说明：你要求“{ $limit }”，它没有做到。
writing-catch-2 = 不过，它没有满足你的这个要求：“{ $limit }”。
writing-disclosure = 请留意：它标有{ $things }。
writing-disclosure-2 = 需要说明的是，它标有{ $things }。
writing-disclosure-of = 请留意：{ $title }标有{ $things }。
writing-headline = 合你口味的{ $noun }：{ $wishes }
writing-headline-2 = 为{ $wishes }而选的{ $noun }
writing-headline-3 = 想要{ $wishes }？看看这些{ $noun }
writing-headline-plain = 为你选的{ $noun }
writing-headline-plain-2 = 先从这些{ $noun }看起
writing-headline-none = 暂时没有合适的
writing-headline-one = 只为你选一个：{ $title }
writing-opening = 你想要的是{ $likes }。在我知道的{ $noun }里，{ $count ->
    [1] 这一个
   *[other] 下面这几个
 }最接近。
writing-opening-2 = 你跟我说过{ $likes }。我带着这句话把知道的{ $noun }翻了一遍，找到了这些。
writing-opening-3 = { $likes }，这是我记住的你的口味，也是我这次挑{ $noun }的依据。
writing-opening-plain = 我还不了解你的口味，先从我知道的{ $noun }里挑一些给你看看。
writing-opening-plain-2 = 你还没说过喜欢什么，这次就当是随便逛逛，看看有哪些{ $noun }。
writing-opening-avoid = 我也记着，你不太想要{ $dislikes }。
writing-opening-avoid-2 = 你不太想要{ $dislikes }，这一点我也考虑到了。
writing-opening-limits = 你的要求（{ $limits }）全都满足。
writing-opening-limits-2 = 挑选时也守住了你的要求：{ $limits }。
writing-shared = { $title }和{ $before }有个共同点：{ $values }。
writing-shared-2 = 从{ $before }到{ $title }只有一步：说到{ $attribute }，两者都有{ $values }。
writing-shared-3 = 说完{ $before }，顺着{ $values }往下，就是{ $title }。
writing-shared-4 = 看中{ $before }的{ $values }，在{ $title }那里还会再遇到。
writing-differs = 换个{ $attribute }：{ $before }是{ $old }，{ $title }则是{ $new }。
writing-differs-2 = 和{ $before }的{ $old }不同，{ $title }的{ $attribute }是{ $new }。
writing-differs-3 = 到了{ $title }，{ $attribute }就从{ $before }的{ $old }变成了{ $new }。
writing-next = 接下来是{ $title }。
writing-next-2 = 再看看{ $title }。
writing-next-3 = 另一个想推荐的是{ $title }。
writing-last = 最后是{ $title }。
writing-last-2 = 压轴的是{ $title }。
writing-closing = 看完告诉我你的想法，下次会选得更准。
writing-closing-2 = 有没有说中的？点个赞或踩，我就能学到。
writing-closing-3 = 这次就到这里。哪个不合口味，尽管直说，我换一批。
