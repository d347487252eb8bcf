// Every page that lists organizations or stories, fifty a page, a long list in sections: what content/lists.11ty.js makes a file each of.
import { grouped, needsByCount } from "./catalogue.js";
import { areas, cards, each, esc, groupTable, letters, levelMark, pager, phone, storyCards, table } from "./html.js";
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

function listed(source, catalogue) {
  const [, kind, id] = source.split("/");
  return kind === "stories" ? catalogue.stories : kind === "organizations" ? catalogue.bodies : catalogue[kind].get(id);
}

// One page where the list is cut: it leads to the sections. One without either where it leads down to other lists.
function paged(kind, base, found, id) {
  const cut = cuts[base];
  const leadsDown = kind === "region" && regions[id].leads_down;
  if (cut || leadsDown) return [{ kind, id, base, url: base, number: 1, of: 1, count: found.length, shown: [], cut }];
  const of = Math.ceil(found.length / SIZE);
  return [...Array(of).keys()].map((at) => ({
    kind,
    id,
    base,
    url: at ? `${base.replace(/page\/1\/$/, "")}page/${at + 1}/` : base,
    number: at + 1,
    of,
    count: found.length,
    shown: found.slice(at * SIZE, (at + 1) * SIZE),
  }));
}

const bodies = (list) => (list.cut ? letters(list.cut) : `${cards(list.shown)}
${pager(list)}`);

const stories = (list, catalogue) => (list.cut ? letters(list.cut) : `<div class="article__body">${storyCards(list.shown, catalogue.bodyById)}</div>
${pager(list)}`);

const section = (heading, list, steps = "") => `<section class="section" aria-labelledby="bodies">
  <div class="section__head"><h2 id="bodies">${esc(heading)}</h2></div>
  ${steps}${bodies(list)}
</section>`;

const others = (word, kind, here) => `<section class="section" aria-labelledby="others">
  <div class="section__head"><h2 id="others">其他${word}</h2></div>
  <ul class="rows rows--two">${each(programme[kind].filter(({ id }) => id !== here), ({ id, name }) => `
  <li><a href="/programmes/stars/${kind}/${id}/"><span>${esc(name)}</span></a></li>`)}
  </ul>
</section>`;

const chips = (rows) => `<ul class="chips">${each(rows, ([href, name, count]) => `
  <li><a class="chip" href="${href}">${esc(name)} <span class="chip__note">${count}</span></a></li>`)}
</ul>`;

const fold = (heading, body) => `
  <details class="fold">
    <summary>${heading}</summary>
    <div class="fold__body">${body}</div>
  </details>`;

const onPage = (name, { number }) => (number > 1 ? `${name}，第${number}页` : name);

function inPart(list, catalogue) {
  const steps = each(list.part.steps, ({ url, chosen }) => `${letters(cuts[url], chosen)}\n`);
  if (list.part.source === "/stories") return steps + stories(list, catalogue);
  const lead = `<p class="lead">按名称排列。</p>\n`;
  if (list.part.heading) return lead + section(list.part.heading, list, steps);
  return `${lead}<p><a class="onward" href="/organizations/">按需要、地区、项目找</a></p>
${steps}${bodies(list)}`;
}

