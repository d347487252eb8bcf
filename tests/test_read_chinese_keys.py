"""Chinese keys and fixed values: FORMAT.md section 7, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from starcase.model.base import Choice, Model, spellings
from starcase.model.notice import Listed, Notice
from starcase.model.organization import (
    Contact,
    Decision,
    DecisionKind,
    Evaluation,
    Fact,
    Organization,
    Outcome,
    People,
    Person,
    Photo,
    Reason,
    Relations,
    Services,
    Status,
    ToDate,
)
from starcase.model.page import ContentPage
from starcase.model.programme import (
    Authority,
    Cadence,
    Claim,
    ClaimWhere,
    Indicator,
    Level,
    Programme,
    Publicity,
    Rates,
    Rhythm,
    Rounding,
    Type,
    Unpublished,
    ValidFrom,
    Validity,
)
from starcase.model.region import Region, Tier
from starcase.model.rubric import (
    AllEvidence,
    Aspect,
    Bound,
    Cap,
    Check,
    Eligibility,
    EvidenceNeed,
    Extra,
    ExtraItem,
    Held,
    IndicatorNeed,
    Item,
    Needs,
    OnMismatch,
    Over,
    Quota,
    Rubric,
    Rules,
    Veto,
    When,
)
from starcase.model.source import Source
from starcase.model.story import Story
from starcase.read.shapes import parse_choice
from tests.trees import complaints, organization, read_programme_text, words_of

ANYWHERE = """
id=编号[标识] name=名称 programme=项目 region=地区 type=类型 types=类型 level=等级[星级] part_of=隶属 sources=资料来源 source=来源
unit=单位 decimals=小数位 add_up=可累加 rules=评定规则 former_names=曾用名 until=截止 years=年数 level_at_least=不低于等级
"""

# The mappings of a line and its pairs; where a line names several mappings, each pair stands with those that have its key.
MAPPINGS: tuple[tuple[tuple[type[Model], ...], str], ...] = (
    (
        (Organization,),
        """id=编号[标识] name=名称[组织名称] programme=项目 type=类型[类别] level=星级[等级,称号] status=状态 region=地区[所属地区]
        founded=成立时间 former_names=曾用名 relations=关系 uscc=统一社会信用代码 summary=简介 offers=服务内容 for=服务对象
        area=服务范围 fee=收费 schedule=活动时间 tags=标签 people=人员 services=服务数据 facts=其他数据 evaluations=评定记录
        decisions=变动记录 contact=联系方式 photos=照片 sources=资料来源""",
    ),
    ((Relations,), "part_of=隶属 succeeds=前身 merged_into=并入 partners=共建单位 paired_with=结对单位"),
    ((People,), "leader=负责人 members=成员人数 party_members=党员人数"),
    ((Person,), "name=姓名 role=身份 consent=同意公开"),
    ((Services,), "to_date=累计"),
    ((ToDate,), "as_of=截至"),
    (
        (Evaluation,),
        """period=期次[评定年度] rubric=评分标准 outcome=评定结果 level=星级 decided=评定日期 valid_until=有效期至 scores=得分
        bonus=加分 deductions=扣分 vetoes=否决情形 reason=变动理由 evidence=佐证材料 reply=情况说明""",
    ),
    ((Reason,), "text=说明 basis=依据 exception=破格"),
    ((Decision,), "date=日期 kind=类别 from=原等级 to=新等级 basis=依据"),
    ((Source,), "title=名称 file=文件 url=网址 date=日期 note=说明"),
    ((Fact,), "what=内容 value=数值 unit=单位 as_of=截至 source=来源"),
    ((Contact,), "address=地址 phone=电话 hours=服务时间 how_to_join=参加方式"),
    ((Photo,), "file=文件 alt=图片说明 credit=摄影[供图] consent=已获同意"),
    (
        (Programme,),
        """authority=评定单位[主管单位] level_word=等级称呼 measure_word=量词 rates=评定对象 types=类型 indicators=统计项
        levels=等级 rules=评定规则 cadence=评定周期 built_from=依据项目 validity=有效期 publicity=公示期 rubrics=评分标准
        claims=公布数据""",
    ),
    ((Level,), "stars=星数 honour=荣誉等级 counts_as=视同 needs=达标条件"),
    (
        (Rules, Eligibility),
        """step_limit=每次最多升[逐级晋升] new_at_most=首评最高 first_period=首次期次 caps=封顶 vetoes=否决情形 quotas=名额
        eligibility=参评条件 founded_months=成立满月数 mismatch=不符时""",
    ),
    ((Cap, When), "when=情形 at_most=最高 below=低于 at_least=不低于"),
    ((Quota,), "levels=等级 percent=比例 within=范围 at_least=不低于"),
    (
        (Needs, IndicatorNeed, Held),
        """total=总分 percent=得分率 each_aspect=各方面最低分 each_aspect_percent=各方面最低得分率 aspects=指定方面
        items=指定内容 indicators=服务数据 over=累计范围 from=原等级 held=保持 periods=期数 consecutive=须连续 quota=名额
        evidence=佐证材料 at_least=不低于""",
    ),
    (
        (Rubric, Aspect, Item, Extra, ExtraItem, Check),
        """illustrative=示例 comparable_with=可比版本 aspects=方面[一级指标] items=评价内容[二级指标] checks=评分点[三级指标]
        weight=权重 max=满分[分值] guidance=评分说明 evidence=佐证材料 may_be_n_a=可不适用 bonus=加分项 deductions=扣分项""",
    ),
    (
        (Claim,),
        "what=内容 where=范围 value=数值 share=占比 as_of=截至 source=来源 rounding=舍入方式 of=占比基数 parts=其中",
    ),
    ((Region,), "tier=层级 code=区划代码 children=下级 contact=联系方式"),
    (
        (Story, Notice, ContentPage),
        """title=标题 date=日期 organizations=相关组织 summary=摘要 author=作者 source=来源 photo=配图 draft=草稿
        publish_on=发布日期 expires_on=下线日期 kind=类别 programme=项目 period=期次 opens=公示开始 closes=公示截止
        contact=受理方式 document_no=文号 issuer=发布单位 attachments=附件 menu=菜单名 order=排序""",
    ),
    ((Cadence, Publicity, Validity), "months=月数 working_days=工作日 days=自然日"),
)

ALL: tuple[type[Model], ...] = (
    *(model for models, _ in MAPPINGS for model in models),
    *(Listed, Authority, ClaimWhere, Indicator, Type, Bound, Veto),
)

VALUES: tuple[tuple[type[Choice], str], ...] = (
    (Status, "draft=草稿 active=正常 paused=暂停活动 merged=已并入 dissolved=已停止活动[已解散,已注销]"),
    (Outcome, "rated=已评定 not_rated=不予评定 exempt=未参评 suspended=暂缓 withdrawn=已取消"),
    (DecisionKind, "promoted=升级 demoted=降级 suspended=暂停 resumed=恢复 withdrawn=取消"),
    (Rates, "bodies=组织 persons=个人"),
    (OnMismatch, "error=错误 warning=提醒"),
    (Unpublished, "unpublished=未公布"),
    (Over, "all=全部"),
    (AllEvidence, "all=全部"),
    (ValidFrom, "next_january=次年1月起"),
    (EvidenceNeed, "required=必需"),
    (Rounding, "nearest=四舍五入 truncated=截尾"),
    (Rhythm, "monthly=每月 quarterly=每季度 yearly=每年"),
    (Tier, "province=省 city=市 district=区县 street=街道[乡镇] community=社区[村] grid=网格 microgrid=微网格"),
)


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """English and Chinese word of each pair, aliases in brackets one by one."""
    for english, chinese, aliases in re.findall(r"(\S+?)=([^\s\[]+)(?:\[([^\]]*)\])?", line):
        for word in (chinese, *filter(None, aliases.split(","))):
            yield english, word


KEYS = [(models, english, chinese) for models, line in MAPPINGS for english, chinese in _pairs(line)]


@pytest.mark.parametrize("models, english, chinese", KEYS)
def test_a_chinese_key_means_its_english_one(models: tuple[type[Model], ...], english: str, chinese: str) -> None:
    holders = [model for model in models if english in spellings(model)]
    assert holders, f"no mapping of this line has {english}"
    for model in holders:
        assert spellings(model).get(chinese) == spellings(model)[english], f"{model.__name__}: {chinese}"


@pytest.mark.parametrize("english, chinese", list(_pairs(ANYWHERE)))
def test_some_keys_are_the_same_in_every_mapping(english: str, chinese: str) -> None:
    holders = [model for model in ALL if english in spellings(model)]
    assert holders
    for model in holders:
        assert spellings(model).get(chinese) == spellings(model)[english], f"{model.__name__}: {chinese}"


@pytest.mark.parametrize(
    "choices, english, chinese", [(choices, *pair) for choices, line in VALUES for pair in _pairs(line)]
)
def test_a_chinese_word_means_its_english_one(choices: type[Choice], english: str, chinese: str) -> None:
    assert parse_choice(choices, chinese) is parse_choice(choices, english) is choices(english)


def test_chinese_keys_and_words_are_read_like_english_ones() -> None:
    english = """
    status: paused
    people: {members: 46}
    services: {2022: {visits: 300}, to_date: {as_of: 2022-12, hours: 4.5万余}}
    evaluations:
    - {period: 2022, outcome: rated, level: star4, scores: {leader: 5, roster: 4.5, training: n/a}, bonus: {media: 2}}
    """
    chinese = """
    状态: 暂停活动
    人员: {成员人数: 46}
    服务数据: {2022: {服务人次: 300}, 累计: {截至: 2022-12, 服务时长: 4.5万余}}
    评定记录:
    - {期次: 2022, 评定结果: 已评定, 星级: 四星级, 得分: {负责人作用: 5, 成员名册: 4.5, 成员培训: 不适用}, 加分: {媒体报道: 2}}
    """
    assert organization(chinese) == organization(english)
    assert complaints(chinese) == []


def test_a_key_and_its_twin_are_one_key_written_twice() -> None:
    text = "summary: 一句话\n简介: 另一句话\nservices: {2022: {visits: 1, 服务人次: 2}}"
    assert complaints(text) == ["twin-keys 简介@key", "twin-keys services.2022.服务人次@key"]
    read = read_programme_text("name: 示例\n名称: 示例二")
    assert [spot.path for spot in read.problems[0].related] == [("name",)]


def test_problems_stand_at_english_keys_and_ids_however_they_were_written() -> None:
    assert complaints(
        "评定记录: [{期次: 2022, 星级: 四星级, 得分: {负责人作用: 7, 成员名册: 五, 成员培训: 不适用}}]"
    ) == [
        "number-wanted evaluations.0.scores.roster",
        "score-out-of-range evaluations.0.scores.leader",
    ]


def test_a_choice_of_words_is_told_in_the_language_in_which_it_was_typed() -> None:
    assert "“组织”" in words_of(read_programme_text("name: 示例\nrates: 组").problems)
    assert "“bodies”" in words_of(read_programme_text("name: 示例\nrates: body").problems)
