"""The English of the interface: all of it, and nothing but it."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polib
import pytest
from msgspec.structs import replace

from starcase.language import Label, Listing, Said, Words, phrase, say_day, say_month, words_for
from starcase.model.report import Report
from starcase.publish.switch import _UNSTEADY
from starcase.report import build_lines, check_lines
from starcase.serve.insert import insert_all, panel
from tests.sites import Site, build_site, check_site, write_site

ROOT = Path(__file__).resolve().parents[1]
CHINESE = re.compile("[\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s")
MEASURE = {"{measure}"}  # English has no measure words

# A site whose people write English: whatever Chinese stands on its pages comes from the program.
ENGLISH = """
-- config.yaml --
title: Neighbours
subtitle: Community organizations
language: en
base_url: https://stars.example.org/
identity:
  owner: Owner
  organizer: Organizer
  icp: ICP 12345678
  police: Police 1234
  site_code: "1300000000"
  portal: {name: Portal, url: https://example.org/}
  contact: {phone: 0000-1234567, email: a@example.org, address: 1 High Street}
-- content/regions.yaml --
- id: example-city
  name: Example City
  tier: city
  code: "130100"
  former_names: [Old City, Older City]
  contact: {name: Office, phone: 0000-1234567, address: 1 High Street, hours: Mondays}
  children:
  - id: east
    name: East
    tier: district
    children:
    - {id: high-street, name: High Street, tier: street, children: [{id: anju, name: Anju, tier: community}]}
  - {id: west, name: West, tier: district}
  - {id: old-west, name: Old West, tier: district, merged_into: west, until: 2020-01}
-- content/programmes/stars.yaml --
id: stars
name: Stars
summary: Stars for organizations. Every year.
authority: [{name: Bureau, until: 2020}, {name: Department, from: 2021}]
region: example-city
started: 2020-03
types: [{id: service, name: Service}, {id: charity, name: Charity}]
indicators:
- {id: visits, name: Visits, add_up: true}
- {id: hours, name: Hours, unit: h, decimals: 2, add_up: true}
levels:
- id: gold
  name: Gold
  honour: true
  counts_as: star5
  needs: {total: 95, each_aspect_percent: 85, quota: 3, from: [star5, gold]}
- id: star5
  name: Five stars
  stars: 5
  needs:
    total: [90, 94.99]
    percent: 90
    each_aspect: 30
    aspects: {team: 40}
    items: {leader: 15}
    indicators: {hours: 300, visits: {at_least: 20, over: all}}
    held: {level: star4, periods: 2, consecutive: true}
    quota: {percent: 10, within: district, at_least: 1}
    evidence: all
- {id: star4, name: Four stars, stars: 4, needs: {total: 80, held: {level: star3, periods: 1}}}
- {id: star3, name: Three stars, stars: 3, needs: {total: 60}}
rules:
  step_limit: 1
  new_at_most: star4
  first_period: 2021
  caps:
  - {name: Few visits, when: {indicator: visits, below: 5}, at_most: star4}
  - {name: Weak team, when: {aspect: team, below: 10}, at_most: star4}
  - {name: Weak leader, when: {item: leader, below: 10}, at_most: star4}
  - {name: Weak total, when: {total: true, below: 10}, at_most: star4}
  - {name: Too many visits, when: {indicator: hours, at_least: 9000}, at_most: star4}
  vetoes: [{id: fraud, name: Fraud}]
  quotas: [{levels: [star5, gold], percent: 10, within: street, at_least: 1}]
  eligibility: {founded_months: 12}
cadence: yearly
validity: {months: 24}
publicity: {working_days: 5}
rubrics:
- id: "2022"
  illustrative: true
  aspects:
  - id: team
    name: Team
    weight: 2
    items:
    - {id: leader, name: Leader, max: 20, guidance: Leads., evidence: required, checks: [{name: Knows, max: 5, guidance: Ask}]}
    - {id: roster, name: Roster, max: 10, may_be_n_a: true}
  - {id: work, name: Work, items: [{id: done, name: Visits done, max: 40, may_be_n_a: true}]}
  bonus: {max: 2, items: [{id: extra, name: Extra, max: 5}]}
  deductions: {max: 5, items: [{id: late, name: Late}]}
sources: [{id: A4, title: Report, date: 2022, url: https://example.org/report, note: A note}]
claims:
- {id: all, what: organizations, value: 374, parts: [service, charity], as_of: 2022, source: A4}
- {id: service, what: organizations, where: {type: service, level_at_least: star4}, value: 120, share: 32.1, of: all}
- {id: charity, what: organizations, where: {type: charity, region: east, level: star3}, value: 20, share: 5.3, of: all}
- {id: lone, what: Residents, unit: persons, value: 20, share: 5.3, as_of: 2022-05-01}
-- content/programmes/more.yaml --
{id: declared, name: Declared, level_word: 称号, measure_word: 支, part_of: stars, levels: [{id: model, name: Model team}]}
---
{id: two, name: Two titles, level_word: 星级, cadence: monthly, levels: [{id: a, name: A}, {id: b, name: B}], validity: {years: 5, from: next_january}}
---
{id: unpublished, name: Unpublished, levels: unpublished, cadence: quarterly, publicity: {days: 1}}
---
{id: persons, name: Persons, rates: persons, levels: [{id: hero, name: Hero}]}
---
id: checklist
name: Checklist
cadence: {months: 6}
rubrics: [{id: c, aspects: [{id: c, name: Things, items: [{id: c1, name: First, max: 1}, {id: c2, name: Second, max: 1}]}]}]
---
id: points
name: Points
rubrics:
- {id: p1, types: [], decimals: 0, aspects: [{id: p, name: Points, items: [{id: q1, name: First, max: 5}]}]}
- {id: p2, decimals: 1, aspects: [{id: p, name: Points, items: [{id: q1, name: First, max: 5}]}]}
---
{id: hours, name: By hours, indicators: [{id: h, name: Hours}], levels: [{id: h5, name: H5, needs: {indicators: {h: 5}}}]}
---
{id: built, name: Built, built_from: stars, levels: [{id: good, name: Good, needs: {held: {level: star4, periods: 1}}}]}
---
{id: nothing, name: Nothing}
-- content/organizations/a.yaml --
id: first
name: First team
programme: stars
type: service
level: star4
region: anju
founded: 2018-03
former_names: [Early team, Earlier team]
relations: {part_of: second, succeeds: [gone], partners: [second], paired_with: [paused]}
uscc: 51130000500010000B
summary: Visits the old.
offers: [Home visits, Shopping]
for: Old people
area: Anju
fee: Free
schedule: {monthly: [6, 16, 26]}
tags: [care]
people: {leader: {name: Lee, role: Resident, consent: true}, members: 46, party_members: 1}
services:
  2021: {visits: 20, hours: 100}
  2022: {visits: 30, hours: 200}
  2022-H1: {}
  to_date: {as_of: 2022-12, hours: 4500}
facts: [{what: Fields, value: 2800, unit: acres, as_of: 2021, source: A0}, {what: Trees, value: 12}]
evaluations:
- {period: 2021, level: star3, decided: 2021-11-30, scores: {leader: 10, roster: n/a, done: 40}, evidence: {leader: [{title: Form}]}}
- period: 2022
  certificate_no: "7"
  level: star4
  decided: 2022-11-30
  scores: {leader: 20, roster: n/a, done: 35}
  bonus: {extra: 5}
  deductions: {late: 1}
  reason: {text: A reason, basis: A basis, exception: step_limit}
  evidence: {leader: [{title: Minutes, url: https://example.org/minutes}]}
  reply: We are glad.
contact: {address: 2 High Street, phone: 0000-7654321, hours: Mondays, how_to_join: Come.}
sources: [{title: Paper, date: 2022-05-01}]
---
{id: second, name: Second team, programme: stars, type: charity, region: [east, west], level: gold, services: {2022: {visits: [10, 15], hours: 1.5}}, evaluations: [{period: 2023, level: gold, decided: 2023-11-30}], decisions: [{date: 2024-01-05, kind: suspended, basis: Paper}, {date: 2024-02-05, kind: resumed}, {date: 2024-03-05, kind: demoted, from: gold, to: star5}, {date: 2024-04-05, kind: promoted, to: gold}]}
---
{id: gone, name: Gone team, programme: stars, region: anju, status: dissolved}
---
{id: merged, name: Merged team, programme: stars, region: anju, status: merged, relations: {merged_into: second}}
---
{id: paused, name: Paused team, programme: stars, region: anju, status: paused, evaluations: [{period: 2022, outcome: withdrawn, vetoes: [fraud]}, {period: 2023, outcome: exempt, reason: {text: Ill}}]}
---
{id: not-rated, name: Unlucky team, programme: stars, region: east, evaluations: [{period: 2022-Q3, outcome: not_rated}, {period: 2022-07, outcome: suspended}]}
---
{id: expired, name: Expired team, programme: stars, region: east, level: star3, evaluations: [{period: 2019-H1, level: star3, decided: 2019-06-30}]}
---
{id: new, name: New team, programme: stars, region: east, founded: 2024-03}
---
{id: unrated, name: Unrated team, programme: stars, region: east, level: star3}
---
{id: honoured, name: Honoured team, programme: declared, region: example-city, level: model}
---
{id: secret, name: Secret team, programme: unpublished}
---
{id: lister, name: Listing team, programme: checklist, evaluations: [{period: 2023, scores: {c1: 1, c2: 0}}]}
---
{id: heroes, name: Heroes, programme: persons}
---
{id: draft, name: Draft team, programme: stars, status: draft}
---
{id: wrong, name: Wrong team, programme: stars, region: east, level: star9}
-- content/organizations/story.md --
---
title: A story
date: 2022-05-01
organizations: [first, second]
summary: What happened.
author: Someone
source: Paper
---
Text with a note[^1].

[^1]: The note.
-- content/organizations/bare.md --
---
title: Another
organizations: [first]
draft: true
---
Text.
-- content/notices/open.md --
---
title: Who gets which level
date: 2024-05-20
kind: 公示
document_no: "5"
issuer: Department
programme: stars
period: 2023
opens: 2024-05-20
closes: 2024-06-20
contact: By phone
objections_to: Department
list: [{id: first, level: star4}, {id: second, level: gold}, {id: wrong, level: star3}]
---
Text.
-- content/notices/done.md --
---
{title: It is decided, date: 2024-04-20, kind: 决定, opens: 2024-05-20}
---
Text.
-- content/notices/told.md --
---
{title: It is told, date: 2024-04-20, kind: 公告, closes: 2024-05-20}
---
Text.
-- content/notices/called.md --
---
{title: A call, date: 2024-04-20, kind: 通知}
---
Text.
-- content/pages/about.md --
---
{title: About, summary: This site.}
---
Text.
-- content/redirects.yaml --
- {from: organizations/moved/, to: organizations/first/}
- {from: organizations/lost/, gone: It never was.}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("english"), ENGLISH, base="", drafts=True)


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(ROOT / "starcase" / "locale" / "en.po"))


def forms(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) or (entry.msgstr,)


# ── The catalogue ──


def test_every_text_of_the_program_has_an_english_translation_and_none_is_left_over(catalogue: polib.POFile) -> None:
    words: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "words"))
    texts = words["find_texts"]()
    assert len(texts) > 900
    assert list(words["complaints"](catalogue, texts)) == [], "run .ci/words, then fill in starcase/locale/en.po"


def test_no_template_says_anything_that_a_catalogue_cannot_reach() -> None:
    words: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "words"))
    assert list(words["stray_texts"]()) == []