// One of each kind: what its title is and what stands on the page.
export const KINDS = {
  directory: (list, catalogue) => ({
    title: onPage("找组织", list),
    main: `<h1>${onPage("找组织", list)}</h1>
${list.number > 1 ? `<p class="lead">按名称排列。</p>
<p><a class="onward" href="/organizations/">按需要、地区、项目找</a></p>` : `<p class="lead">本站列出的组织共${list.count}个。按名称排列。</p>
<div class="folds">${fold("按需要找", chips(needsByCount(catalogue).map(({ id, count }) => [`/organizations/search/${id}/`, names[id], count])))}
${fold("按地区找", areas(catalogue.regions))}
${fold("按类型、等级找", `<h2 class="minor">${esc(programme.name)}</h2>
${each(["levels", "types"], (kind) => chips(programme[kind].map(({ id, name }) => [`/programmes/stars/${kind}/${id}/`, name, catalogue[kind].get(id)?.length ?? 0])))}`)}
</div>`}
${bodies(list)}`,
  }),
  stories: (list, catalogue) => ({
    title: onPage("服务故事", list),
    main: `<h1>${onPage("服务故事", list)}</h1>
${stories(list, catalogue)}`,
  }),
  part: (list, catalogue) => ({
    title: onPage(list.part.title, list),
    crumbs: list.part.crumbs,
    main: `<h1>${esc(onPage(list.part.title, list))}</h1>
${inPart(list, catalogue)}`,
  }),
  programme: (list) => ({
    title: `${programme.name}：全部组织`,
    main: `<h1>${esc(programme.name)}：全部组织</h1>
<p class="lead">按名称排列。</p>
${section("本站列出的组织", list)}`,
  }),
  overview: (list, catalogue) => ({
    title: programme.name,
    main: `<h1>${esc(programme.name)}</h1>
<div class="title-facts"><dl class="facts">
  <div><dt>评定单位</dt><dd>${esc(programme.authority)}</dd></div>
  <div><dt>地区</dt><dd><a href="/regions/${programme.region}/">${esc(regions[programme.region].name)}</a></dd></div>
</dl>
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
      <div class="tables">
        ${groupTable("按星级", "星级", "levels", catalogue.levels)}
        ${groupTable("按类型", "类型", "types", catalogue.types)}
      </div>
    </div>
  </section>
</div>
<section class="section" aria-labelledby="bodies">
  <div class="section__head"><h2 id="bodies">组织</h2><a class="section__more" href="${list.base}">全部${list.count}支</a></div>
  ${cards(list.shown.slice(0, 12))}
</section>
<section class="section" aria-labelledby="services">
  <div class="section__head"><h2 id="services">服务数据</h2></div>
  ${services(catalogue)}
</section>
<section class="section" aria-labelledby="stories">
  <div class="section__head"><h2 id="stories">服务故事</h2><a class="section__more" href="/stories/">全部故事</a></div>
  ${storyCards(catalogue.stories.slice(0, 6), catalogue.bodyById)}
</section>`,
  }),
  region: (list, catalogue) => {
    const here = regions[list.id];
    return {
      title: onPage(here.name, list),
      crumbs: [["/regions/", "按地区找"], ...here.path.slice(0, -1).map((id) => [`/regions/${id}/`, regions[id].name])],
      main: `<h1>${esc(onPage(here.name, list))}</h1>${list.number > 1 ? "" : `
<p class="lead">本站列出的组织共${list.count}个。${here.leads_down ? "请先选下级地区，组织列在那里的页面上。" : ""}</p>
<div class="pair">${here.phone && `
  <div class="contact">
  ${phone(here.phone)}
  <p class="contact__of">这是${esc(here.phone_of)}的电话</p>
</div>`}
  <dl class="facts">
  <div><dt>层级</dt><dd>${here.tier}</dd></div>
</dl>
</div>${here.children.length ? below(here, catalogue) : ""}`}
${here.leads_down ? "" : section(`${here.name}的组织`, list)}`,
    };
  },
  type: (list) => ({
    title: onPage(names[list.id], list),
    main: `<h1>${esc(onPage(names[list.id], list))}</h1>
<p class="lead">${esc(programme.name)}中的一类组织。</p>
${section(`本站列出的${names[list.id]}组织`, list)}
${others("类型", "types", list.id)}`,
  }),
  level: (list) => ({
    title: onPage(names[list.id], list),
    main: `<h1>${levelMark(list.id)}${onPage("", list)}</h1>
<p class="lead">评为${esc(names[list.id])}，要做到下面各条。</p>
<ul class="ticks">
  <li>总分${programme.levels.find(({ id }) => id === list.id).needs.total}分（含）以上</li>
</ul>
<p><a class="onward" href="/how/stars/">${esc(programme.name)}怎么评</a></p>
${section(`现在是${names[list.id]}的组织`, list)}
${others("星级", "levels", list.id)}`,
  }),
  need: (list) => ({
    title: onPage(`我需要：${names[list.id]}`, list),
    main: `<h1>${esc(onPage(`我需要：${names[list.id]}`, list))}</h1>
<p class="lead">共${list.count}个组织，地点和电话在各自的页面上。</p>
${section(`写明“${names[list.id]}”的组织`, list)}`,
  }),
};

function below(here, catalogue) {
  const row = (id) => {
    const bodies = catalogue.regions.get(id);
    const counts = {};
    for (const { data } of bodies) counts[data.level] = (counts[data.level] ?? 0) + 1;
    return [`<th scope="row"><a href="/regions/${id}/">${esc(regions[id].name)}</a></th>`, bodies.length, ...programme.levels.map((level) => counts[level.id] ?? 0)];
  };
  return `
<section class="section" aria-labelledby="children">
  <div class="section__head"><h2 id="children">下级地区</h2></div>
  ${table("各地的组织数", ["地区", "组织", ...programme.levels.map(({ name }) => name)], here.children.map(row))}
</section>`;
}
