"""What can be wrong with the YAML of a document, in the words of somebody who is no programmer."""

from __future__ import annotations

from msgspec import Struct

from starcase.problems import Rule, Severity, rule

Point = tuple[int, int]
"""Line and column in a document's text, both from 0."""


class Fault(Struct, frozen=True):
    """Something wrong at a point of a document's text; `values` fill the rule's words."""

    rule: Rule
    point: Point
    values: tuple[tuple[str, str], ...] = ()
    related: tuple[Point, ...] = ()


def fault(about: Rule, point: Point, *, related: tuple[Point, ...] = (), **values: object) -> Fault:
    """A fault of a rule at a point, its words given by name; `related` places give the word `line`."""
    return Fault(about, point, tuple((name, str(value)) for name, value in values.items()), related)


# Guards

TOO_LARGE = rule(
    "yaml-too-large",
    says="这份资料有 {size} 个字符，最多 {limit} 个。",
    mend="请用只写“---”的行把它分成几份，或者分成几个文件。",
)
TOO_DEEP = rule(
    "yaml-too-deep",
    says="从这里起，内容一层套一层超过了 {limit} 层。",
    mend="请检查这里的括号、减号和缩进，去掉多余的层次。",
)
ALIAS = rule(
    "yaml-alias",
    says="以“{sign}”开头的内容会被看作引用记号，这里不能用。",
    mend="如果它是文字，请给整个内容加上英文引号；如果想重复别处的内容，请照写一遍。",
)
MERGE_KEY = rule(
    "yaml-merge-key",
    says="“<<”会被看作合并记号，这里不能用。",
    mend="请把要合并的各项照写一遍。",
)
TAG = rule(
    "yaml-tag",
    says="以“!”开头的内容会被看作类型记号，这里不能用。",
    mend="如果它是文字，请给整个内容加上英文引号；否则请删去“!”和紧跟着的词。",
)

# The shape of the whole

EMPTY = rule(
    "yaml-empty",
    says="这里什么也没有写。",
    mend="请按“名称: 内容”的样子写上内容，或者删去它。",
)
NOT_A_RECORD = rule(
    "yaml-not-a-record",
    says="这里只有一段文字，没有写成“名称: 内容”的样子。",
    mend="请一项写一行：先写名称，再写英文冒号和一个空格，再写内容。",
)
SEPARATOR = rule(
    "yaml-separator",
    says="“{line}”不能用来分隔资料。",
    mend="请把这一行改成只有三个英文减号“---”，别的文字写到下一行。",
)

# Keys

DUPLICATE_KEY = rule(
    "yaml-duplicate-key",
    says="“{name}”写了两次，上一次在第 {line} 行。",
    mend="请把两处合并，只留一处。",
)
KEY_NOT_TEXT = rule(
    "yaml-key-not-text",
    says="冒号前面的名称应当是一个词，这里是一组带括号的内容。",
    mend="请在冒号前面只写一个词；如果括号是文字，请给它们加上英文引号。",
)
KEY_EMPTY = rule(
    "yaml-key-empty",
    says="冒号前面没有名称。",
    mend="请在冒号前面写上名称，或者删去这个冒号。",
)

# Punctuation