def test_a_translation_has_the_same_places_to_fill_in(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        for said in forms(entry):
            given = set(PLACEHOLDER.findall(said))
            assert given <= wanted and wanted - given <= MEASURE, entry.msgid


def test_every_text_is_filled_in_as_python_itself_would(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        values = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", entry.msgid)}
        if values:
            assert Words()(entry.msgid, **values) == entry.msgid.format(**values)
            assert ENGLISH_WORDS(entry.msgid, **values) == forms(entry)[-1].format(**values)


def test_no_english_text_holds_a_chinese_character(catalogue: polib.POFile) -> None:
    assert [said for entry in catalogue for said in forms(entry) if CHINESE.search(said)] == []


# ── Pages ──


def pages_of(site: Site) -> Iterator[tuple[str, str]]:
    for path in sorted(site.output.rglob("*")):
        is_index = (
            path.parent == site.output / "search" and path.suffix == ".js"
        )  # how Chinese sounds, and how one asks in it
        if path.suffix in (".html", ".txt", ".xml", ".js", ".css") and not is_index:
            yield path.relative_to(site.output).as_posix(), path.read_text(encoding="utf-8")


def test_a_site_written_in_english_has_no_chinese_on_any_page(site: Site) -> None:
    assert site.report.published, site.problems
    pages = dict(pages_of(site))
    del pages["styleguide/index.html"]  # its examples are content
    assert len([name for name in pages if name.endswith(".html")]) > 50
    chinese = {
        name: [line.strip() for line in text.splitlines() if CHINESE.search(line)] for name, text in pages.items()
    }
    assert {name: lines for name, lines in chinese.items() if lines} == {}


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("index.html", '<html lang="en" '),
        ("programmes/index.html", '<p class="card__summary">Stars for organizations.</p>'),
        ("index.html", 'data-large="Text size: large"'),
        ("organizations/first/index.html", "2022: 96 of 100 points, rated Four stars."),
        ("organizations/first/index.html", "<dd>46 people</dd>"),
        ("organizations/first/index.html", "<dd>1 person</dd>"),
        ("organizations/first/index.html", "<dd>On days 6, 16, 26 of each month</dd>"),
        ("organizations/first/index.html", "Valid until 29 November 2024"),
        ("organizations/second/index.html", "Example City Office"),
        ("organizations/unrated/index.html", "Level: how it came about"),
        ("notices/open/index.html", "Objections are taken from 20 May 2024 to 20 June 2024"),
        ("notices/open/index.html", '<span class="state">Public notice</span>'),
        ("stories/story/index.html", 'title="Back to note 1 in the text"'),
        ("programmes/stars/index.html", "Service, Four stars and above"),
        ("how/stars/index.html", "Few visits: with Visits below 5, Four stars at most."),
        ("how/declared/index.html", "Title awarded: “Model team”. The conditions have not been published."),
    ],
)
def test_pages_say_in_english(site: Site, page: str, said: str) -> None:
    assert said in site.page(page)


