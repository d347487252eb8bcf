"""What day it is for the site."""

from __future__ import annotations

import os
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def today(time_zone: str) -> date:
    """The day in the site's time zone, of SOURCE_DATE_EPOCH (seconds since 1970) where that is set."""
    zone = ZoneInfo(time_zone)
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(fixed), zone) if fixed else datetime.now(zone)).date()


def now(time_zone: str) -> datetime:
    """The moment in the site's time zone, to the second; of SOURCE_DATE_EPOCH where that is set."""
    zone = ZoneInfo(time_zone)
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), zone) if fixed else datetime.now(zone).replace(microsecond=0)


def begin_of_day(day: date, time_zone: str) -> datetime:
    """The moment at which a day begins in the site's time zone."""
    return datetime.combine(day, time(), ZoneInfo(time_zone))
