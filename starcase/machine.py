"""What a machine that fails (a full disk, a missing permission) says to people."""

from __future__ import annotations

import errno

from starcase.language import Words, mark

_BY_NUMBER = {
    errno.ENOSPC: mark("磁盘空间不够了。请清理磁盘，再运行一次。"),
    errno.EDQUOT: mark("磁盘配额用完了。请清理磁盘或联系管理员，再运行一次。"),
    errno.EFBIG: mark("文件“{path}”太大，这个磁盘或账号不允许写入。请联系管理员。"),
    errno.EIO: mark("“{path}”读写出错，磁盘可能坏了。请换一个磁盘，或请管理员检查。"),
    errno.EACCES: mark("没有权限读写“{path}”，或者它正被别的程序打开。请关闭打开它的程序，或换一个有权限的文件夹。"),
    errno.EPERM: mark("系统不允许改动“{path}”。请换一个有权限的文件夹，或请管理员帮忙。"),
    errno.EROFS: mark("“{path}”所在的磁盘是只读的。请换一个能写入的文件夹。"),
    errno.EBUSY: mark("“{path}”正被系统或别的程序占用。请关闭占用它的程序，再运行一次。"),
    errno.EXDEV: mark("“{path}”和它旁边的文件夹不在同一个磁盘上，不能整体替换。请换一个输出文件夹。"),
    errno.ENAMETOOLONG: mark("“{path}”的路径太长。请把项目移到路径短一些的文件夹里。"),
    errno.ENOENT: mark("没有找到“{path}”。请检查它是不是被移走或改名了。"),
    errno.ENOTDIR: mark("“{path}”不是文件夹。请换一个位置。"),
    errno.EMFILE: mark("同时打开的文件太多。请关闭一些程序，再运行一次。"),
    errno.EADDRNOTAVAIL: mark("这台电脑没有这个网络地址。请检查 --host 后面写的地址。"),
}


class MachineError(Exception):
    """The machine could not do its part; `says` is a Chinese template, filled with `values`."""

    def __init__(self, says: str, **values: object) -> None:
        super().__init__(says.format(**values))
        self.says = says
        self.values = values

    def message(self, words: Words) -> str:
        return words(self.says, **self.values)


def explain(error: OSError) -> MachineError:
    """The system's refusal in plain words."""
    path = error.filename2 or error.filename or ""
    says = _BY_NUMBER.get(error.errno or 0, mark("电脑没能完成读写：{path} {reason}"))
    return MachineError(says, path=path, reason=error.strerror or str(error))
