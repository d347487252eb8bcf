"""A big city: districts, streets and communities, bodies called as real ones are, and a story for most of them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from shape import Body, Corpus, Level, Place, Programme, Story
from vocabulary import (
    CLOCKS,
    DEEDS,
    FEELINGS,
    GIVEN,
    JUDGEMENTS,
    METHODS,
    SPOTS,
    SURNAMES,
    THINGS,
    TITLES,
    TRADITIONAL,
    TROUBLES,
    WEATHER,
    dictionary,
    words,
)

LEVELS = (
    Level("gold", "金牌", ", honour: true, counts_as: star5", 0),
    *(
        Level(f"star{n}", f"{word}星级", f", stars: {n}", 6 - n)
        for n, word in ((5, "五"), (4, "四"), (3, "三"), (2, "二"), (1, "一"))
    ),
)
LEVEL_SHARES = (("gold", 4), ("star5", 46), ("star4", 120), ("star3", 220), ("star2", 200), ("star1", 100), (None, 310))
STARS = Programme(
    "stars",
    "示例社区社会组织星级评定",
    (("service", "为民服务类"), ("charity", "社会公益类"), ("governance", "社会治理类"), ("culture", "文体娱乐类")),
    LEVELS,
    "星级",
)
CITIES = words("安州 曾阳 长宁 柏乡 石硚 兰溪 盛都 平川 青峪 河津 云台 临渚 白渡 梧川 泉陵 枫岭")
DISTRICTS = words(
    "长安 桥西 新华 裕华 翟城 曾都 单父 重光 朝阳 信都 太行 柏林 南关 北塔 东湖 西岭 高新 滨河 藁源 鹿泉岭 井方 经开"
)
STREET_STEMS = words(
    "翟营 重兴 长丰 阜康 建国路 裕东 槐底 谈固 育才 青园 广安 胜利北 跃进 河东 土贤 西兆通 南村 高营 桃园 留营 东里 休门 彭后 "
    "汇通 苑东 友谊 红旗 新石 振头 东焦 西苑 合作路 联盟 宁安 东风 石岗 天苑 北苑 五七 大郭 赵陵铺 杜北 革新 柏林南 单家桥 曾家巷 "
    "覃塘 任家巷 解放路 银河 望江 沙河埔 石硚 鼓楼 钟楼 文庙 城隍庙 驷马桥 牛市口 双桥子 水井坊 督院 盐市口 草堂 浣花 光华 苏坡"
)
HEADS = words(
    "东 西 南 北 前 后 上 下 大 小 新 老 金 银 玉 石 柳 槐 杏 桃 梨 枣 松 柏 竹 兰 菊 荷 龙 凤 马 牛 杨 李 王 张 刘 赵 曾 单家 翟 "
    "任家 解家 华家 仇家 长 重 永 福 禄 寿 康 安 平 和 顺 兴 盛 昌 泰 嘉 祥 瑞 文 武 仁 义 礼 信 德 明 清 云 星 月 阳 江 河 湖 海 泉 溪"
)
TAILS = words(
    "庄 营 村 家园 里 苑 园 庭 湾 桥 街 路 巷 坊 堡 寨 岗 坡 沟 洼 井 塔 寺 庙 铺 店 屯 台 楼 门 府 城 郡 洲 岛 山 岭 林 泉 "
    "新村 北里 南里 东区 西区 花园 华庭 名邸 大院 小区 宿舍 三号院 家属院"
)
MIDDLES = words(
    "兴 安 和 丰 华 光 乐 宁 景 秀 春 秋 晨 晖 翠 锦 怡 雅 馨 悦 航 盈 富 裕 民 国 建 新 胜 利 园 林 河 山 水 石 木 花 香 书 学 文"
)
NUMBERED = words("3502 208 54所 13所 401厂 8号院 17宿舍 63区 101 5509")
COMPOUND = words(
    "建设北大街 中山东路 西焦北路 铁路三 棉纺二厂 拖拉机厂 师大 医专 电务段 地质队 印染厂 煤机 省直二号 金马二 柳林铺 义堂北 东尹村 名门华都 天下锦程"
)
VIRTUES = words(
    "爱心 红色 夕阳红 暖心 同心 初心 贴心 连心 知心 热心 银龄 乐龄 常青 金秋 晚晴 朝霞 春晖 晨光 阳光 星火 微光 蒲公英 向日葵 石榴籽 "
    "康乃馨 雏鹰 小蜜蜂 萤火虫 老街坊 老伙计 好邻居 邻里 近邻 守望 平安 和谐 幸福 福寿 长者 长青 重阳 孝老 敬老 助老 扶困 扶残 巧手 能人 "
    "便民 利民 为民 亲民 雷锋 先锋 老兵 戎光 木兰 巾帼 半边天 妈妈 爷爷 宝贝 彩虹 绿叶 清源 碧水 翰墨 梨园 悠扬 百灵 金嗓子 蝶舞 飞扬"
)
TRADES = words(
    "理发 助餐 送餐 陪诊 家电维修 水电维修 代买代办 邻里调解 议事 停车自管 四点半课堂 暑期托管 戏曲 京剧 评剧 豫剧 河北梆子 书法 书画 "
    "国画 摄影 合唱 声乐 舞蹈 广场舞 秧歌 腰鼓 太极拳 太极剑 健身操 乒乓球 门球 象棋 棋牌 空竹 柔力球 模特 葫芦丝 二胡 电子琴 剪纸 编织 "
    "手工 布艺 刺绣 烘焙 读书 诗词朗诵 义诊 健康讲座 心理倾听 法律咨询 防诈宣传 禁毒宣传 反邪教 应急救援 消防巡逻 治安巡防 楼道巡查 "
    "环境保护 垃圾分类 旧物回收 河道看护 爱鸟护绿 文明养犬 文明祭扫 拥军优属 军属关爱 残疾人帮扶 孤儿助学 困境儿童 家庭教育 亲子阅读 "
    "婚姻介绍 红白喜事 乡音宣讲 政策宣讲 党史宣讲 五老讲师 老党员讲师 关爱骑手 司机服务 外来务工 邻里互助 临终关怀 认知症家庭 失独家庭"
)
ENDINGS = words(
    "志愿服务队 服务队 志愿者队 小分队 突击队 先锋队 协会 联合会 促进会 研究会 俱乐部 社 团 队 工作室 服务站 驿站 小屋 小院 课堂 学堂 "
    "讲师团 艺术团 合唱团 互助会 议事会 理事会 调解室 评理室 说事室 工作坊 沙龙 之家 联盟 帮帮团 自管会 巡逻队 宣讲团"
)
BRANDS = words(
    "爱心来敲门 小板凳议事会 一米阳光 小巷管家 暖心驿站 红管家 老张说事 板凳课堂 有事您说话 你呼我应 夕阳不晚 半边天课堂 家门口的讲堂 "
    "十点半敲门 一盏灯 三点半乐园 一勺米 连心桥 针线笸箩 百家宴 楼上楼下 左邻右舍 银发顶呱呱 爷爷的自行车 妈妈的味道 奶奶厨房 "
    "老槐树下 周末两小时 一碗热汤 送你回家 手机不难 慢慢走 听你说 陪你去医院 慢半拍 老物件 时光照相馆 半亩菜园 知了书屋"
)
LETTERED = words(
    "E家亲 V爱 1+N帮帮 3+2议事 AED急救 DIY手工 8号楼 A座邻里 365暖心 12345帮办 5分钟救援 Hi邻居 T台时光 2号院议事 IT爷爷 520陪伴 4点半 K歌"
)
OFFERS = words(
    "上门理发 助餐送餐 陪诊陪护 家电维修 代买代办 邻里调解 楼道议事 停车协调 暑期托管 课后辅导 戏曲演出 书画教学 合唱排练 义诊咨询 "
    "心理倾听 旧衣回收 法律咨询 量血压 修剪指甲 床上擦浴 剪头修面 缝补衣物 磨刀修伞 修自行车 疏通下水 更换灯具 管道检修 代缴水电 "
    "代办社保 手机教学 智能手机课 防诈宣传 消防演练 夜间巡逻 护校值守 河道巡查 捡拾垃圾 垃圾分类指导 绿植认养 宠物登记 流浪动物救助 "
    "春节写春联 中秋赏月会 重阳敬老宴 集体生日会 百家宴 读书分享 绘本故事 亲子手工 少儿书法 少儿舞蹈 国学诵读 编程启蒙 乒乓教练 太极教学 "
    "健身操教学 广场舞教学 空竹表演 剪纸教学 编织教学 烘焙体验 插花体验 茶艺体验 摄影采风 证件照拍摄 口述史记录 老照片修复 婚恋牵线 "
    "红白事简办 政策宣讲 党史宣讲 退役军人优待 残疾人就业指导 技能培训 招聘信息 用工对接 小额救助 爱心超市 轮椅借用 助浴服务 康复训练 "
    "用药提醒 慢病管理 家庭病床 临终陪伴 哀伤抚慰 认知症筛查 独居探访 电话问候 紧急呼叫 结对帮扶 圆梦微心愿 助学金 冬衣捐赠 爱心早餐 "
    "骑手休息 热水充电 应急药箱 楼院议事 物业协商 电梯加装协商 漏水协调 噪声调解 充电桩协调 楼道清理 墙面美化 花箱养护 共享菜园"
)
FOR_WHOM = words(
    "行动不便的老人 独居和高龄老人 看病不便的老人 社区居民 高龄独居老人 有纠纷的邻里 楼里的住户 有车的居民 小学生 初中生 爱听戏的居民 "
    "爱好书画的居民 爱唱歌的居民 有心事的居民 需要法律帮助的居民 空巢老人 失能老人 失独家庭 残疾人 听障人士 视障人士 重度残疾人家庭 "
    "困境儿童 留守儿童 孤独症儿童 双职工家庭 新手父母 孕产妇 全职妈妈 单亲家庭 退役军人 军属烈属 环卫工人 外卖骑手 快递员 出租车司机 "
    "务工人员 新市民 租户 待业青年 大学生 退休干部 老党员 认知症老人及家属 慢病患者 癌症康复者 低保家庭 困难职工 商户 养宠人家"
)
TAGS = words(
    "养老 助残 少年儿童 青年 妇女 家庭 医疗 健康 法律 调解 治安 消防 环保 绿化 文艺 戏曲 书画 体育 读书 科普 党建 宣讲 拥军 助学 就业 "
    "救助 应急 物业 停车 宠物 节庆 非遗 传统手艺 智能设备 心理 交友 美食 园艺 摄影 口述史"
)
SUMMARIES = (
    "（示例）为{who}{offer}，{method}，每月活动{n}次。",
    "（示例）由{title}{surname}{given}牵头，{n}名邻居组成，{offer}，也帮忙{deed}、{deed2}。",
    "（示例）{year}年从{spot}的一次{deed}开始，如今{who}有了难处，都知道来找他们。",
    "（示例）以{offer}为主，兼做{deed}；{method}，{judgement}。",
    "（示例）队员多是{title}，{clock}在{spot}{deed}，服务{who}。",
    "（示例）针对{trouble}的{who}，备有{thing}和{thing2}，{offer}不收费。",
    "（示例）{brandword}是他们的口号，{method}，{n}年来{offer}{n2}余次。",
    "（示例）把{spot}腾出来，{clock}{deed}，{clock2}{deed2}，谁来都欢迎。",
)
SENTENCES = (
    "{clock}，{weather}，{person}照样来到{spot}。",
    "{person}今年{age}岁，{trouble}，平日最愁的是没人帮着{deed}。",
    "队员们{method}，{n}个人带着{thing}和{thing2}，挨家去{deed}。",
    "“{judgement}。”{person}一边说，一边收拾{thing}。",
    "起初有人不信，看他们{deed}、{deed2}做了半年，{feeling}。",
    "{spot}原先堆着{thing}，清出来以后，摆上{thing2}，成了大家碰头的地方。",
    "{person}{trouble}，{person2}知道了，{clock}就上门{deed}。",
    "遇到{trouble}的人家，办法是{method}，再由{person}去{deed}。",
    "那天为了{w2}的事，{person}和{person2}争得面红耳赤，最后{feeling}。",
    "墙上挂着一幅字，写的是“{w4}”，是{person}写的。",
    "孩子们玩成语接龙，从“{w4}”接到“{w42}”，{person}在一旁当裁判。",
    "词语卡片上写着{w2}、{w22}、{w23}，{person}认得最快。",
    "{person}说：“{trouble}不怕，怕的是{w4}。”听的人{feeling}。",
    "本子上记着{n2}件事，{deed}占了一半，{deed2}排在后面。",
    "到了{clock}，{spot}里又响起{w2}的说笑声。",
    "有一回{weather}，{thing}坏了，{person}跑了{n}里路去借{thing2}。",
    "{person}从前在{w2}厂上班，退休后学会了{deed}，{feeling}。",
    "大家商量{w2}的时候，{person2}提出{method}，没有人反对。",
    "{clock}的{w3}，{clock2}的{deed}，是{spot}一年里最热闹的两天。",
    "记者问起{w2}，{person}只说了四个字：{w4}。",
    "{person}的孙女放学就到{spot}，跟着{person2}学{deed}。",
    "一位{trouble}的居民写来感谢信，信里用了“{w4}”这个词。",
    "后来{w3}也成了常有的节目，{person}每回都{feeling}。",
    "算下来，{year}年一年{deed}{n2}次，用掉{thing}{n}件。",
)
TITLES_OF_STORIES = (
    "{deed}这件小事",
    "{person}的一天",
    "{spot}的灯亮了",
    "{clock}的{thing}",
    "从{deed}到{deed2}",
    "{w4}",
    "“{judgement}”",
    "{person}和{person2}",
    "{n2}次{deed}",
    "{trouble}以后",
)


class Mouth:
    """Fills the slots of a sentence, each time with other words."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.twos, self.threes, self.fours = dictionary(2), dictionary(3), dictionary(4)

    def say(self, pattern: str, **fixed: str) -> str:
        """The pattern with its slots filled; what is fixed stands as given."""
        pick, roll = self.chance.choice, self.chance.randrange
        slots = {
            "clock": pick(CLOCKS), "clock2": pick(CLOCKS), "weather": pick(WEATHER), "spot": pick(SPOTS),
            "deed": pick(DEEDS), "deed2": pick(DEEDS), "thing": pick(THINGS), "thing2": pick(THINGS),
            "feeling": pick(FEELINGS), "trouble": pick(TROUBLES), "method": pick(METHODS), "judgement": pick(JUDGEMENTS),
            "person": self.person(), "person2": self.person(), "title": pick(TITLES), "surname": pick(SURNAMES),
            "given": pick(GIVEN), "brandword": pick(BRANDS), "w2": pick(self.twos), "w22": pick(self.twos),
            "w23": pick(self.twos), "w3": pick(self.threes), "w4": pick(self.fours), "w42": pick(self.fours),
            "n": str(roll(3, 29)), "n2": str(roll(40, 4000)), "age": str(roll(58, 97)), "year": str(roll(2006, 2026)),
        }  # fmt: skip
        return pattern.format_map(slots | fixed)

    def person(self) -> str:
        """Somebody, called as neighbours do."""
        surname = self.chance.choice(SURNAMES)
        return surname + self.chance.choice(TITLES if self.chance.random() < 0.6 else GIVEN)


