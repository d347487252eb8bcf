"""How words in the names of places, bodies and families are read where a general dictionary reads them otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

READINGS: Mapping[str, str] = MappingProxyType(
    {
        # Places of Hebei and beyond.
        "长安": "chang2 an1",
        "长丰": "chang2 feng1",
        "长桥": "chang2 qiao2",
        "长青": "chang2 qing1",
        "长顺": "chang2 shun4",
        "长兴": "chang2 xing1",
        "翟营": "zhai2 ying2",
        "柏林庄": "bai3 lin2 zhuang1",
        "信都": "xin4 du1",
        "襄都": "xiang1 du1",
        "郫都": "pi2 du1",
        "任县": "ren2 xian4",
        "任泽": "ren2 ze2",
        "太行": "tai4 hang2",
        "天台": "tian1 tai1",
        "朝阳": "chao2 yang2",
        "燕郊": "yan1 jiao1",
        "蔚州": "yu4 zhou1",
        "大城县": "dai4 cheng2 xian4",
        "浚县": "xun4 xian4",
        "闵行": "min3 hang2",
        # Villages that are named after a family.
        "单家": "shan4 jia1",
        "单村": "shan4 cun1",
        "单庄": "shan4 zhuang1",
        "任家": "ren2 jia1",
        "任村": "ren2 cun1",
        "任庄": "ren2 zhuang1",
        "解家": "xie4 jia1",
        "解庄": "xie4 zhuang1",
        "仇家": "qiu2 jia1",
        "查家": "zha1 jia1",
        "盖家": "ge3 jia1",
        "华家": "hua4 jia1",
        "区家": "ou1 jia1",
        "朴家": "piao2 jia1",
        # What such bodies do.
        "同行": "tong2 xing2",
        "重走": "chong2 zou3",
        "重拾": "chong2 shi2",
        "为邻": "wei2 lin2",
        "弹唱": "tan2 chang4",
        "供养": "gong1 yang3",
        # Single characters, where no longer word is known.
        "卜": "bu3",
        "曾": "zeng1",
        "翟": "zhai2",
        "薄": "bo2",
        "覃": "qin2",
    }
)
