"""The examples of FORMAT.md, as they stand there: blanks are left blank."""

from __future__ import annotations

ORGANIZATION = """
id: shouwang                    # permanent; the page is organizations/shouwang/index.html
name: 守望邻里志愿服务队
programme: example-stars
type: service                   # may be left out where unknown
level: star4                    # the level in force as typed by people: see §4
status: active                  # draft | active | paused | merged | dissolved   (default active)
region: anju                    # an id, a name, a path, or a list; counted once in every ancestor
founded: 2018-03                # year, month or day precision, kept as given
former_names: []
relations: {part_of: , succeeds: [], merged_into: , partners: [], paired_with: []}
uscc:                           # optional 统一社会信用代码, checked (GB 32100)
summary: 低龄老人结对照看高龄独居老人。
offers: [上门探访, 代买代办]    # what it does for people
for: 高龄独居老人
area: 安居社区
fee: 免费
schedule: 每周三上午            # free text, or {monthly: [6, 16, 26]}
tags: [养老]
people: {leader: {name: , role: 社区居民, consent: true}, members: 46, party_members: 12}    # a name (or photo of people) without consent: true is an error here
services:                       # counts by period (2022, 2022-H1, 2022-Q3, 2022-07) and indicator; overlapping periods of one indicator are an error
  2022: {visits: 2000余, beneficiaries: 120余}
  to_date: {as_of: 2022-12, hours: 4.5万余}       # undated or cumulative figures, never added to periods
facts: [{what: 耕地, value: 2800多, unit: 亩, as_of: 2021, source: A0}]       # any other figure
evaluations:
  - period: 2022                # year, half, quarter or month
    programme:                  # only when it differs from the record's (a linked scale)
    rubric: "2022"              # left out: the only rubric for the body's type; several are an error
    certificate_no:
    outcome: rated              # rated | not_rated | exempt | suspended | withdrawn    (default rated when level is given)
    level: star4                # the level that was decided
    decided: 2022-11-30
    valid_until:                # last valid day; left out: from the programme's validity
    scores: {leader: 5, roster: 4.5, training: n/a}
    bonus: {}                   # {id: points}
    deductions: {}
    vetoes: []
    reason: {text: , basis: , exception: }          # exception: step_limit | quota | cap | from, with a basis
    evidence: {leader: [{title: , file: , url: , date: }]}
    reply:                      # the body's own statement, shown beside the rating until the next one
decisions: [{date: , kind: promoted, from: , to: , basis: }]     # between rounds: promoted | demoted | suspended | resumed | withdrawn
contact: {address: , phone: , hours: , how_to_join: }   # public by being here; a mobile number needs consent: true. Missing: the region's contact is shown
photos: [{file: , alt: , credit: , consent: true}]
sources: [{title: , date: , note: }]
"""

