// Every page that lists organizations or stories, fifty a page, a long list in sections: what content/lists.11ty.js makes a file each of.
import { grouped, listed, needsByCount } from "./catalogue.js";
import { changes, rounds } from "./changes.js";
import { finder, finderParts, FINDER_SCRIPT } from "./finder.js";
import { cards, contact, esc, facts, groupChart, letters, levelMark, onPage, pager, rows, stepsOf, storyCards, table, ways } from "./html.js";
import { services } from "./services.js";
import { cuts, names, parts, programme, regions, scheme } from "./site.js";

const SIZE = 50;

export function listPages(catalogue) {
  const { bodies, stories } = catalogue;
  const every = (kind, base, groups) => [...groups].flatMap(([id, found]) => paged(kind, `${base}${id}/`, found, id));
  return [
    ...paged("directory", "/organizations/", bodies),
    ...paged("stories", "/stories/", stories),
    { kind: "overview", url: "/programmes/stars/", base: "/programmes/stars/page/1/", count: bodies.length, shown: bodies },
    ...paged("programme", "/programmes/stars/page/1/", bodies),
    ...paged("round", "/changes/stars/2025/", catalogue.changed),
    ...every("region", "/regions/", catalogue.regions),
    ...every("type", "/programmes/stars/types/", catalogue.types),
    ...every("level", "/programmes/stars/levels/", catalogue.levels),
    ...every("need", "/organizations/search/", catalogue.needs),
    ...sections(catalogue),
  ];
}

function sections(catalogue) {
  const groups = new Map();
  return parts.flatMap((part) => {
    const key = `${part.source} ${part.by}`;
    if (!groups.has(key)) groups.set(key, grouped(listed(part.source, catalogue), (data) => [data[part.by]]));
    return paged("part", part.url, groups.get(key).get(part.section)).map((page) => ({ ...page, part }));
  });
}

// One page where the list is cut: it leads to the sections. One without either where it leads down to other lists.
function paged(kind, base, found, id) {
  const cut = cuts[base];
  const leadsDown = kind === "region" && regions[id].leads_down;
  if (cut || leadsDown) return [{ kind, id, base, url: base, number: 1, of: 1, count: found.length, all: found, shown: [], cut }];
  const of = Math.ceil(found.length / SIZE);
  return [...Array(of).keys()].map((at) => ({
    kind,
    id,
    base,
    url: at ? `${base.replace(/page\/1\/$/, "")}page/${at + 1}/` : base,
    number: at + 1,
    of,
    count: found.length,
    all: found,
    shown: found.slice(at * SIZE, (at + 1) * SIZE),
  }));
}

const bodies = (list) => (list.cut ? letters(list.cut) : `${cards(list.shown)}
${pager(list)}`);

const stories = (list, catalogue) => (list.cut ? letters(list.cut) : `<div class="article__body">${storyCards(list.shown, catalogue.bodyById)}</div>
${pager(list)}`);

const section = (heading, list, before = "") => `<section class="section" aria-labelledby="bodies">
  <div class="section__head"><h2 id="bodies">${esc(heading)}</h2></div>
  ${before}${bodies(list)}
</section>`;

const others = (word, kind, here) => `<section class="section" aria-labelledby="others">
  <div class="section__head"><h2 id="others">其他${word}</h2></div>
  ${rows(programme[kind].filter(({ id }) => id !== here).map(({ id, name }) => [`/programmes/stars/${kind}/${id}/`, name]), " rows--two")}
</section>`;

const ABOVE = [["/programmes/", "全部项目"], ["/programmes/stars/", programme.name]];

const toRoster = (url) => `<p class="papers"><a href="/print${url}">打印名册</a></p>
`;

function inPart(list, catalogue) {
  const { part } = list;
  const steps = stepsOf(part);
  if (part.source === "/stories") return steps + stories(list, catalogue);
  const lead = `<p class="lead">按名称排列。</p>\n`;
  if (part.heading) return lead + section(part.heading, list, steps);
  return `${lead}<div id="unfiltered">
<p><a class="onward" href="/organizations/">按需要、地区、项目找</a></p>
${steps}${list.cut ? letters(list.cut) : `<section class="letter">
  <h2 class="letter__label">${part.label}</h2>
  ${cards(list.shown)}
</section>
${pager(list)}`}
</div>`;
}

