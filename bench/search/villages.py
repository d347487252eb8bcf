"""A county of villages and grids: two programmes, short names that many places share, long summaries, few stories."""

from __future__ import annotations

from random import Random

from shape import Body, Corpus, Level, Place, Programme, Story
from streets import new_name
from vocabulary import dictionary, words

POINTS = Programme(
    "points",
    "示例乡村治理积分评定",
    (),
    (Level("red", "红旗", "", 0), Level("blue", "达标", "", 1), Level("start", "起步", "", 2)),
    "等级",
)
CUSTOMS = Programme(
    "customs",
    "示例文明新风创建",
    (("council", "议事协商类"), ("help", "互帮互助类"), ("troupe", "文艺队伍类"), ("watch", "看护巡查类")),
    (
        Level("model", "示范队伍", ", honour: true", 0),
        Level("fine", "优秀队伍", ", stars: 3", 3),
        Level("good", "合格队伍", ", stars: 2", 4),
    ),
    "称号",
)
TOWNSHIPS = words(
    "柏舍镇 东曾镇 解店镇 尧峰乡 仇庄乡 盖村镇 单桥乡 石佛镇 曲阳店镇 白鹿温泉镇 大河乡 上安镇 南障城镇 苍岩山镇 测鱼镇 小作镇 "
    "孙庄乡 威州镇 辛庄乡 天长镇 秀林镇 于家乡 吴家窑乡 北正乡 胡家滩镇 寨里乡 观音堂乡 蛟潭庄镇 岔头镇 上三汲乡"
)
FAMILIES = words(
    "王 李 张 刘 陈 杨 赵 吴 徐 孙 胡 朱 高 林 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 程 曹 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 魏 薛 叶 "
    "阎 余 潘 杜 戴 夏 田 任 姜 范 石 姚 邹 熊 郝 孔 白 崔 康 毛 邱 秦 侯 邵 孟 龙 段 雷 钱 尹 黎 常 武 乔 贺 庞 樊 兰 翟 安 倪 牛 单 解 仇 盖 查 华 区"
)
VILLAGE_ENDS = words(
    "家庄 各庄 庄 家村 村 家营 营 家沟 沟 家湾 家寨 寨 家峪 峪 家坟 家店 店 家屯 屯 家窑 家坡 岭 垴 会 台头 马坊 垡 甸"
)
POINTS_OF_COMPASS = words("东 西 南 北 前 后 上 下 大 小 中 新 老 里 外")
NATURE = words(
    "石门 白羊 青杨树 黑水河 红土湾 柳树沟 枣树坪 核桃园 柿子峪 栗子坪 桃花坞 梨树坪 松树岭 泉水头 龙潭沟 凤凰台 卧牛城 落雁滩 磨盘山 碾子湾 官道口 烽火台 古城 南关 北关"
)
GRIDS = words("第一 第二 第三 第四 东片 西片 南片 北片 中街 后街 前街 河东 河西 学校 果园")
BODIES = words(
    "红白理事会 道德评议会 村民议事会 禁毒禁赌会 乡贤理事会 孝善理事会 老年秧歌队 巾帼服务队 民兵巡逻队 护林防火队 夜话小院 河长帮手队 "
    "青年突击队 村史宣讲队 田间课堂 互助养老院 幸福食堂 爱心超市 积分超市 代办员队 电商互助组 农机合作组 果树技术组 养蜂互助组 草编小组 "
    "锣鼓队 高跷队 社火队 丝弦剧团 秧歌队 广场舞队 篮球队 书法小组 读书会 老兵连心站 调解小组 法律明白人 厕所管护组 垃圾清运队 饮水管护组 "
    "路灯管护组 护渠队 护路队 抢险队 打井队 接生婆故事组 家谱编修组 果品分拣队 大棚互助组 中药材合作组 返乡青年会 妇女微家 儿童之家 红领巾小队"
)
QUALITIES = words(
    "金凤 同心 喜洋洋 老来乐 阳光 连心 先锋 好媳妇 百姓 新风 铁姑娘 老把式 能人 五老 邻里 平安 山里红 黄土地 长青 清风"
)
OFFERS = words(
    "操办红事 操办白事 调解地界 调解婆媳 劝阻彩礼 评议好媳妇 护林巡查 防汛值守 清理河道 看护水渠 代交医保 代取包裹 代卖山货 直播卖货 "
    "嫁接果树 修剪果树 防治病虫 租借农机 收割小麦 播种玉米 翻耕土地 打药施肥 收购草药 教编草席 教扎灯笼 踩高跷 敲锣鼓 扭秧歌 唱丝弦 "
    "放电影 讲村史 修族谱 送午饭 蒸馒头 理头发 量体温 劈柴挑水 打扫院落 修房补漏 清掏旱厕 清运垃圾 维修路灯 疏浚水井 接送学童 看管孩童 "
    "假期作业辅导 照看牲口 寻找走失老人 扑救山火 铲雪开路 帮办证照 念信写信 申请低保 慰问军属 祭扫烈士墓 积分换物 分发救灾粮"
)
PEOPLE = words(
    "留守老人 留守妇女 留守儿童 五保户 脱贫户 果农 菜农 蜂农 养殖户 外出打工家庭 返乡青年 办喜事的人家 办丧事的人家 闹矛盾的两家 全体村民 "
    "八十岁以上老人 残疾村民 军属 上学的娃娃 新媳妇 种粮大户 放羊人 护林员 走山路的乡亲"
)
CROPS = words(
    "小麦 玉米 谷子 高粱 红薯 花生 棉花 芝麻 绿豆 核桃 板栗 红枣 柿子 花椒 连翘 柴胡 黄芩 苹果 雪桃 山楂 酸枣 杏扁 香菇 木耳"
)
SEASONS = words("开春 春耕 麦收 三伏天 入秋 秋收 上冻前 腊月 正月里 清明前后 雨季 农闲时 赶集那天 庙会期间 祭灶前")
WORKS = words(
    "挨家敲门 开着三轮车 敲着铜锣 喊着大喇叭 在大槐树下商量 在戏台上宣布 按着红手印立约 拿着账本公开 记在积分本上 在微信群里接龙 "
    "请来镇上的技术员 凑了份子钱 腾出旧校舍 修好老磨坊 打开祠堂大门 借用村部会议室 借来抽水机 牵着毛驴 扛着铁锨 背着药箱"
)
RESULTS = words(
    "彩礼从十几万降到三万 宴席从三天减到一天 两家又坐到了一张桌上 荒坡变成了果园 臭水沟变清了 旱厕改完了 断头路通了 山货卖到了省城 "
    "娃娃们有了去处 老人们天天有热饭 没有再出过山火 粮食一颗没糟蹋 外出的人放心了 村里的戏又唱起来 账目人人看得懂 积分本翻烂了两本"
)
SUMMARY_PARTS = (
    "（示例）{village}的乡亲们自己组起来的队伍，{season}最忙，主要{offer}。",
    "成员有{n}人，多是{people}，{work}，从{year}年干到现在。",
    "起因是{crop}收成那年的一场{two}，大家觉得不能再等。",
    "规矩写在墙上：一不收礼，二不吃请，三要{four}。",
    "{season}{work}，{season2}就{offer}，{result}。",
    "附近几个村也来取经，回去照着办，{result}。",
    "队里备着{n}把铁锨、{n2}双胶鞋，谁家有事打个招呼就行。",
    "{people}有难处，到村部说一声，当天就有人上门。",
    "每季度评一次积分，够{n2}分可换洗衣粉和{crop}。",
    "老支书常念叨“{four}”，年轻人听着听着就记住了。",
    "去年统计，帮过{n2}户，走了{n}趟山路。",
)
STORY_PARTS = (
    "{season}的{village}，{crop}刚下来，{work}的人就出了门。",
    "“{four}啊！”老支书叹了口气，转身去找人{offer}。",
    "说到{two}，谁也不肯先让步，最后还是{work}，这才有了头绪。",
    "过了{n}天，{result}。",
    "{people}围着火盆，你一言我一语，把{two}和{two2}的事说了个透。",
    "夜里下起雨，{n}个人{work}，一直忙到鸡叫。",
    "村里的大喇叭喊了三遍，{people}都来了，有人带着{crop}，有人带着{three}。",
    "{village}从前有句老话，叫“{four}”，如今年轻人也会说了。",
)


