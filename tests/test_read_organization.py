"""An organization's record, read against its programme and the regions."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from starcase.model.organization import Contact, Status
from starcase.problems import DocumentId
from starcase.read.result import Identity
from tests.trees import RECORD, complaints, organization, path_of, programme, read_record, said, words_of

OTHER = """
id: monthly-stars
name: 每月之星
indicators: [{id: visits, name: 走访次数, unit: 次}]
levels: [{id: m5, name: 五星}]
"""


def test_what_a_record_must_have() -> None:
    read, identity = read_record("summary: 只有一句话")
    assert said(read.problems) == ["missing-key", "missing-key"]
    assert "缺少“名称”" in words_of(read.problems) and "programme:" in words_of(read.problems)
    assert read.value is None and identity is None


# ---- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["anju", "ANJU", "桥头街道/安居社区", "示例市/桥头街道/安居社区", "bridge/安居社区", "桥头街道／安居社区"]
)
def test_a_region_may_be_an_id_or_a_path(typed: str) -> None:
    assert organization(f"region: {typed}").regions == ("anju",)


def test_a_region_may_be_a_name_that_only_one_has() -> None:
    assert organization("地区: [乐业社区, 河东街道]").regions == ("leye", "river")


def test_a_name_that_several_regions_have_is_answered_with_their_paths() -> None:
    read, _ = read_record("name: x\nprogramme: example-stars\nregion: 安居社区")
    assert said(read.problems) == ["ambiguous-name region"]
    assert "“示例市/桥头街道/安居社区”、“示例市/河东街道/安居社区”" in words_of(read.problems)


def test_a_path_that_leads_nowhere_is_an_error() -> None:
    assert complaints("region: 河东街道/乐业社区") == ["unknown-name region"]


@pytest.mark.parametrize(
    "text, path",
    [
        ("type: servic", "type"),
        ("level: star9", "level"),
        ("region: anjv", "region"),
        ("services: {2022: {visit: 3}}", "services.2022.visit@key"),
        ("evaluations: [{period: 2022, level: 六星级}]", "evaluations.0.level"),
        ("evaluations: [{period: 2022, level: star4, rubric: 2023}]", "evaluations.0.rubric"),
        ("evaluations: [{period: 2022, level: star4, vetoes: [泄密]}]", "evaluations.0.vetoes.0"),
        ("evaluations: [{period: 2022, level: star4, bonus: {medium: 2}}]", "evaluations.0.bonus.medium@key"),
        ("evaluations: [{period: 2022, level: star4, deductions: {media: 2}}]", "evaluations.0.deductions.media@key"),
        ("evaluations: [{period: 2022, level: star4, evidence: {ledger: []}}]", "evaluations.0.evidence.ledger@key"),
        ("decisions: [{date: 2023-01-01, kind: promoted, to: 六星级}]", "decisions.0.to"),
    ],
)
def test_a_name_that_is_not_known_is_an_error_where_it_stands(text: str, path: str) -> None:
    assert complaints(text) == [f"unknown-name {path}"]


def test_an_unknown_programme_is_the_only_thing_said_about_names() -> None:
    read, identity = read_record(
        "name: 守望队\nprogramme: exampel-stars\ntype: 未知类\nlevel: star9\nservices: {2022: {x: 1}}"
    )
    assert said(read.problems) == ["unknown-name programme"]
    assert "“example-stars”" in words_of(read.problems)
    assert identity is not None and identity.programme is None


def test_a_programme_may_be_written_by_its_name() -> None:
    read, _ = read_record("name: 守望队\nprogramme: 示例社区社会组织星级评定\ntype: 社会公益类")
    assert read.value is not None and (read.value.programme, read.value.type) == ("example-stars", "charity")


@pytest.mark.parametrize("typed", ["STAR4", "ｓｔａｒ４", "四 星级"])
def test_a_name_in_other_width_or_case_or_with_spaces_is_understood(typed: str) -> None:
    assert organization(f"level: {typed}").level == "star4"
    assert complaints(f"level: {typed}") == ["plain-form level"]


def test_a_programme_without_levels_says_so_when_one_is_given() -> None:
    unrated = programme("{id: example-stars, name: 示例项目}")
    assert complaints("level: star4", unrated) == ["nothing-to-name level"]
    unpublished = programme("{id: example-stars, name: 示例项目, levels: unpublished}")
    assert complaints("evaluations: [{period: 2022}]", unpublished) == []


def test_names_in_an_evaluation_of_another_programme_are_those_of_that_programme() -> None:
    text = "evaluations: [{period: 2022-03, programme: 每月之星, level: 五星}, {period: 2022, level: 五星级}]"
    record = organization(text, programme(), programme(OTHER))
    assert [(one.programme, one.level) for one in record.evaluations] == [("monthly-stars", "m5"), (None, "star5")]


# ---- held back -----------------------------------------------------------------------------------------------------


def test_what_is_known_of_a_body_is_kept_when_its_record_is_held_back() -> None:
    read, identity = read_record(
        "name: 守望队\nprogramme: example-stars\nregion: [anju, nowhere]\nstatus: paused\nfounded: 去年\ncontact: {phone: 0311-1234567}"
    )
    assert read.value is None
    assert identity == Identity(
        "shouwang",  # type: ignore[arg-type]
        "守望队",
        "example-stars",  # type: ignore[arg-type]
        ("anju",),  # type: ignore[arg-type]
        Contact(phone="0311-1234567"),
        Status.PAUSED,
    )


def test_a_contact_with_an_error_in_it_is_not_shown_of_a_body_held_back() -> None:
    _, identity = read_record("name: 守望队\nprogramme: example-stars\ncontact: {phone: 13912345678}")
    assert identity is not None and identity.contact is None


def test_a_body_whose_status_cannot_be_read_is_taken_for_a_draft() -> None:
    _, identity = read_record("name: 守望队\nprogramme: example-stars\nstatus: darft")
    assert identity is not None and identity.status is Status.DRAFT


def test_a_sound_record_has_no_identity_beside_it() -> None:
    read, identity = read_record("name: 守望队\nprogramme: example-stars\nfounded: 2018年")
    assert read.value is not None and identity is None


# ---- services and decisions ----------------------------------------------------------------------------------------


def test_services_are_counted_by_period_and_to_date() -> None:
    services = organization(
        "services: {2022: {visits: 2000余}, 2023-H1: {hours: 30}, to_date: {as_of: 2023, hours: 4.5万余}}"
    ).services
    assert services is not None and services.to_date is not None
    assert [(str(one.period), one.counts[0].count.text) for one in services.periods] == [
        ("2022", "2000余"),
        ("2023-H1", "30"),
    ]
    assert str(services.to_date.as_of) == "2023" and services.to_date.counts[0].indicator == "hours"


@pytest.mark.parametrize(
    "periods, place",
    [
        ("{2022: {visits: 1}, 2022-Q1: {visits: 1}}", "services.2022-Q1.visits"),
        ("{2022-07: {visits: 1}, 2022-H2: {visits: 1}}", "services.2022-07.visits"),
        ("{2023: {visits: 1}, 2022-12: {hours: 1}, 2022: {服务时长: 1}}", "services.2022-12.hours"),
    ],
)
def test_overlapping_periods_of_one_indicator_are_an_error(periods: str, place: str) -> None:
    assert complaints(f"services: {periods}") == [f"overlapping-periods {place}"]


def test_overlapping_periods_of_different_indicators_are_fine() -> None:
    assert complaints("services: {2022: {visits: 1}, 2022-H1: {hours: 1}}") == []


def test_a_mistyped_fixed_key_among_periods_is_recognised() -> None:
    assert complaints("services: {todate: {hours: 1}}") == ["unknown-key services.todate@key"]
    assert complaints("services: {to_date: {as_off: 2022}}") == ["unknown-key services.to_date.as_off@key"]
    assert complaints("services: {某年: {hours: 1}}") == ["period-wanted services.某年@key"]


@pytest.mark.parametrize(
    "decision, expected",
    [
        ("kind: promoted, from: star4, to: star5", []),
        ("kind: demoted, from: gold, to: 五星级", []),
        ("kind: withdrawn", []),
        ("kind: promoted", ["decision-without-level decisions.0"]),
        ("kind: promoted, from: star5, to: star4", ["decision-direction decisions.0.kind"]),
        ("kind: demoted, from: star5, to: star5", ["decision-direction decisions.0.kind"]),
    ],
)
def test_a_decision_goes_where_it_says(decision: str, expected: list[str]) -> None:
    assert complaints(f"decisions: [{{date: 2023-05-01, {decision}}}]") == expected


# ---- people, contact, files ----------------------------------------------------------------------------------------


def test_a_photo_needs_words_that_stand_for_it() -> None:
    assert complaints("photos: [{file: a.jpg, consent: true}]") == ["photo-without-alt photos.0.file"]
    assert complaints("photos: [{file: a.jpg, alt: 合影, consent: true}]") == []
    assert complaints("photos: [{file: a.jpg, consent: false}]") == ["consent-missing photos.0.file"], (
        "one thing at a time"
    )


def test_names_and_photos_need_consent() -> None:
    assert complaints("people: {leader: {name: 王某}}") == ["consent-missing people.leader.name"]
    assert complaints("people: {leader: {name: 王某, consent: true}}") == []
    assert complaints("people: {leader: {role: 居民}}") == []
    assert complaints("photos: [{file: a.jpg}, {file: b.jpg, alt: 合影, consent: true}]") == [
        "consent-missing photos.0.file"
    ]


@pytest.mark.parametrize(
    "number", ["13912345678", "139 1234 5678", "139-1234-5678", "+8613912345678", "王女士13912345678（微信同号）"]
)
def test_a_mobile_number_needs_consent(number: str) -> None:
    assert complaints(f"contact: {{phone: {number}}}") == ["mobile-without-consent contact.phone"]
    assert complaints(f"contact: {{phone: {number}, consent: true}}") == []


@pytest.mark.parametrize("number", ["0311-12345678", "400-123-4567", "12345", "031113912345678"])
def test_other_numbers_need_none(number: str) -> None:
    assert complaints(f"contact: {{phone: {number}}}") == []


def test_a_mobile_number_is_seen_wherever_it_stands_in_the_contact() -> None:
    assert complaints("contact: {how_to_join: 打13912345678}") == ["mobile-without-consent contact.how_to_join"]


@pytest.mark.parametrize("url", ["https://www.example.gov.cn/a?b=1", "http://example.com"])
def test_a_web_address_is_http(url: str) -> None:
    assert complaints(f"sources: [{{title: 通知, url: '{url}'}}]") == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "www.example.com",
        "ftp://example.com/a",
        "https://",
        "https://a b",
        "http://[",
        "//x.cn",
    ],
)
def test_any_other_address_is_an_error(url: str) -> None:
    assert complaints(f"sources: [{{title: 通知, url: '{url}'}}]") == ["url-wanted sources.0.url"]


@pytest.mark.parametrize(
    "file, expected",
    [
        ("附件/名册.pdf", []),
        ("../media/a.jpg", []),
        ("../../secret.txt", ["file-outside"]),
        ("../../../etc/passwd", ["file-outside"]),
        ("/etc/passwd", ["file-path-shape"]),
        ("C:/照片/a.jpg", ["file-path-shape"]),
        ("照片\\a.jpg", ["file-path-shape"]),
        ("~/a.jpg", ["file-path-shape"]),
        ("https://example.com/a.jpg", ["file-path-shape"]),
    ],
)
def test_a_file_stays_inside_content(file: str, expected: list[str]) -> None:
    assert complaints(f"photos: [{{file: '{file}', alt: 合影, consent: true}}]") == [
        f"{rule} photos.0.file" for rule in expected
    ]
    assert complaints(f"sources: [{{file: '{file}'}}]") == [f"{rule} sources.0.file" for rule in expected]


@pytest.mark.parametrize("code", ["91350100M000100Y43", "911101080000000000"])
def test_a_uscc_is_checked_by_its_last_character(code: str) -> None:
    expected = [] if code == "91350100M000100Y43" else ["uscc-check-digit uscc"]
    assert complaints(f"uscc: {code}") == expected


@pytest.mark.parametrize("code", ["9135010", "91350100M000100Y4I", "一二三"])
def test_a_uscc_has_eighteen_characters(code: str) -> None:
    assert complaints(f"uscc: {code}") == ["uscc-shape uscc"]


def test_a_uscc_in_small_letters_is_understood() -> None:
    assert organization("uscc: 91350100m000100y43").uscc == "91350100M000100Y43"


# ---- ids -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, stem, identifier, expected",
    [
        ("id: a-1", "x", "a-1", []),
        ("", "shouwang-2", "shouwang-2", []),
        ("id: Shouwang", "x", "shouwang", ["plain-form id"]),
        ("", "Shouwang", "shouwang", ["plain-form"]),
    ],
)
def test_an_id_is_written_or_the_files_stem(text: str, stem: str, identifier: str, expected: list[str]) -> None:
    read, _ = read_record(f"name: 队\nprogramme: example-stars\n{text}", stem=stem)
    assert read.value is not None and read.value.id == identifier
    assert said(read.problems) == expected


@pytest.mark.parametrize(
    "identifier, rule, offered",
    [
        ("守望队", "id-characters", "shou-wang-dui"),
        ("star_4", "id-characters", "star-4"),
        ("a b", "id-characters", "a-b"),
        ("-a", "id-characters", "a"),
        ("index", "id-reserved", "index-1"),
        ("organizations", "id-reserved", "organizations-1"),
        ("CON", "id-reserved", "con-1"),
        ("lpt9", "id-reserved", "lpt9-1"),
        ("a" * 81, "id-too-long", "a" * 80),
    ],
)
def test_what_cannot_be_an_id_stops_the_site_and_is_answered_with_one_that_can(
    identifier: str, rule: str, offered: str
) -> None:
    read, _ = read_record(f"name: 队\nprogramme: example-stars\nid: {identifier}")
    assert [one.rule.id for one in read.problems] == [rule] and read.problems[0].rule.stops_site
    assert path_of(read.problems[0]) == "id"
    assert offered in words_of(read.problems)


@pytest.mark.parametrize("stem, offered", [("守望队", "shou-wang-dui"), ("index", "index-1"), ("a b", "a-b")])
def test_a_file_name_that_cannot_be_an_id_is_answered_with_one(stem: str, offered: str) -> None:
    read, _ = read_record("name: 队\nprogramme: example-stars", stem=stem)
    assert said(read.problems) == ["file-name-as-id"] and read.problems[0].rule.stops_site
    assert f"编号: {offered}" in words_of(read.problems)


def test_only_the_first_document_of_a_file_may_go_by_the_files_name() -> None:
    read, _ = read_record("name: 队\nprogramme: example-stars", document=replace(RECORD, number=1))
    assert said(read.problems) == ["id-missing"] and read.problems[0].rule.stops_site
    read, _ = read_record("id: b\nname: 队\nprogramme: example-stars", document=DocumentId(RECORD.file, 1))
    assert read.value is not None and not read.problems
