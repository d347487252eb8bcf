// The parts that several pages show.
import { cuts, names, programme, regions } from "./site.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
export function esc(text) {
  text = String(text);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (found) => ENTITIES[found]) : text;
}

export const each = (values, render) => values.map(render).join("");

export const searchBox = `<form class="search" role="search" action="/search/" method="get" data-module="search-box" data-all="查看全部结果" data-found="下面有{n}个结果，用上下键选" data-none="没有找到，看看别的找法" data-former="曾用名：{name}" data-lost="现在不能边写边找，看看别的找法">
  <label class="visually-hidden" for="search-field">搜索组织和故事</label>
  <input class="search__field" id="search-field" type="text" name="q" maxlength="100" placeholder="名称、地点、能做什么" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
  <button class="search__go" type="submit">搜索</button>
</form>
`;

const STAR = "l2.65 5.6 6.1.8-4.47 4.25 1.13 6.05-5.41-2.9-5.41 2.9 1.13-6.05-4.47-4.25 6.1-.8z";
export const MEDAL = `<path d="M6 1h8l-2.2 6.2H8.2z"/><circle cx="10" cy="15" r="7.2"/><path d="M10 10.6l1.35 2.8 3.05.42-2.22 2.13.54 3.03L10 17.53l-2.72 1.45.54-3.03-2.22-2.13 3.05-.42z"/>`;
export const starPath = (first, count) => `M${11 + 22 * first} 2.2${Array(count).fill(STAR).join("m22 0")}`;

const drawStars = (name, first, count) => (count ? `<path class="${name}" d="${starPath(first, count)}"/>` : "");

const MARKS = Object.fromEntries(programme.levels.map((one) => [one.id, drawLevel(one)]));

function drawLevel({ name, honour, stars }) {
  const drawn = honour
    ? `<svg class="level__medal" viewBox="0 0 20 24" width="20" height="24" aria-hidden="true" focusable="false">${MEDAL}</svg>`
    : `<svg class="level__stars" viewBox="0 0 110 22" width="100" height="20" aria-hidden="true" focusable="false">${drawStars("level__star", 0, stars)}${drawStars("level__rest", stars, 5 - stars)}</svg>`;
  return `<span class="level${honour ? " level--honour" : ""}">${drawn}<span class="level__word">${esc(name)}</span></span>`;
}

export const levelMark = (id) => MARKS[id];

// Where a body is: its street and its community.
export const place = (data) => esc(data.regions.slice(-2).map((id) => regions[id].name).join(" "));

const cardHtml = new Map();

function card(body) {
  let html = cardHtml.get(body.id);
  if (html === undefined) cardHtml.set(body.id, (html = drawCard(body)));
  return html;
}

const drawCard = ({ url, data }) => `<li class="card">
  <div class="card__head">
    <h3 class="card__name"><a href="${url}">${esc(data.title)}</a></h3>
    ${levelMark(data.level)}
  </div>
  <p class="card__place"><span>${place(data)}</span><span class="card__type">${esc(names[data.types[0]])}</span></p>
  <p class="card__summary">${esc(data.summary)}</p>
</li>
`;

export const cards = (bodies) => `<ul class="cards">
${each(bodies, card)}</ul>`;

// `bodyById` is given where the card also says whom the story tells of.
export const storyCards = (stories, bodyById) => `<ul class="cards">
${each(stories, ({ url, date, data }) => `<li class="card">
  <h3 class="card__name"><a href="${url}">${esc(data.title)}</a></h3>
  <p class="card__summary">${esc(data.page.excerpt.trim())}</p>
  <p class="card__place"><span>${day(date)}</span>${bodyById ? each(data.organizations, (id) => `<span class="card__type"><a href="/organizations/${id}/">${esc(bodyById.get(id).data.title)}</a></span>`) : ""}</p>
</li>
`)}</ul>`;

// The sections of a list, the chosen one marked; where none is chosen, how many entries each has.
// `folder` comes before their addresses in the version for old people.
export const letters = ({ by, label, hint, parts }, chosen, folder = "") => `<nav class="letters${chosen && by === "letter" ? "" : " letters--wide"}" aria-label="${label}">${chosen ? "" : `
  <p class="letters__hint">${hint}</p>`}
  <ul class="letters__list">${each(parts, (part) => `
    <li><a class="letters__link" href="${folder}${part.url}"${part.id === chosen ? ' aria-current="true"' : ""}>${part.label}${chosen ? "" : ` <span class="letters__note">${part.count}</span>`}</a></li>`)}
  </ul>
</nav>`;

