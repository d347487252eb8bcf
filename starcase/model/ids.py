"""Ids that must not be mixed up: one type for each kind of thing that a record can name."""

from typing import NewType

OrganizationId = NewType("OrganizationId", str)
ProgrammeId = NewType("ProgrammeId", str)
TypeId = NewType("TypeId", str)
LevelId = NewType("LevelId", str)
RubricId = NewType("RubricId", str)
AspectId = NewType("AspectId", str)
ItemId = NewType("ItemId", str)
IndicatorId = NewType("IndicatorId", str)
RegionId = NewType("RegionId", str)
StoryId = NewType("StoryId", str)
NoticeId = NewType("NoticeId", str)
PageId = NewType("PageId", str)
GroupId = NewType("GroupId", str)