// One of each kind: what its title is and what stands on the page.
export const KINDS = {
  directory: (list, catalogue) => ({
    title: onPage("找组织", list),
    ...(list.number > 1 ? {} : { head: FINDER_SCRIPT, parts: finderParts }),
    main: `<h1>${onPage("找组织", list)}</h1>
<p class="lead">${list.number > 1 ? "" : `本站列出的组织共${list.count}个。`}按名称排列。</p>
${list.number > 1 ? "" : finder(false)}<div id="unfiltered">
${list.number > 1 ? `<p><a class="onward" href="/organizations/">按需要、地区、项目找</a></p>` : ways(catalogue, needsByCount(catalogue))}
${bodies(list)}
</div>`,
  }),
  stories: (list, catalogue) => ({
    title: onPage("服务故事", list),
    main: `<h1>${onPage("服务故事", list)}</h1>
${stories(list, catalogue)}
<p class="section small"><a href="/stories/feed.xml">用阅读器订阅服务故事（Atom）</a></p>`,
  }),
  part: (list, catalogue) => list.part.source === "/changes" ? changes(list) : {
    title: onPage(list.part.title, list),
    here: onPage(list.part.label, list),
    crumbs: list.part.crumbs,
    main: `<h1>${esc(onPage(list.part.title, list))}</h1>
${inPart(list, catalogue)}`,
  },
  round: changes,
  programme: (list) => ({
    title: `${programme.name}：全部组织`,
    here: "全部组织",
    crumbs: ABOVE,
    main: `<h1>${esc(programme.name)}：全部组织</h1>
<p class="lead">按名称排列。</p>
${section("本站列出的组织", list)}`,
  }),
  overview: (list, catalogue) => ({
    title: programme.name,
    main: `<h1>${esc(programme.name)}</h1>
<div class="title-facts">${facts([["评定单位", esc(programme.authority)], ["地区", `<a href="/regions/${programme.region}/">${esc(regions[programme.region].name)}</a>`]])}
</div>
<section class="section" aria-labelledby="scheme">
  <div class="section__head"><h2 id="scheme">怎么评的</h2></div>
  <p class="text">${esc(scheme)}</p>
  <p><a class="onward" href="/how/stars/">看评定办法</a></p>
</section>
<div class="beside">
  <section class="section" aria-labelledby="own">
    <div class="section__head"><h2 id="own">本站列出的组织</h2></div>
    <div class="stack">
      <p class="text">共${list.count}支。</p>
      ${countCharts(list.count, (kind) => (id) => catalogue[kind].get(id)?.length ?? 0)}
    </div>
  </section>
</div>
<section class="section" aria-labelledby="bodies">
  <div class="section__head"><h2 id="bodies">组织</h2><a class="section__more" href="${list.base}">全部${list.count}支</a></div>
  ${cards(list.shown.slice(0, 12))}
  <p><a class="onward" href="${list.base}">全部${list.count}支</a></p>
</section>
<section class="section rounds" aria-labelledby="changes">
  <div class="section__head"><h2 id="changes">星级变动</h2><a class="section__more" href="/changes/#programme-stars">全部期次</a></div>
  ${rounds(catalogue)}
</section>
<section class="section" aria-labelledby="services">
  <div class="section__head"><h2 id="services">服务数据</h2></div>
  <div class="stack">
  ${services(catalogue)}
  </div>
</section>
<section class="section" aria-labelledby="stories">
  <div class="section__head"><h2 id="stories">服务故事</h2></div>
  ${storyCards(catalogue.stories.slice(0, 6), catalogue.bodyById)}
</section>`,
  }),
  region: (list, catalogue) => {
    const here = regions[list.id];
    return {
      title: onPage(here.name, list),
      crumbs: [["/regions/", "按地区找"], ...here.path.slice(0, -1).map((id) => [`/regions/${id}/`, regions[id].name])],
      main: `<h1>${esc(onPage(here.name, list))}</h1>
<p class="lead">${list.number > 1 ? "本地的在前，下级地区的在后。" : `本站列出的组织共${list.count}个。${here.leads_down ? "请先选下级地区，组织列在那里的页面上。" : ""}`}</p>
${list.number > 1 ? "" : `<div class="pair">
  ${here.phone && contact(here.phone, `
  <p class="contact__of">这是${esc(here.phone_of)}的电话</p>`)}
  ${facts([["层级", here.tier]])}
</div>
${here.children.length ? below(here, catalogue) : ""}`}${here.leads_down ? "" : section(`${here.name}的组织`, list, list.number === 1 && here.printed ? toRoster(list.base) : "")}${list.number === 1 && here.children.length ? countsOf(list.all) : ""}`,
    };
  },
  type: (list) => ({
    title: onPage(`${programme.name}：${names[list.id]}`, list),
    here: names[list.id],
    crumbs: ABOVE,
    main: `<h1>${esc(onPage(names[list.id], list))}</h1>
<p class="lead">${esc(programme.name)}中的一类组织。</p>
${section(`本站列出的${names[list.id]}组织`, list)}
${others("类型", "types", list.id)}`,
  }),
  level: (list) => ({
    title: onPage(`${programme.name}：${names[list.id]}`, list),
    here: names[list.id],
    crumbs: ABOVE,
    main: `<h1>${levelMark(list.id)}${onPage("", list)}</h1>
<p class="lead">由${esc(programme.authority)}评定。评为${esc(names[list.id])}，要做到下面各条。</p>
<ul class="ticks">
  <li>总分${programme.levels.find(({ id }) => id === list.id).needs.total}分（含）以上</li>
</ul>
<p><a class="onward" href="/how/stars/">${esc(programme.name)}怎么评</a></p>
${section(`现在是${names[list.id]}的组织`, list, list.number === 1 ? toRoster(list.base) : "")}
${others("星级", "levels", list.id)}`,
  }),
  need: (list) => ({
    title: onPage(`我需要：${names[list.id]}`, list),
    main: `<h1>${esc(onPage(`我需要：${names[list.id]}`, list))}</h1>
<p class="lead">共${list.count}个组织，地点和电话在各自的页面上。</p>
${section(`写明“${names[list.id]}”的组织`, list)}`,
  }),
};

