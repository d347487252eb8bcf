"""What keeps the place in order."""

from __future__ import annotations

from starcase.arguments import Command, Option
from starcase.commands.declared.common import OUTPUT, ROOT, run_in

TO = Option("--to", "写到哪个文件夹（默认：.starcase/schema）", "文件夹")
SITE = Option("--site", "连生成的网站和上一次的网站一起删除")

COMMANDS = (
    Command("schema", "写出资料格式说明（JSON Schema），供编辑器提示", (ROOT, TO), run_in("schema")),
    Command("clean", "清理缓存和没有完成的文件", (ROOT, OUTPUT, SITE), run_in("clean")),
    Command("doctor", "查看这台电脑的情况，求助时请附上", (ROOT, OUTPUT), run_in("doctor")),
)
