"""The site's own settings (config.yaml)."""

from decimal import Decimal
from typing import Annotated

from starcase.model.base import Choice, Keyed, Model, key
from starcase.model.personal import PersonalKind
from starcase.model.region import Tier
from starcase.model.values import Day, Number, Text


class Depth(Choice):
    """How deep the public scorecard goes."""

    ITEMS = "items", "评价内容"
    ASPECTS = "aspects", "方面"
    TOTAL = "total", "总分"
    LEVEL = "level", "等级"


class ContentSecurityPolicy(Choice):
    STRICT = "strict"
    PORTAL = "portal"
    OFF = "off"


class MenuEntry(Choice):
    ORGANIZATIONS = "organizations", "找组织"
    REGIONS = "regions", "按地区找"
    STORIES = "stories", "服务故事"
    NOTICES = "notices", "公示公告"
    HOW = "how", "怎么评的"
    ABOUT = "about", "关于本站"
    CHANGES = "changes", "星级变动"


USUAL_MENU = tuple(entry for entry in MenuEntry if entry is not MenuEntry.CHANGES)


class SignOffStep(Choice):
    FIRST = "first", "初审"
    SECOND = "second", "复审"
    FINAL = "final", "终审"


class Publish(Model):
    scores: Depth = key("得分", default=Depth.ITEMS)


class HoldBack(Model):
    percent: Number = key("比例", default=Decimal(5), ge=0, le=100)
    at_least: int = key("不低于", default=20, ge=0)


class Portal(Model):
    name: Text | None = key("名称", default=None)
    url: Text | None = key("网址", default=None)


class SiteContact(Model):
    phone: Text | None = key("电话", default=None)
    email: Text | None = key("邮箱", default=None)
    address: Text | None = key("地址", default=None)


class Identity(Model):
    owner: Text | None = key("主办单位", default=None)
    organizer: Text | None = key("承办单位", default=None)
    icp: Text | None = key("备案号", default=None)
    police: Text | None = key("公安备案号", default=None)
    site_code: Text | None = key("网站标识码", default=None)
    conac: Text | None = key("党政机关标识", default=None)
    portal: Portal = key("门户", default=Portal())
    contact: SiteContact = key("联系方式", default=SiteContact())


class TierWord(Model):
    tier: Tier = key("层级")
    word: Text


class Allowed(Model):
    value: Text = key("内容")
    where: Text | None = key("位置", default=None)
    reason: Text | None = key("理由", default=None)
    until: Day | None = key("截止", default=None)


class Privacy(Model):
    mask: tuple[PersonalKind, ...] = key("遮盖", default=(PersonalKind.PHONE, PersonalKind.ID_NUMBER))
    allow: tuple[Allowed, ...] = key("允许", default=())


class ReviewersConfig(Model):
    sample_percent: Number = key("抽查比例", default=Decimal(5), ge=0, le=100)


class WrongName(Model):
    wrong: Text = key("错误")
    right: Text = key("正确")


class Wording(Model):
    names: tuple[WrongName, ...] = key("叫法", default=(), says="常写错的叫法，和正确的叫法。")


class Config(Model):
    title: Text = key("网站名称", default="红社星图")
    subtitle: Text | None = key("副标题", default=None)
    language: Text = key("语言", default="zh-CN")
    languages: tuple[Text, ...] = key("语言版本", default=())
    base_url: Text | None = key("正式网址", default=None)
    time_zone: Text = key("时区", default="Asia/Shanghai")
    publish: Publish = key("公布深度", default=Publish())
    hold_back: HoldBack = key("暂缓上限", default=HoldBack())
    identity: Identity = key("网站信息", default=Identity())
    sign_off: tuple[SignOffStep, ...] = key("审签", default=())
    tiers: Annotated[tuple[TierWord, ...], Keyed("tier", "word")] = key("层级名称", default=())
    csp: ContentSecurityPolicy = key("内容安全策略", default=ContentSecurityPolicy.STRICT)
    menu: tuple[MenuEntry, ...] = key("菜单", default=USUAL_MENU)
    privacy: Privacy = key("隐私", default=Privacy())
    review: ReviewersConfig = key("评审", default=ReviewersConfig())
    wording: Wording = key("文字", default=Wording())