def make_corpus(orgs: int, seed: int) -> Corpus:
    """The county, the same for the same numbers; beyond some thousand bodies there are several."""
    chance = Random(f"villages {seed}")
    places, villages = county(max(6, orgs // 7), chance)
    grids = {at: [n for n, one in enumerate(places) if one.parent == at] for at in villages}
    bodies = tuple(body(number, villages, grids, places, chance) for number in range(orgs))
    stories = tuple(story(number, bodies, places, chance) for number in range(orgs // 16))
    return Corpus(places, (POINTS, CUSTOMS), bodies, stories)


def county(count: int, chance: Random) -> tuple[tuple[Place, ...], list[int]]:
    """Places from the county down, and which of them are villages."""
    places: list[Place] = []
    villages: list[int] = []
    top = township = 0
    for number in range(count):
        if number % 600 == 0:
            name = (
                "示例县"
                if number == 0
                else f"示例{'甲乙丙丁戊己庚辛壬癸'[number // 600 % 10]}{'县' if number < 6600 else '旗'}"
            )
            places.append(Place(f"county{number}", name, "district", None))
            top, towns = len(places) - 1, chance.sample(TOWNSHIPS, len(TOWNSHIPS))
        if number % 20 == 0:
            places.append(Place(f"town{number}", towns[number // 20 % len(towns)], "street", top))
            township = len(places) - 1
            taken: set[str] = set()
        places.append(Place(f"v{number}", new_name(lambda: village_name(chance), taken), "community", township))
        village = len(places) - 1
        villages.append(village)
        if chance.random() < 0.35:
            names = chance.sample(GRIDS, chance.randrange(2, 5))
            places += [Place(f"v{number}-g{at}", f"{one}网格", "grid", village) for at, one in enumerate(names)]
    return tuple(places), villages


def village_name(chance: Random) -> str:
    """王家庄村, 东石门村, 柿子峪村."""
    stem = chance.choice(NATURE) if chance.random() < 0.2 else chance.choice(FAMILIES) + chance.choice(VILLAGE_ENDS)
    if chance.random() < 0.4:
        stem = chance.choice(POINTS_OF_COMPASS) + stem
    return stem if stem.endswith("村") else stem + "村"


def body(
    number: int, villages: list[int], grids: dict[int, list[int]], places: tuple[Place, ...], chance: Random
) -> Body:
    """One body, of a village, of one of its grids, or of several villages."""
    home = chance.choice(villages)
    at = chance.choice(grids[home]) if grids[home] and chance.random() < 0.4 else home
    others = (
        tuple(chance.sample([one for one in villages if one != home], chance.choice((1, 1, 2, 3))))
        if chance.random() < 0.1
        else ()
    )
    programme = POINTS if chance.random() < 0.45 else CUSTOMS
    village = places[home].name
    name, old = (short_name(village, chance) for _ in range(2))
    offers = tuple(chance.sample(OFFERS, chance.choice((0, 1, 1, 2, 3))))
    levels = [level.id for level in programme.levels] + [None]
    return Body(
        f"x{number:06}",
        name,
        programme,
        chance.choice(programme.types)[0] if programme.types and chance.random() < 0.9 else None,
        chance.choices(levels, (8, 30, 40, 22))[0],
        chance.choices(("active", "paused", "dissolved"), (97, 2, 1))[0],
        (at, *others),
        (old,) if old != name and chance.random() < 0.08 else (),
        summary_of(village, offers[0] if offers else chance.choice(OFFERS), chance),
        offers,
        chance.choice(PEOPLE) if chance.random() < 0.6 else "",
        tuple(chance.sample(CROPS, chance.choice((0, 0, 1, 2)))),
    )


def short_name(village: str, chance: Random) -> str:
    """What is said in the village, sometimes with the village before it."""
    before = chance.choices(("", village, village.removesuffix("村")), (62, 26, 12))[0]
    return before + (chance.choice(QUALITIES) if chance.random() < 0.3 else "") + chance.choice(BODIES)


def fill(pattern: str, village: str, offer: str, chance: Random) -> str:
    """A sentence with its slots filled."""
    pick = chance.choice
    return pattern.format(
        village=village, offer=offer, season=pick(SEASONS), season2=pick(SEASONS), n=chance.randrange(3, 40), n2=chance.randrange(40, 900),
        people=pick(PEOPLE), work=pick(WORKS), year=chance.randrange(2003, 2025), crop=pick(CROPS), result=pick(RESULTS),
        two=pick(dictionary(2)), two2=pick(dictionary(2)), three=pick(dictionary(3)), four=pick(dictionary(4)),
    )  # fmt: skip


def summary_of(village: str, offer: str, chance: Random) -> str:
    """Three to seven sentences, the first of which says that all is invented."""
    parts = [SUMMARY_PARTS[0], *chance.sample(SUMMARY_PARTS[1:], chance.randrange(2, 7))]
    return "".join(fill(part, village, offer, chance) for part in parts)


def story(number: int, bodies: tuple[Body, ...], places: tuple[Place, ...], chance: Random) -> Story:
    """A short story of one body or of two."""
    about = chance.sample(bodies, chance.choice((1, 1, 1, 1, 1, 2)))
    village = places[about[0].places[0]].name
    parts = [
        fill(chance.choice(STORY_PARTS), village, chance.choice(OFFERS), chance) for _ in range(chance.randrange(5, 14))
    ]
    title = fill(
        chance.choice(("{crop}熟了", "{season}的{village}", "{result}", "一场{two}", "{four}")), village, "", chance
    )
    return Story(
        f"y{number:06}",
        title,
        f"{chance.randrange(2018, 2026)}-{chance.randrange(1, 13):02}",
        tuple(one.id for one in about),
        ("（示例）" + "".join(parts[:4]), "".join(parts[4:])),
    )
