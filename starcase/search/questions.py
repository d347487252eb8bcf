"""Words that people put around what they look for, and those that they leave out."""

QUESTIONS = (
    *(
        "附近哪里有",
        "附近哪儿有",
        "附近有没有",
        "附近谁能",
        "哪里有",
        "哪里能",
        "请问哪里可以",
        "哪里可以",
        "在哪里",
        "去哪里",
        "哪里",
        "哪儿有",
        "哪儿",
        "在哪",
        "去哪",
    ),
    *("哪个社区有", "哪个社区", "哪个小区", "哪个村有", "哪个村", "哪个", "哪些", "什么地方能", "什么地方", "什么"),
    *(
        "怎么找到",
        "怎么找",
        "怎么办",
        "怎么",
        "怎样",
        "如何",
        "有没有",
        "有谁",
        "谁能",
        "谁会",
        "谁",
        "请问",
        "帮我",
        "找谁",
    ),
    *("我想找", "我想要", "我想", "我要找", "我要", "我需要", "想找", "需要"),
    *("附近有", "附近的", "附近", "能不能", "可不可以", "可以", "吗", "呢", "吧", "啊", "的", "了"),
)
AROUND = "有在找去能会给想要请问个"
"""Characters that stand around the thing that a question asks for."""
ASKING = ("哪", "谁", "怎", "有没有", "请问")
"""What makes a text a question for sure."""
END = "吗"
"""How a question may end."""
TYPE_ENDING, LEVEL_ENDING = "类", "级"
"""What is left out when a type or a level is called by its name."""