PROGRAMME = """
id: example-stars
name: 示例社区社会组织星级评定
authority: 示例市社会工作部      # or [{name: , from: , until: }]
region: example-city
part_of:
level_word: 星级                # 星级 | 等级 | 称号      measure word: 支, 个, 家
measure_word: 支
rates: bodies                   # bodies | persons (persons: only aggregates are ever published)
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
indicators:
  - {id: visits, name: 服务人次, unit: 人次, add_up: true}
  - {id: hours, name: 服务时长, unit: 小时, decimals: 2, add_up: true}
levels:                         # best first. None = an unrated programme; levels without rubric, needs or built_from = a designation; `levels: unpublished` = rated, levels not published
  - {id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 95, each_aspect_percent: 85, quota: 3, from: [star5, gold]}}
  - {id: star5, name: 五星级, stars: 5, needs: {total: 90}}
  - {id: star4, name: 四星级, stars: 4, needs: {total: 80}}
rules:
  step_limit: 1                 # levels that a body may rise in one round
  new_at_most:                  # best level for a body that was never rated
  first_period: 2021            # `from` and `step_limit` do not apply in it
  caps: [{name: 满意度不足, when: {indicator: satisfaction, below: 60}, at_most: star4}]
  vetoes: [{id: fraud, name: 弄虚作假}]
  quotas: [{levels: [star5, gold], percent: 10, within: district, at_least: 1}]
  eligibility: {founded_months: 12}
  mismatch: error               # error | warning: a declared level that the scores do not support
cadence: yearly                 # monthly | quarterly | yearly | {months: 24}
built_from:                     # this scale is computed from another programme's decisions (monthly stars → yearly grade)
validity: {months: 24}          # or {years: 5, from: next_january}
publicity: {working_days: 5}    # or {days: 5}
rubrics:
  - id: "2022"
    types: []                   # only for these types; empty = all
    illustrative: true          # item names that no published source gives: every page that shows them says so
    comparable_with: []
    decimals: 2
    needs: {}                   # by level, e.g. {star5: {total: 92}}: with `rules`, replaces the programme's for evaluations made with this rubric
    rules: {}
    aspects:                    # aspect > item > check
      - {id: team, name: 队伍建设, weight: 1, items: [{id: leader, name: 负责人作用, max: 6, guidance: , evidence: required, may_be_n_a: false, checks: []}]}
    bonus: {max: 10, items: []}
    deductions: {max: 10, items: []}
sources: [{id: A4, title: , date: }]
claims:                         # figures that an authority published, shown with date and source beside what this site lists, never mixed with it
  - {id: all, what: organizations, value: 374, parts: [service, charity], as_of: 2022, source: A4}          # `what`: organizations, or any words with a `unit`
  - {id: service, what: organizations, where: {type: service, level_at_least: star4}, value: 120, share: 32.1, of: all, rounding: nearest, as_of: 2022, source: A4}    # rounding: nearest | truncated; value may be approximate
"""

CONFIG = """
# config.yaml — unknown keys are errors; every key has a default and a comment in the bundled file
title: 红社星图
subtitle: 红色社区社会组织展示
language: zh-CN
languages: [zh-CN]              # others are built beside it under en/ …
base_url:                       # the real https address. Empty: no feed, sitemap, canonical link or QR code, and a hint that says so
time_zone: Asia/Shanghai
publish: {scores: items}        # items | aspects | total | level: how deep the public scorecard goes
hold_back: {percent: 5, at_least: 20}     # more bodies held back for errors than the larger of the two: nothing is published
identity: {owner: , organizer: , icp: , police: , site_code: , conac: , portal: {name: , url: }, contact: {phone: , email: , address: }}
sign_off: []                    # [first, second, final]: signatures (step, date, digest of the content; no names) in content/sign-off.yaml are demanded before publication
tiers: {}                       # other words for tiers: {street: 镇街}
csp: strict                     # strict | portal (a portal injects its own scripts) | off
menu: [organizations, regions, stories, notices, how, about]
privacy: {mask: [phone, id_number], allow: [{value: , where: , reason: , until: }]}
"""

REGIONS = """
# content/regions.yaml
- id: example-city
  name: 示例市
  tier: city                    # province | city | district | street | community | grid | microgrid (names of tiers can be set)
  code: "130100"                # GB/T 2260 where there is one
  contact: {name: 党群服务中心, phone: , address: , hours: }     # inherited by bodies below that give none
  former_names: []
  merged_into:
  until:
  children: []
"""

STORY = """
title: 周三的热汤
date: 2022-11
organizations: [shouwang]
summary: 每周三，低龄老人给高龄邻居送汤。
author: 示例
source: 示例
photo: {file: photo.jpg, alt: 两位老人, credit: 示例, consent: true}
draft: false
publish_on: 2022-11-02
expires_on: 2023-11-02
tags: [养老]
"""

NOTICE = """
title: 2022年度星级评定结果公示
date: 2022-12-01
kind: 公示
document_no: 示例〔2022〕1号
issuer: 示例市社会工作部
programme: example-stars
period: 2022
opens: 2022-12-01
closes:
contact: 0000-1234567
objections_to: 示例市社会工作部
attachments: [{title: 名单, file: list.pdf}]
list: [{id: shouwang, level: star4}]
"""

PAGE = """
title: 关于本站
menu: 关于
order: 9
"""

REDIRECTS = """
- {from: organizations/old/, to: organizations/shouwang/}
- {from: old-news/, gone: 栏目已停办}
"""