def make_corpus(orgs: int, seed: int) -> Corpus:
    """The city, the same for the same numbers."""
    chance = Random(f"streets {seed}")
    places, communities = city(max(8, orgs // 10), chance)
    mouth = Mouth(chance)
    named = [chance.choice(communities) for _ in range(orgs)]
    bodies = tuple(body(number, at, places, mouth) for number, at in enumerate(named))
    stories = tuple(
        story(number, (bodies[number].id, *([chance.choice(bodies).id] if chance.random() < 0.03 else [])), mouth)
        for number in range(orgs)
        if chance.random() < 0.85
    )
    return Corpus(places, (STARS,), bodies, stories)


def city(communities: int, chance: Random) -> tuple[tuple[Place, ...], list[int]]:
    """Places from the province down, and which of them are communities."""
    places = [Place("p", "示例省", "province", None)]
    found: list[int] = []
    town = district = street = 0
    for number in range(communities):
        if number % 770 == 0:
            places.append(Place(f"c{number}", CITIES[number // 770 % len(CITIES)] + "市", "city", 0))
            town, districts = len(places) - 1, chance.sample(DISTRICTS, 11)
        if number % 70 == 0:
            places.append(
                Place(
                    f"d{number}",
                    districts[number // 70 % 11] + chance.choice(("区", "区", "区", "县")),
                    "district",
                    town,
                )
            )
            district, streets = len(places) - 1, chance.sample(STREET_STEMS, 10)
        if number % 7 == 0:
            ending = chance.choice(("街道", "街道", "街道", "街道", "镇", "乡"))
            places.append(Place(f"s{number}", streets[number // 7 % 10] + ending, "street", district))
            street = len(places) - 1
            taken: set[str] = set()
        name = new_name(lambda: community_stem(chance) + "社区", taken)
        places.append(Place(f"m{number}", name, "community", street))
        found.append(len(places) - 1)
    return tuple(places), found


def new_name(make: Callable[[], str], taken: set[str]) -> str:
    """A name that nothing else in the same place has."""
    name = next(name for name in iter(make, None) if name not in taken)
    taken.add(name)
    return name


def community_stem(chance: Random) -> str:
    """What a community is called before the word 社区."""
    kind = chance.random()
    if kind < 0.05:
        return chance.choice(NUMBERED)
    if kind < 0.12:
        return chance.choice(COMPOUND)
    if kind < 0.22:
        return chance.choice(STREET_STEMS)
    if kind < 0.6:
        return chance.choice(HEADS) + chance.choice(TAILS)
    return chance.choice(HEADS) + chance.choice(MIDDLES) + chance.choice(TAILS)


def body(number: int, at: int, places: tuple[Place, ...], mouth: Mouth) -> Body:
    """One body of a community."""
    chance = mouth.chance
    trade, offers = chance.choice(TRADES), tuple(chance.sample(OFFERS, chance.choice((1, 2, 2, 3, 4))))
    who = chance.choice(FOR_WHOM)
    summary = mouth.say(chance.choice(SUMMARIES), who=who, offer=offers[0])
    former = (name_of(places[at], places, trade, mouth),) if chance.random() < 0.06 else ()
    status = chance.choices(("active", "paused", "dissolved"), (98, 1, 1))[0]
    return Body(
        f"o{number:06}",
        name_of(places[at], places, trade, mouth),
        STARS,
        chance.choice(STARS.types)[0],
        chance.choices([level for level, _ in LEVEL_SHARES], [share for _, share in LEVEL_SHARES])[0],
        status,
        (at,),
        former,
        summary,
        offers,
        who if chance.random() < 0.9 else "",
        tuple(chance.sample(TAGS, chance.randrange(4))),
    )


def name_of(place: Place, places: tuple[Place, ...], trade: str, mouth: Mouth) -> str:
    """A name as such bodies have it."""
    chance = mouth.chance
    street = places[place.parent or 0].name
    before = chance.choices(("", place.name, place.name.removesuffix("社区"), street), (38, 34, 18, 10))[0]
    named = traditional(own_name(trade, mouth), chance)
    return before + named if len(before + named) > 3 else place.name + named


def own_name(trade: str, mouth: Mouth) -> str:
    """What follows the place in a name."""
    chance = mouth.chance
    kind, ending = chance.random(), chance.choice(ENDINGS)
    if kind < 0.52:
        return chance.choice(VIRTUES) + trade + ending
    if kind < 0.66:
        return trade + ending
    if kind < 0.76:
        return f"“{chance.choice(BRANDS)}”{chance.choice(ENDINGS)}"
    if kind < 0.84:
        return (
            chance.choice(SURNAMES)
            + chance.choice(GIVEN)
            + chance.choice(("", chance.choice(VIRTUES), trade))
            + "工作室"
        )
    if kind < 0.9:
        return chance.choice(("老", "小", "大")) + chance.choice(SURNAMES) + trade + ending
    if kind < 0.96:
        return chance.choice(LETTERED) + chance.choice(("", trade)) + ending
    return chance.choice(VIRTUES) + ending


def traditional(name: str, chance: Random) -> str:
    """Few names are written with traditional characters, whole or in part."""
    if chance.random() > 0.015:
        return name
    return "".join(TRADITIONAL.get(one, one) for one in name)


def story(number: int, bodies: tuple[str, ...], mouth: Mouth) -> Story:
    """500 to 800 characters in paragraphs."""
    chance = mouth.chance
    wanted, made, paragraphs = chance.randrange(500, 801), 0, []
    while made < wanted:
        paragraph = "".join(mouth.say(chance.choice(SENTENCES)) for _ in range(chance.randrange(2, 6)))
        paragraphs.append(paragraph)
        made += len(paragraph)
    paragraphs[0] = "（示例）" + paragraphs[0]
    title = mouth.say(chance.choice(TITLES_OF_STORIES))
    day = f"{chance.randrange(2019, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return Story(f"t{number:06}", title, day, tuple(dict.fromkeys(bodies)), tuple(paragraphs))