// The choices that lead to a section.
export const stepsOf = (part, folder) => part.steps.map(({ url, chosen }) => letters(cuts[url], chosen, folder)).join("\n");

export const onPage = (name, { number }) => (number > 1 ? `${name}，第${number}页` : name);

export const day = (date) => `${date.getUTCFullYear()}年${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;

export const validUntil = (date) => day(new Date(Date.UTC(date.getUTCFullYear() + 2, date.getUTCMonth(), date.getUTCDate() - 1)));

export function pager({ base, number, of }) {
  if (of === 1) return "";
  const href = (n) => (n === 1 && !base.endsWith("/page/1/") ? base : `${base.replace(/page\/1\/$/, "")}page/${n}/`);
  const shown = [...Array(of).keys()].map((at) => at + 1).filter((n) => n === 1 || n === of || Math.abs(n - number) <= 2);
  return `<nav class="pager" aria-label="翻页">
  ${number > 1 ? `<a class="pager__step" href="${href(number - 1)}" rel="prev">上一页</a>` : ""}
  <ul class="pager__pages">${each(shown, (n) => `
    <li><a class="pager__page" href="${href(n)}"${n === number ? ' aria-current="page"' : ""} aria-label="第${n}页">${n}</a></li>`)}
  </ul>
  ${number < of ? `<a class="pager__step" href="${href(number + 1)}" rel="next">下一页</a>` : ""}
</nav>`;
}

export function table(caption, head, rows) {
  return `<div class="table-scroll" tabindex="0" role="group" aria-label="${caption}">
<table class="table">
  <caption class="table__caption">${caption}</caption>
  <thead><tr>${head.map((name, at) => `<th scope="col"${at ? ' class="numeric"' : ""}>${esc(name)}</th>`).join("")}</tr></thead>
  <tbody>${each(rows, ([label, ...numbers]) => `
    <tr><th scope="row">${label}</th>${each(numbers, (number) => `<td class="numeric">${esc(number)}</td>`)}</tr>`)}
  </tbody>
</table>
</div>`;
}

const percent = (part, total) => `${Math.round((1000 * part) / (total || 1)) / 10}%`;
const share = (part, most) => ((100 * part) / (most || 1)).toFixed(2);
const BAR = 'viewBox="0 0 100 6" width="100" height="6" preserveAspectRatio="none" aria-hidden="true" focusable="false"';

// Rows of { label, href, value, inner, text, note }; of those that have `inner` only so much is filled.
export function bars(caption, rows) {
  const most = Math.max(...rows.map(({ value }) => value));
  return `<ul class="bars" aria-label="${caption}">${each(rows, ({ label, href, value, inner, text, note }) => `
  <li class="bars__row"><span class="bars__label">${href ? `<a href="${href}">${esc(label)}</a>` : esc(label)}</span><svg class="bars__track" ${BAR}><rect class="bars__rest" width="100" height="6"/><rect class="bars__${inner === undefined ? "bar" : "hollow"}" width="${share(value, most)}" height="6"/>${inner === undefined ? "" : `<rect class="bars__bar" width="${share(inner, most)}" height="6"/>`}</svg><span class="bars__text">${esc(text)}${note ? ` <span class="bars__note">${note}</span>` : ""}</span></li>`)}
</ul>
`;
}

export const chart = (caption, rows, head, cells, note = "") => `<figure class="chart">
  <figcaption class="chart__caption">${caption}</figcaption>
  ${bars(caption, rows)}${note && `
  <p class="chart__note">${note}</p>`}
  <details class="chart__twin">
    <summary>看表格<span class="visually-hidden">：${caption}</span></summary>
    ${table(caption, head, cells)}
  </details>