def test_content_stays_as_it_is_written(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        """
-- config.yaml --
title: 示例站
language: en
-- content/organizations/a.yaml --
{id: a, name: 示例队, programme: example-stars, region: anju, fee: 免费, level: star4}
""",
    )
    page = site.page("organizations/a/index.html")
    assert "<h1>示例队</h1>" in page and "<dt>Fee</dt><dd>免费</dd>" in page and "四星级" in page
    assert "Star level: how it came about" in page, "星级 is one of the usual words for levels, not the writer's own"


# ── Problems and reports ──

MISTAKES = """
-- content/organizations/mistakes.yaml --
{id: ONE!, name: A, programme: stars, region: east}
---
{id: b, programme: star, typo: 1, evaluations: [{period: 2022-X, level: star9}], people: {leader: 5}}
---
{id: c, name: C, programme: stars, region: [estt, east, east], founded: later, status: actve, relations: {part_of: frist}}
---
id: d
name: D
programme: stars
region: east
offers: {a: b}
fee: [1, 2]
contact: {phone: 13800001234}
people: {leader: {name: Lee}, members: -4, party_members: yes}
photos: [{file: missing.jpg}]
services: {2022: {hours: 5 kg, visit: 4}, 2022-H1: {hours: [9, 1]}}
evaluations:
- {period: 2022, level: star4, outcome: exempt, decided: 2021-01-01, scores: {leader: 99, done: n/a}}
- {period: 2022, scores: {leader: n/a, roster: n/a, done: n/a}}
decisions: [{date: 2023-01-01, kind: promoted}, {date: 2023-02-01, kind: promoted, from: gold, to: star3}]
---
name: no id
---
[just, a, list]
---
just text
---
{id: e, id: e, name: E}
---
id: f
 name: F
---
{id: first, name: Twice, programme: stars}
---
{id: g, name: G, programme: stars, relations: {part_of: frist}}
-- content/organizations/bad.md --
no front matter
-- content/organizations/worse.md --
---
title: T
---
![x](y.jpg) [a](/b) <marquee>
-- content/组织/a.yaml --
name: A
"""

