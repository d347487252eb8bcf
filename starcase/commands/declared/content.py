"""What helps people who write content."""

from __future__ import annotations

from starcase.arguments import Command, Option, one_of
from starcase.commands.declared.common import AS_OF, DRAFTS, FORMAT, ROOT, run_in

GIVEN = Option("given", "Excel、CSV 表格，或者装着表格、Word 和照片的文件夹、压缩包", "文件", repeats=True)
DRY_RUN = Option("--dry-run", "只看会新增、改动什么，什么都不写")
MARKED_TO = Option("--to", "标出问题的表写到哪个文件夹（默认：原表旁边）", "文件夹")
SIGN_OFF = Option("--sign-off", "另写一份审签单（Word），列出新增和改动", "文件名")
SENDER = Option("--from", "是谁交来的，例如街道的名称；记在 review/received.yaml 里", "名称")
TO_FILE = Option("--to", "写成哪个文件（默认：写在当前文件夹）", "文件")
PROGRAMME = Option("--programme", "哪个项目，写编号或名称（只有一个项目时不用写）", "项目")
PERIOD = Option("--period", "哪几期的服务数据，例如 2025 或 2025-Q1,2025-Q2（默认：今年，上半年时是去年）", "期次")
STEP = Option("step", "签哪一道：first（初审）、second（复审）、final（终审）", "哪一道")
OLD = Option("old", "旧的：config.yaml 和 content 所在的文件夹，或者生成好的网站", "旧文件夹")
NEW = Option("new", "新的，和旧的是同一种", "新文件夹")
LOG = Option("--log", "再起草一份更正记录，写到这个文件，例如 content/notices/gengzheng.md", "文件")
FILES = Option("files", "要整理的文件（默认：全部资料）", "文件", repeats=True)
NEW_KIND = Option("kind", "新建什么：organization（组织）、story（故事）、programme（项目）、notice（公告）", "种类")
FROM_FILE = Option("--from", "从这个 Word 文件（.docx）写一篇故事", "文件")
CONSENT_ACTION = Option(
    "action",
    "list 列出登记，add 登记同意，withdraw 撤回同意，form 写出同意书",
    "做什么",
    one_of("list", "add", "withdraw", "form"),
)
PERSON = Option("person", "姓名", "姓名")
CONSENT_ORGANIZATION = Option("--organization", "只管一个组织：编号或名称", "组织")
SCOPE = Option("--scope", "同意公开什么，例如 姓名、照片", "范围")
FORM = Option("--to", "同意书写到哪个文件（默认：同意书.docx）", "文件")
ONLY_CHECK = Option("--check", "只看哪些文件可以整理，不改动")

COMMANDS = (
    Command("new", "新建一份资料：用中文提问，写出文件供填写", (ROOT, FROM_FILE), run_in("new"), operands=(NEW_KIND,)),
    Command(
        "template",
        "写一份 Excel 填报表，供各街道、社区填写",
        (ROOT, PROGRAMME, PERIOD, TO_FILE, AS_OF),
        run_in("template"),
    ),
    Command(
        "import",
        "把表格里的资料导入：改动、新增记录，不合格的行标出来退回",
        (ROOT, AS_OF, PROGRAMME, DRY_RUN, MARKED_TO, SIGN_OFF, SENDER),
        run_in("import_"),
        operands=(GIVEN,),
    ),
    Command(
        "export",
        "把组织资料导出成一张 Excel 表，改好了可以再导入",
        (ROOT, AS_OF, PROGRAMME, TO_FILE),
        run_in("export"),
    ),
    Command(
        "sign", "审签：核对以后签字，config.yaml 要求时签齐了才能发布", (ROOT, AS_OF), run_in("sign"), operands=(STEP,)
    ),
    Command(
        "consent",
        "个人同意公开的登记：撤回时，把姓名和照片从资料里去掉",
        (ROOT, CONSENT_ORGANIZATION, SCOPE, FORM),
        run_in("consent"),
        operands=(CONSENT_ACTION, PERSON),
    ),
    Command("fmt", "整理资料文件的写法，不改变内容和注释", (ROOT, ONLY_CHECK), run_in("fmt"), operands=(FILES,)),
    Command(
        "diff",
        "看两份资料或两个网站之间改了什么：哪个组织、哪一项、原来和现在",
        (LOG, AS_OF, DRAFTS, FORMAT),
        run_in("diff"),
        operands=(OLD, NEW),
    ),
)