</figure>`;

// How many bodies there are of each level or type; `count` tells it of an id.
export function groupChart(caption, word, kind, count, total) {
  const rows = programme[kind].map(({ id, name }) => ({ label: name, href: `/programmes/stars/${kind}/${id}/`, value: count(id) }));
  return chart(
    caption,
    rows.map((row) => ({ ...row, text: `${row.value}支`, note: percent(row.value, total) })),
    [word, "数量（支）", "占比"],
    rows.map(({ label, value }) => [esc(label), value, percent(value, total)]),
  );
}

export function areaChart(groups, total) {
  const rows = regions.province.children.map((id) => ({ label: regions[id].name, href: `/regions/${id}/`, value: groups.get(id).length }));
  return chart(
    "按地区",
    rows.map((row) => ({ ...row, inner: row.value, text: `${row.value}支`, note: `有星级${row.value}支` })),
    ["地区", "数量（支）", "有星级", "占比"],
    rows.map(({ label, value }) => [esc(label), value, value, percent(value, total)]),
    "条长是数量，从零起；填满的一段是有星级的。",
  );
}

const chips = (rows) => `<ul class="chips">${each(rows, ([href, name, count]) => `
  <li><a class="chip" href="${href}">${esc(name)} <span class="chip__note">${count}</span></a></li>`)}
</ul>`;

export const areas = (groups, heading = "h3") => `<div class="areas">${each(regions.province.children, (city) => `
  <div class="area">
    <${heading} class="area__name"><a href="/regions/${city}/">${esc(regions[city].name)}</a> <span class="area__count">${groups.get(city).length}</span></${heading}>
    ${chips(regions[city].children.map((id) => [`/regions/${id}/`, regions[id].name, groups.get(id).length]))}
  </div>`)}
</div>`;

export const rows = (entries, wide = "") => `<ul class="rows${wide}">${each(entries, ([href, name, note]) => `
  <li><a href="${href}"><span>${esc(name)}</span>${note ? ` <span class="rows__note">${note}</span>` : ""}</a></li>`)}
</ul>`;

const fold = (summary, body) => `
  <details class="fold">
    <summary>${summary}</summary>
    <div class="fold__body${summary === "按类型、等级找" ? " stack" : ""}">${body}</div>
  </details>`;

// The ways into the directory that need no search.
export const ways = (catalogue, needs) => `<div class="folds">${fold("按需要找", chips(needs.map(({ id, count }) => [`/organizations/search/${id}/`, names[id], count])))}${fold("按地区找", areas(catalogue.regions, "h2"))}${fold("按项目找", rows([["/programmes/stars/", programme.name, catalogue.bodies.length]]))}${fold("按类型、等级找", `<h2 class="minor">${esc(programme.name)}</h2>
${each(["levels", "types"], (kind) => chips(programme[kind].map(({ id, name }) => [`/programmes/stars/${kind}/${id}/`, name, catalogue[kind].get(id)?.length ?? 0])))}`)}
</div>`;

export const initials = () => (cuts["/organizations/"] ? `<h3 class="minor">按拼音首字母</h3>
${letters(cuts["/organizations/"])}` : "");

const call = (number) =>
  `<a class="contact__call" href="tel:${number.replace("-", "")}"><span class="contact__word">打电话</span> <span class="contact__number">${number}</span></a>`;

// A telephone to call, and what else is known beside it.
export const contact = (number, more = "") => `<div class="contact">
  ${call(number)}${more}
</div>`;

export const facts = (entries, wide = "") => `<dl class="facts${wide}">${each(entries, ([label, value]) => `
  <div><dt>${label}</dt><dd>${value}</dd></div>`)}
</dl>`;

export const seal = (owner) => `<div class="seal">
${owner ? `<p class="seal__line">${esc(owner)}</p>` : ""}<p class="seal__line">（盖章处）</p><p class="seal__line">　　　　年　　月　　日</p></div>`;

// Which level a total earns, and how far it is from those above: the sentences of a record.
export function trace(total) {
  const reached = programme.levels.findIndex(({ needs }) => total >= needs.total);
  const above = programme.levels.slice(0, reached).reverse();
  return [
    `总分${total}分，达到${programme.levels[reached].name}（${programme.levels[reached].needs.total}分（含）以上）`,
    ...above.map(({ name, needs }) => `总分${total}分，低于${name}要求的${needs.total}分`),
  ];
}