UNSETTLED = """
-- content/regions.yaml --
- {id: example-city, name: Example City, tier: district, children: [{id: east, name: East, tier: city}, {id: west, name: East, tier: street}]}
-- content/programmes/stars.yaml --
id: stars
name: Stars
level_word: 星
types: [{id: a, name: A}, {id: a, name: B}]
levels: [{id: star4, name: Four, counts_as: star4, needs: {total: [90, 80], quota: {within: east}}}, {id: gold, name: Gold}, {id: star3, name: Three}]
rules: {caps: [{name: C, when: {total: true, at_least: 5}, at_most: star4}]}
indicators: [{id: hours, name: Hours, unit: h}]
rubrics: [{id: r, max: 5, aspects: [{id: t, name: T, items: [{id: leader, name: Leader, max: 20}, {id: roster, name: Roster, max: 20}, {id: done, name: Done, max: 20, may_be_n_a: true}]}]}]
-- content/redirects.yaml --
- {from: a, to: b/}
- {from: b/}
"""


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("mistakes")
    (folder / "content" / "organizations").mkdir(parents=True)
    (folder / "content" / "organizations" / "gbk.yaml").write_bytes("name: 守望邻里志愿服务队\n".encode("gbk"))
    return check_site(folder, MISTAKES, base=ENGLISH)