FULL_WIDTH_COLON = rule(
    "yaml-full-width-colon",
    says="“{name}”后面用了中文冒号“：”。",
    mend="请改成英文冒号“:”，后面空一格。",
)
COLON_WITHOUT_SPACE = rule(
    "yaml-colon-without-space",
    says="“{name}:”的冒号后面没有空格。",
    mend="请在冒号后面空一格。",
)
COLON_IN_VALUE = rule(
    "yaml-colon-in-value",
    says="“{name}”的内容里又有一个冒号加空格，会被看作另一项。",
    mend="请给整个内容加上英文引号，或者把里面的冒号改成中文冒号“：”。",
)
LINE_AS_TEXT = rule(
    "yaml-line-as-text",
    says="“{line}”没有成为单独的一项，算作上面“{above}”的文字了。",
    mend="如果它是单独的一项，请把名称后面改成英文冒号加一个空格，并与同级的行对齐；如果就是文字，请给整段文字加上英文引号。",
    severity=Severity.WARNING,
)
LINES_JOINED = rule(
    "yaml-lines-joined",
    says="“{above}”下面的{count}行连成了一段文字。",
    mend="如果是{count}项，请在每一行前面加上“- ”；如果就是一段文字，请写在同一行里。",
    severity=Severity.WARNING,
)
LINE_WITHOUT_COLON = rule(
    "yaml-line-without-colon",
    says="“{line}”这一行没有“名称: 内容”里的冒号。",
    mend="请在名称后面写上英文冒号和一个空格；如果它是上一行没写完的文字，请在行首比上一行多空两格。",
)
DASH_OTHER = rule(
    "yaml-dash-other",
    says="列表的这一行以“{sign}”开头，不是英文减号。",
    mend="请改成英文减号“-”，后面空一格。",
)
DASH_WITHOUT_SPACE = rule(
    "yaml-dash-without-space",
    says="列表这一行的减号后面没有空格。",
    mend="请在“-”后面空一格。",
)
DASH_ON_KEY_LINE = rule(
    "yaml-dash-on-key-line",
    says="列表的“- ”写在了名称的同一行。",
    mend="请让“- ”另起一行，行首比上一行多空两格；如果它是文字，请给整个内容加上英文引号。",
)
FULL_WIDTH_COMMA = rule(
    "yaml-full-width-comma",
    says="“{text}”里用的是中文的“{sign}”，没有分成几项。",
    mend="要分成几项，请改成英文逗号“,”；如果它就是一项，请给它加上英文引号。",
    severity=Severity.WARNING,
)
COMMA_IN_NUMBER = rule(
    "yaml-comma-in-number",
    says="“{number}”写在花括号里，会从英文逗号处断成两项。",
    mend="请去掉数里的逗号，写成 {plain}。",
)
FULL_WIDTH_BRACKET = rule(
    "yaml-full-width-bracket",
    says="这里用了中文括号“{sign}”，不会被看作列表的括号。",
    mend="请改成英文的方括号或花括号；如果它是文字，请给整个内容加上英文引号。",
    severity=Severity.WARNING,
)
FULL_WIDTH_SPACE = rule(
    "yaml-full-width-space",
    says="这一行的行首用了全角空格，不能当作缩进。",
    mend="请删去行首的空格，改用英文状态下的空格。",
)
TAB = rule(
    "yaml-tab",
    says="这一行用制表符（Tab 键）代替了空格。",
    mend="请删去它，改用空格，每级两个。",
)

# Quotes, brackets and the rest

UNCLOSED_QUOTE = rule(
    "yaml-unclosed-quote",
    says="从这里开始的英文引号 {sign} 没有在这一行结束。",
    mend="请在这一项内容的末尾补上同样的英文引号；中文引号不能与它配对。",
)
TEXT_AFTER_QUOTE = rule(
    "yaml-text-after-quote",
    says="英文引号已经结束，后面却还有文字“{text}”。",
    mend="请把内容里面的引号改成中文引号“ ”，或者让英文引号括住整个内容。",
)
TEXT_AFTER_BRACKET = rule(
    "yaml-text-after-bracket",
    says="括号已经结束，后面却还有“{text}”。",
    mend="请把它移到括号里面，或者删去它；如果括号也是文字，请给整个内容加上英文引号。",
)
ESCAPE = rule(
    "yaml-escape",
    says="英文双引号里面的“\\”会被看作转义记号，这里看不懂它。",
    mend="请把两边的双引号改成英文单引号，或者去掉“\\”。",
)
BRACKET = rule(
    "yaml-bracket",
    says="这个括号“{sign}”没有与它配对的另一半。",
    mend="请补上另一半，或者删去它；如果它是文字，请给整个内容加上英文引号。",
)
COMMA_MISSING = rule(
    "yaml-comma-missing",
    says="括号里的“{text}”前面少了英文逗号。",
    mend="请在它前面写上英文逗号“,”；如果它与前面是同一项文字，请给这一项加上英文引号。",
)
COMMA_EXTRA = rule(
    "yaml-comma-extra",
    says="这里多了一个英文逗号，两个逗号之间没有内容。",
    mend="请删去它，或者在它前面补上内容。",
)
RESERVED_SIGN = rule(
    "yaml-reserved-sign",
    says="内容以“{sign}”开头，这个记号有别的用处。",
    mend="请给整个内容加上英文引号。",
)
LIST_MIXED = rule(
    "yaml-list-mixed",
    says="左边对齐的几行里，有的以“- ”开头，有的写“名称: 内容”。",
    mend="请把以“- ”开头的各行放到它们的名称下面；漏写了名称的，在它们上面补一行，例如“evaluations:”。",
)
INDENTATION = rule(
    "yaml-indentation",
    says="这一行的行首有 {spaces} 个空格，与上面的行对不上。",
    mend="请让同一级的各行左边对齐；属于上一行的内容多空两格，上一行的冒号后面也不要再写文字。",
)
SYNTAX = rule(
    "yaml-syntax",
    says="读到这里就看不懂了。",
    mend="请检查这一行和它上面一行：名称后面是英文冒号加一个空格，同级的行左边对齐，引号和括号都成对。",
)