// Charts by level and by type; `countOf` makes of a kind what tells the number of an id.
export const countCharts = (total, countOf) => `<div class="tables">
  ${groupChart("按星级", "星级", "levels", countOf("levels"), total)}
  ${groupChart("按类型", "类型", "types", countOf("types"), total)}
</div>`;

function countsOf(found) {
  const counts = {};
  for (const { data } of found) {
    counts[data.level] = (counts[data.level] ?? 0) + 1;
    counts[data.types[0]] = (counts[data.types[0]] ?? 0) + 1;
  }
  return `
<section class="section" aria-labelledby="counts">
  <div class="section__head"><h2 id="counts">分项目的数目</h2></div>
  <div class="count">
    <h3><a class="plain" href="/programmes/stars/">${esc(programme.name)}</a></h3>
    <p>共${found.length}支。</p>
    ${countCharts(found.length, () => (id) => counts[id] ?? 0)}
  </div>
</section>`;
}

function below(here, catalogue) {
  const row = (id) => {
    const found = catalogue.regions.get(id);
    const counts = {};
    for (const { data } of found) counts[data.level] = (counts[data.level] ?? 0) + 1;
    return [`<a href="/regions/${id}/">${esc(regions[id].name)}</a>`, found.length, ...programme.levels.map((level) => counts[level.id] ?? 0)];
  };
  return `<section class="section" aria-labelledby="children">
  <div class="section__head"><h2 id="children">下级地区</h2></div>
  ${table("各地的组织数", ["地区", "组织", ...programme.levels.map(({ name }) => name)], here.children.map(row))}
</section>
`;
}