@pytest.fixture(scope="module")
def unsettled(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check_site(tmp_path_factory.mktemp("unsettled"), UNSETTLED, base=ENGLISH)


@pytest.fixture(scope="module")
def told(mistaken: Report, unsettled: Report) -> list[str]:
    problems = (*mistaken.problems, *unsettled.problems)
    assert len({found.rule for found in problems}) > 40
    return [f"{found.message} {found.mend}" for found in problems]


def test_problems_are_told_in_english(told: list[str]) -> None:
    typed = ("“星”", "“组织”")
    assert [text for text in told if CHINESE.search(re.sub("|".join(typed), "", text))] == []


@pytest.mark.parametrize(
    "said",
    [
        "“name” is missing; it is required. Add a line name: with its content.",
        "“status” says “actve”, which is not one of the fixed words. Change it to “active”.",
        "“region” says “estt”, but there is no region of that name or id. Change it to “West”, “East”;",
        "“leader” consists of several entries, but here “5” stands right after it. "
        "Begin a new line, indent it by two spaces, and write one entry a line: “name: …”, “role: …”, “consent: …”.",
        "“decided” is 2021-01-01, before “period”, which is 2022-01-01.",
        "The outcome is “exempt”, but a level “Four stars” is given as well.",
        "“Example City” (district)",
        "“type ids” has “a” twice.",
        "Exactly one of “to”, “gone” must be given; here there are 0.",
        "“upper bound” is 80, less than “lower bound”, which is 90.",
        "it looks at total",
        "This file is in the encoding GBK (ANSI); it should be UTF-8.",
        "Change it to the id of an organization on this site (“first”?);",
    ],
)
def test_what_a_problem_names_is_worded_in_english_too(told: list[str], said: str) -> None:
    assert [text for text in told if said in text]


def test_a_build_reports_in_english(site: Site) -> None:
    lines = [line for line, _ in build_lines(site.report)]
    assert "1 error:" in lines and "1 thing to look at:" in lines, lines
    assert "Held back for errors: 1 record: wrong" in lines
    assert any(line.startswith("Make the site again on 21 June 2024. The notice period of “Who gets") for line in lines)
    assert [line for line, _ in (*build_lines(site.report), *check_lines(site.report)) if CHINESE.search(line)] == []


def test_every_line_of_a_report_is_in_english(site: Site, mistaken: Report) -> None:
    many = tuple(f"body-{number}" for number in range(30))
    reports = (
        site.report,
        mistaken,
        replace(site.report, held_back=many, weaker_promise=_UNSTEADY),
        replace(site.report, problems=(), held_back=(), published=False),
    )
    lines = [line for report in reports for lines in (build_lines, check_lines) for line, _ in lines(report)]
    assert [line for line in lines if CHINESE.search(line) and "组织" not in line] == []
    assert any(line.endswith("body-19 and others") for line in lines)


# ── The command line and the preview ──


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "starcase.cli", *arguments, "--root", str(root)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "make the site; this is what happens where no command is given"),
        (["check", "--help"], "--as-of DATE"),
        (["chekc"], "There is no command “chekc”. Did you mean check?"),
        (["check", "--port", "1"], "check does not know --port, which is an option of serve."),
        (["build", "--jobs", "none"], "“none” will not do: write a whole number from 1 to 1024."),
        (["build", "--as-of", "soon"], "“soon” is not a date."),
        (["build", "--format"], "--format must be followed by FORMAT."),
        (["build", "--output", "content"], ": that is a folder of the content or of the program."),
        (["zip"], "There is no finished site in "),
        (["rollback"], "has no previous site to go back to."),
        (["clean"], "Removed the caches; the site is as it was."),
        (["doctor"], "Replaces the site in one step: "),
        (["schema"], "Write this as the first line of a content file"),
        (
            ["build", "--output", "file"],
            "is a file and cannot hold a site. Choose another output folder.\nNothing was made",
        ),
    ],
)
def test_commands_speak_the_language_that_config_names(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "file").touch()
    (tmp_path / "config.yaml").write_text("# ours\ntitle: A\nlanguage: en\n", encoding="utf-8")
    placed = [str(tmp_path / word) if word in ("content", "file") else word for word in arguments]
    done = run(tmp_path, *placed)
    shown = done.stdout + done.stderr
    assert said in shown
    assert not CHINESE.search(shown), shown