CHINESE_ORGANIZATION = """
编号: shouwang
组织名称: 守望邻里志愿服务队
项目: 示例社区社会组织星级评定
类别: 为民服务类
星级: 四星级
状态: 正常
所属地区: 桥头街道/安居社区
成立时间: 2018-03
曾用名: []
关系: {隶属: , 前身: [], 并入: , 共建单位: [], 结对单位: []}
统一社会信用代码:
简介: 低龄老人结对照看高龄独居老人。
服务内容: [上门探访, 代买代办]
服务对象: 高龄独居老人
服务范围: 安居社区
收费: 免费
活动时间: 每周三上午
标签: [养老]
人员: {负责人: {姓名: , 身份: 社区居民, 同意公开: true}, 成员人数: 46, 党员人数: 12}
服务数据:
  2022: {服务人次: 2000余, 受益人数: 120余}
  累计: {截至: 2022-12, 服务时长: 4.5万余}
其他数据: [{内容: 耕地, 数值: 2800多, 单位: 亩, 截至: 2021, 来源: A0}]
评定记录:
  - 评定年度: 2022
    项目:
    评分标准: "2022"
    证书编号:
    评定结果: 已评定
    星级: 四星级
    评定日期: 2022-11-30
    有效期至:
    得分: {负责人作用: 5, 成员名册: 4.5, 成员培训: 不适用}
    加分: {}
    扣分: {}
    否决情形: []
    变动理由: {说明: , 依据: , 破格: }
    佐证材料: {负责人作用: [{名称: , 文件: , 网址: , 日期: }]}
    情况说明:
变动记录: [{日期: , 类别: 升级, 原等级: , 新等级: , 依据: }]
联系方式: {地址: , 电话: , 服务时间: , 参加方式: }
照片: [{文件: , 图片说明: , 供图: , 已获同意: true}]
资料来源: [{名称: , 日期: , 说明: }]
"""

CHINESE_PROGRAMME = """
编号: example-stars
名称: 示例社区社会组织星级评定
主管单位: 示例市社会工作部
地区: example-city
隶属:
等级称呼: 星级
量词: 支
评定对象: 组织
类型: [{编号: service, 名称: 为民服务类}, {编号: charity, 名称: 社会公益类}]
统计项:
  - {编号: visits, 名称: 服务人次, 单位: 人次, 可累加: true}
  - {编号: hours, 名称: 服务时长, 单位: 小时, 小数位: 2, 可累加: true}
等级:
  - {编号: gold, 名称: 金牌, 荣誉等级: true, 视同: 五星级, 达标条件: {总分: 95, 各方面最低得分率: 85, 名额: 3, 原等级: [五星级, 金牌]}}
  - {编号: star5, 名称: 五星级, 星数: 5, 达标条件: {总分: 90}}
  - {编号: star4, 名称: 四星级, 星数: 4, 达标条件: {总分: 80}}
评定规则:
  逐级晋升: 1
  首评最高:
  首次期次: 2021
  封顶: [{名称: 满意度不足, 情形: {统计项: satisfaction, 低于: 60}, 最高: 四星级}]
  否决情形: [{编号: fraud, 名称: 弄虚作假}]
  名额: [{等级: [五星级, 金牌], 比例: 10, 范围: 区县, 不低于: 1}]
  参评条件: {成立满月数: 12}
  不符时: 错误
评定周期: 每年
依据项目:
有效期: {月数: 24}
公示期: {工作日: 5}
评分标准:
  - 编号: "2022"
    类型: []
    示例: true
    可比版本: []
    小数位: 2
    达标条件: {}
    评定规则: {}
    一级指标:
      - {编号: team, 名称: 队伍建设, 权重: 1, 二级指标: [{编号: leader, 名称: 负责人作用, 分值: 6, 评分说明: , 佐证材料: 必需, 可不适用: false, 三级指标: []}]}
    加分项: {满分: 10, 评价内容: []}
    扣分项: {满分: 10, 评价内容: []}
资料来源: [{编号: A4, 名称: , 日期: }]
公布数据:
  - {编号: all, 内容: organizations, 数值: 374, 其中: [service, charity], 截至: 2022, 来源: A4}
  - {编号: service, 内容: organizations, 范围: {类型: 为民服务类, 不低于等级: 四星级}, 数值: 120, 占比: 32.1, 占比基数: all, 舍入方式: 四舍五入, 截至: 2022, 来源: A4}
"""
