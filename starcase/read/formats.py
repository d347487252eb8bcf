"""Texts that must have a certain form: web addresses, files, codes, a time zone, a language."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starcase.problems import DocumentId, rule
from starcase.read.scalars import Fault, Parsed, Understood, narrow

URL_WANTED = rule(
    "url-wanted",
    says="“{field}”写的“{got}”不是完整的网址。",
    mend="请从浏览器地址栏复制，以 https:// 或 http:// 开头。",
)
BASE_URL_EXTRAS = rule(
    "base-url-extras",
    says="“{field}”写的“{got}”带有问号、井号、用户名或密码，网页的地址接不上去。",
    mend="只写到文件夹为止，例如 https://www.example.gov.cn/stars/。",
    stops_site=True,
)
FILE_PATH_SHAPE = rule(
    "file-path-shape",
    says="“{field}”写的“{got}”不是相对路径，换一台电脑就找不到了。",
    mend="请写从这份资料所在的文件夹出发的路径，用 / 分隔，例如 {offers}。",
)
FILE_OUTSIDE = rule(
    "file-outside",
    says="“{field}”写的“{got}”到了 content 文件夹外面，那里的文件不会公布。",
    mend="请把文件放进 content 文件夹，再写它的路径。",
)
USCC_LENGTH = rule(
    "uscc-shape",
    says="“{field}”写的“{got}”不是18位的统一社会信用代码。",
    mend="请对照登记证书，18位数字和大写字母，不含 I、O、S、V、Z。",
)
USCC_CHECK = rule(
    "uscc-check-digit",
    says="“{field}”写的“{got}”，末位校验码对不上，多半抄错了一位。",
    mend="请对照登记证书逐位核对。",
)
REGION_CODE = rule(
    "region-code-shape",
    says="“{field}”写的“{got}”不是区划代码。",
    mend="请写国家标准的6位（到区县）、9位（到街道）或12位（到社区）数字；没有把握就不写。",
)
TIME_ZONE = rule(
    "time-zone-unknown",
    says="“{field}”写的“{got}”不是认识的时区。",
    mend="中国各地都写 Asia/Shanghai；这一项也可以不写。",
)
LANGUAGE = rule(
    "language-tag",
    says="“{field}”写的“{got}”不是语言代码。",
    mend="简体中文写 zh-CN，英文写 en。",
    stops_site=True,
)
SITE_FOLDER = rule(
    "site-folder",
    says="“{field}”写的“{got}”不是本站里的文件夹。",
    mend="请写从网站首页出发的文件夹，例如 organizations/shouwang/，不写网址开头、文件名和问号。",
)

_DRIVE = re.compile(r"[A-Za-z]:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_FOLDER_STEP = re.compile(r"(?!.*\.[a-z]{2,5}$)[^\s/\\?#:.][^\s/\\?#:]*")
_CODE = re.compile(r"[0-9]{6}(?:[0-9]{3}){0,2}")
_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def parse_url(text: str) -> Parsed[str]:
    """A full web address; other schemes could run a script. Reports: url-wanted."""
    return text if _is_web_address(text) else Fault(URL_WANTED)


def _is_web_address(text: str) -> bool:
    if any(sign.isspace() or sign in "<>\"'" for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # a port or an address in brackets that cannot be
        return False


def parse_base_url(text: str) -> Parsed[str]:
    """The address of the site's folder. Reports: url-wanted, base-url-extras."""
    if not _is_web_address(text):
        return Fault(URL_WANTED)
    parts = urlsplit(text)
    return Fault(BASE_URL_EXTRAS) if "?" in text or "#" in text or "@" in parts.netloc else text


def parse_file(text: str, document: DocumentId) -> Parsed[str]:
    """A file's path relative to the document that names it, inside content/. Reports: file-path-shape, file-outside."""
    if "\\" in text or text.startswith(("/", "~")) or _DRIVE.match(text) or _SCHEME.match(text):
        example = text.replace("\\", "/").rpartition("/")[2]
        return Fault(FILE_PATH_SHAPE, (("offers", example or "photo.jpg"),))
    place = normpath(join(dirname(document.file), text))
    return text if place.startswith("content/") else Fault(FILE_OUTSIDE)


def parse_uscc(text: str) -> Parsed[str]:
    """A 统一社会信用代码 with its check digit (GB 32100-2015). Reports: uscc-shape, uscc-check-digit."""
    plain = narrow(text).upper().replace(" ", "")
    if len(plain) != 18 or not set(plain) <= set(_USCC_CHARACTERS):
        return Fault(USCC_LENGTH)
    weighed = sum(_USCC_CHARACTERS.index(sign) * pow(3, at, 31) for at, sign in enumerate(plain[:17]))
    if _USCC_CHARACTERS[-weighed % 31] != plain[17]:
        return Fault(USCC_CHECK)
    return plain if plain == text else Understood(plain, plain)


def parse_region_code(text: str) -> Parsed[str]:
    """A GB/T 2260 code, or the longer ones below a district. Reports: region-code-shape."""
    plain = narrow(text)
    if not _CODE.fullmatch(plain):
        return Fault(REGION_CODE)
    return plain if plain == text else Understood(plain, plain)


def parse_time_zone(text: str) -> Parsed[str]:
    """A time zone of the tz database. Reports: time-zone-unknown."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return Fault(TIME_ZONE)
    return text


def parse_language(text: str) -> Parsed[str]:
    """A language tag such as zh-CN or en (BCP 47). Reports: language-tag."""
    return text if _LANGUAGE.fullmatch(text) else Fault(LANGUAGE)


def parse_site_folder(text: str) -> Parsed[str]:
    """A folder of the site, from its top, ending in `/`; `/` is the top itself. Reports: site-folder."""
    steps = text.strip("/").removesuffix("index.html").strip("/").split("/")
    if steps != [""] and not all(_FOLDER_STEP.fullmatch(step) for step in steps):
        return Fault(SITE_FOLDER)
    plain = "/".join(steps) + "/"
    return plain if text.strip("/") == plain.strip("/") else Understood(plain, plain)
