"""The examples of FORMAT.md are read without an error, in English and in Chinese, and mean the same."""

from __future__ import annotations

from starcase.model.ids import ProgrammeId
from starcase.model.values import Exactness
from starcase.problems import DocumentId
from starcase.read.config import read_config
from starcase.read.notice import read_notice
from starcase.read.page import read_page
from starcase.read.redirects import read_redirects
from starcase.read.regions import read_regions
from starcase.read.story import read_story
from tests import format_examples as examples
from tests.trees import organization, programme, read_programme_text, read_record, said, tree_of

NOTES = DocumentId("content/notices/gongshi.md")


def test_the_programme_is_read_and_a_cap_on_a_figure_that_it_does_not_list_is_noticed() -> None:
    read = read_programme_text(examples.PROGRAMME)
    assert read.value is not None
    assert said(read.problems) == ["condition-not-listed rules.caps.0.when.indicator"]
    assert [level.id for level in read.value.known_levels] == ["gold", "star5", "star4"]
    assert read.value.claims[1].share is not None and str(read.value.claims[1].share) == "32.1"


def test_the_chinese_programme_means_the_same() -> None:
    assert read_programme_text(examples.CHINESE_PROGRAMME).value == read_programme_text(examples.PROGRAMME).value


def test_the_organization_is_read_and_forms_left_blank_are_noticed() -> None:
    read, identity = read_record(examples.ORGANIZATION)
    assert said(read.problems) == ["unfilled decisions.0", "unfilled photos.0"]
    record = read.value
    assert record is not None and identity is None
    assert (record.id, record.level, record.regions, record.type) == ("shouwang", "star4", ("anju",), "service")
    assert record.services is not None
    assert record.services.periods[0].counts[0].count.exactness is Exactness.AT_LEAST
    assert record.evaluations[0].scores is not None and record.evaluations[0].scores[2].points is None
    assert record.contact is None and record.sources == () and record.evaluations[0].evidence == ()


def test_the_chinese_organization_means_the_same() -> None:
    read, _ = read_record(examples.CHINESE_ORGANIZATION)
    assert read.value == read_record(examples.ORGANIZATION)[0].value


def test_a_schedule_may_be_days_of_the_month() -> None:
    schedule = organization("schedule: {monthly: [6, 16, 26]}").schedule
    assert schedule is not None and schedule.monthly == (6, 16, 26) and schedule.text is None


def test_the_smaller_files_are_read() -> None:
    config = read_config(tree_of(examples.CONFIG), DocumentId("config.yaml"))
    assert config.value is not None and not config.problems and config.value.privacy.allow == ()
    regions = read_regions((DocumentId("content/regions.yaml"), tree_of(examples.REGIONS)))
    assert regions.value is not None and not regions.problems
    story = read_story(tree_of(examples.STORY), NOTES, "zhousan")
    assert story.value is not None and not story.problems
    known = {ProgrammeId("example-stars"): programme()}
    notice = read_notice(tree_of(examples.NOTICE), NOTES, "gongshi", known)
    assert notice.value is not None and not notice.problems and notice.value.closes is None
    page = read_page(tree_of(examples.PAGE), DocumentId("content/pages/about.md"), "about")
    assert page.value is not None and not page.problems
    redirects = read_redirects(tree_of(examples.REDIRECTS), DocumentId("content/redirects.yaml"))
    assert redirects.value is not None and not redirects.problems
