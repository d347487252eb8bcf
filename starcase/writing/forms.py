"""The usual keys of each kind of file, as `new` writes them (FORMAT.md sections 2, 3 and 5)."""

from __future__ import annotations

from starcase.language import mark
from starcase.writing.form import Line

PHOTO = (
    Line("file", "menqian.jpg", mark("照片的文件名，放在这个文件旁边")),
    Line("alt", "队员在门前测血压", mark("用一句话说出照片上看得见的人和事；不写就不显示")),
    Line("credit", "示例社区", mark("谁拍的")),
    Line("consent", "true", mark("照片上的人（或监护人）同意公开后才写 true")),
)
ORGANIZATION = (
    Line("id"),
    Line("name"),
    Line("programme"),
    Line("type", "", mark("项目里的一个类型")),
    Line("level", "", mark("现行等级；有评定记录时不用写")),
    Line("status", "draft", mark("草稿不公布；写好后删去这一行")),
    Line("region", "", mark("所在社区（村）的名称")),
    Line("founded", "2018-03", mark("成立时间，写到年、月或日都可以")),
    Line("former_names", "[旧名称]"),
    Line("uscc", "", mark("统一社会信用代码，18 位；没有就不写")),
    Line("summary", "一句话说出它做什么", mark("显示在名称下面"), wanted=True),
    Line("offers", "[上门探访, 代买代办]", mark("为群众做什么，用逗号分开"), wanted=True),
    Line("for", "高龄独居老人", mark("为谁服务")),
    Line("area", "本社区", mark("在哪里服务")),
    Line("fee", "免费"),
    Line("schedule", "每周三上午", mark("什么时候活动")),
    Line("tags", "[养老, 助老]"),
    Line(
        "people",
        "",
        mark("人数；姓名须本人同意才写"),
        (
            Line(
                "leader",
                "",
                "",
                (
                    Line("name", "", mark("本人同意公开后才写")),
                    Line("role", "社区居民"),
                    Line("consent", "true", mark("本人同意公开姓名")),
                ),
            ),
            Line("members", "46"),
            Line("party_members", "12"),
        ),
    ),
    Line(
        "services",
        "",
        mark("每年的服务数据；统计项的名称看项目文件，约数照写"),
        (Line("2025", "{服务人次: 2000余}"),),
    ),
    Line(
        "contact",
        "",
        mark("写在这里就会公开；不写的，显示所在社区的联系方式"),
        (
            Line("address", "示例社区党群服务中心二楼"),
            Line("phone", "0000-1234567", mark("座机；写手机号还要写同意公开")),
            Line("hours", "工作日 9:00—17:00"),
            Line("how_to_join", "到社区登记"),
        ),
    ),
    Line("photos", "", mark("照片"), PHOTO, listed=True),
    Line(
        "evaluations",
        "",
        mark("评定记录，一次一条"),
        (
            Line("period", "2025", mark("哪一年（次）的评定")),
            Line("level", "", mark("评定的等级")),
            Line("decided", "2025-11-28", mark("作出评定的日期")),
            Line("valid_until", "", mark("最后一天；不写时按项目的有效期计算")),
            Line("certificate_no", "", mark("证书编号")),
            Line("scores", "{}", mark("各项得分；写了就要把每一项都写上")),
        ),
        listed=True,
    ),
    Line(
        "sources",
        "",
        mark("资料从哪里来"),
        (Line("title", "示例街道社区社会组织登记表"), Line("date", "2025-12")),
        listed=True,
    ),
)
STORY = (
    Line("title"),
    Line("date", "2025-03-12", mark("故事发生或写成的日期")),
    Line("organizations", "[]", mark("说的是哪个组织，写编号"), wanted=True),
    Line("summary", "一句话说出故事", mark("显示在列表里"), wanted=True),
    Line("author", "", mark("作者，本人同意署名才写")),
    Line("source", "", mark("谁提供的，例如社区或报社")),
    Line("draft", "true", mark("草稿不公布；核对好后删去这一行")),
    Line("publish_on", "2025-03-20", mark("从哪一天起公布；不写的，现在就公布")),
    Line("expires_on", "2025-12-31", mark("从哪一天起撤下；不写的，一直留着")),
    Line("tags", "[养老]"),
    Line("photo", "", mark("照片；要放在文字中间的，在正文里写 ![图片](文件名)"), PHOTO, listed=True),
)
NOTICE = (
    Line("title"),
    Line("date"),
    Line("kind"),
    Line("document_no", "示例〔2025〕1号", mark("文号")),
    Line("issuer", "示例市社会工作部", mark("发布单位"), wanted=True),
    Line("programme", "", mark("关于哪个项目；名单里写等级时必须写")),
    Line("period", "2025", mark("哪一次评定")),
    Line("opens", "2025-11-10", mark("公示从哪一天起")),
    Line("closes", "2025-11-17", mark("公示的最后一天；不写时按项目的公示期计算")),
    Line("contact", "电话 0000-1234567", mark("意见向谁提，怎么提")),
    Line("objections_to", "", mark("谁受理异议")),
    Line("draft", "true", mark("草稿不公布；核对好后删去这一行")),
    Line("publish_on", "2025-11-10", mark("从哪一天起公布；不写的，现在就公布")),
    Line("expires_on", "2026-12-31", mark("从哪一天起撤下；不写的，一直留着")),
    Line(
        "attachments",
        "",
        mark("附件，放在这个文件旁边"),
        (Line("title", "星级名单"), Line("file", "mingdan.pdf")),
        listed=True,
    ),
    Line("list", "", mark("名单；公布以后不再改"), (Line("id", "zuzhi-bianhao"), Line("level", "")), listed=True),
)
PROGRAMME = (
    Line("id"),
    Line("name"),
    Line("summary", "一句话说出这个项目", mark("显示在名称下面"), wanted=True),
    Line("authority", "", mark("评定单位")),
    Line("region", "", mark("在哪里评")),
    Line("level_word", "星级", mark("等级叫什么：星级、等级、称号")),
    Line("measure_word", "支", mark("一“支”队伍、一“个”组织")),
    Line("types", "[{编号: service, 名称: 为民服务类}]", mark("组织分哪几类；编号用小写字母")),
    Line(
        "indicators",
        "[{编号: visits, 名称: 服务人次, 单位: 人次, 可累加: true}]",
        mark("统计哪些数"),
    ),
    Line("levels", "", mark("等级，最高的写在最前面；不评等级的不写")),
    Line("validity", "{月数: 24}", mark("等级管多久")),
    Line("publicity", "{工作日: 5}", mark("公示几天")),
    Line("cadence", "每年", mark("多久评一次")),
    Line("sources", "", mark("依据哪份文件"), (Line("title", "示例办法"), Line("date", "2025-01")), listed=True),
)
