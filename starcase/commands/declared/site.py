"""What makes, shows and carries the site."""

from __future__ import annotations

from starcase.arguments import Command, Option, one_of, whole_number
from starcase.commands.declared.common import AS_OF, DRAFTS, FORMAT, JOBS, NO_CACHE, OUTPUT, ROOT, run_in

AUDIENCE = Option(
    "--audience",
    "给谁看：public 公众，review 评审人员（内部资料，生成到 site-review）",
    "对象",
    one_of("public", "review"),
)
STRICT = Option("--strict", "有一处错误就不发布")
PORT = Option("--port", "端口（默认：8000；被占用时用下一个）", "端口号", whole_number(0, 65535))
HOST = Option("--host", "网络地址（默认：127.0.0.1，只有本机能看；写 0.0.0.0，同一个网络里的手机也能看）", "网络地址")
OPEN = Option("--open", "同时打开浏览器")
SITE_FOLDER = Option("site", "要核对的网站文件夹（默认：site）", "网站文件夹")
SINCE = Option(
    "--since", "只打包比上次多出和改动的文件；写上次的 data/manifest.json，或上次的网站文件夹、压缩包", "上次的清单"
)
SELF_CHECK = Option("--self-check", "把自查结果写成一张表，例如 自查表.xlsx", "文件")

COMMANDS = (
    Command(
        "build",
        "生成网站；不写命令时就是它",
        (ROOT, OUTPUT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT),
        run_in("build"),
    ),
    Command(
        "serve", "在本机预览，保存后自动刷新，不改动 site", (ROOT, AUDIENCE, AS_OF, PORT, HOST, OPEN), run_in("serve")
    ),
    Command(
        "check",
        "只检查，不发布",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, STRICT, NO_CACHE, FORMAT, SELF_CHECK),
        run_in("check"),
    ),
    Command("zip", "把生成好的网站打成一个压缩包，供上传", (ROOT, OUTPUT, SINCE), run_in("package")),
    Command(
        "verify",
        "核对网站：文件是不是完整，和现在的资料是不是一致",
        (ROOT, AUDIENCE, AS_OF, JOBS, DRAFTS, FORMAT),
        run_in("verify"),
        operands=(SITE_FOLDER,),
    ),
    Command("rollback", "退回上一次生成的网站", (ROOT, OUTPUT), run_in("rollback")),
)