def test_a_chinese_site_never_loads_what_other_languages_need(tmp_path: Path) -> None:
    write_site(tmp_path, "-- content/organizations/a.yaml --\n{id: a, name: 示例队, programme: example-stars}")
    program = (
        "import sys; from starcase.cli import main; status = main(sys.argv[1:]); "
        "print('polib' in sys.modules); sys.exit(status)"
    )
    command = [sys.executable, "-c", program, "build", "--jobs", "1", "--root", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_the_preview_adds_its_panel_in_english(mistaken: Report) -> None:
    words = words_for("en")
    told = panel(mistaken.problems[:3] * 40, words)
    page = insert_all("<body></body>", "127.0.0.1:8000", 1, told, words, is_draft=True)
    assert "Preview: this page is not public now" in page
    assert "20 more are not listed; run python3 build.py check to see all." in page
    assert not CHINESE.search(page)


# ── Words ──

ENGLISH_WORDS = words_for("en")


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 errors"), (1, "1 error"), ("1", "1 error"), (2, "2 errors"), (11, "11 errors")]
)
def test_one_thing_is_said_otherwise_than_several(n: int | str, said: str) -> None:
    assert ENGLISH_WORDS("必须改 {n} 处", n=n) == said


@pytest.mark.parametrize("tag", ["zh-CN", "zh", "fr", "zh-Hant-TW"])
def test_a_language_without_a_catalogue_speaks_chinese(tag: str) -> None:
    assert words_for(tag)("必须改 {n} 处", n=1) == "必须改 1 处"


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (Label("期次", "period"), "期次", "period"),
        (Label("期次", "评定年度"), "期次", "评定年度"),
        (Listing(("a", "b")), "“a”、“b”", "“a”, “b”"),
        (Listing(("a", "b"), is_quoted=False, is_cut=True), "a、b……", "a, b …"),
        (Listing((Label("姓名", "name"), phrase("图片"))), "“姓名”、“图片”", "“name”, “a picture”"),
        (phrase("不可以（{reason}）", reason=phrase("图片")), "不可以（图片）", "no (a picture)"),
    ],
)
def test_a_value_is_worded_with_the_message_around_it(value: Said, chinese: str, english: str) -> None:
    assert str(value) == chinese
    assert Words()("{name}：{guidance}", name=value, guidance="") == f"{chinese}："
    assert ENGLISH_WORDS("{name}：{guidance}", name=value, guidance="") == f"{english}: "


def test_days_are_written_as_each_language_writes_them() -> None:
    day = date(2024, 5, 1)
    assert (say_day(day, Words()), say_day(day, ENGLISH_WORDS)) == ("2024年5月1日", "1 May 2024")
    assert (say_month(2024, 12, Words()), say_month(2024, 12, ENGLISH_WORDS)) == ("2024年12月", "December 2024")
