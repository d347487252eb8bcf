// The frame of a page and the parts that several pages show.
import { names, programme, regions, title as siteTitle, address } from "./site.js";

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const MENU = [["", "首页"], ["organizations", "找组织"], ["regions", "按地区找"], ["stories", "服务故事"], ["how", "怎么评的"]];
const SECTIONS = { ...Object.fromEntries(MENU), programmes: "全部项目", statistics: "统计" };

export function esc(text) {
  text = String(text);
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (found) => ENTITIES[found]) : text;
}

export const each = (values, render) => values.map(render).join("");

const headers = new Map();

function header(section) {
  let made = headers.get(section);
  if (!made) {
    made = `<a class="skip" href="#main">跳到正文</a>
<header class="masthead">
  <div class="masthead__inner">
    <a class="masthead__title" href="/">${siteTitle}</a>
    <div class="masthead__tools" data-module="tools" hidden>
      <button class="tool" type="button" data-module="text-size" data-standard="字号：标准" data-large="字号：大" data-largest="字号：特大">字号：标准</button>
      <button class="tool" type="button" data-module="print">打印</button>
    </div>
  </div>
  <nav class="menu" aria-label="主菜单">
    <ul class="menu__list">${each(MENU, ([id, name]) => `
      <li><a class="menu__link" href="/${id && `${id}/`}"${id === section ? ' aria-current="true"' : ""}>${name}</a></li>`)}
    </ul>
  </nav>
</header>`;
    headers.set(section, made);
  }
  return made;
}

export function page({ url, title, description, meta = "", crumbs, main }) {
  const section = url.split("/")[1];
  crumbs ??= section && url !== `/${section}/` ? [[`/${section}/`, SECTIONS[section]]] : [];
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ? `${esc(title)} - ` : ""}${siteTitle}</title>
<meta name="description" content="${esc(description ?? siteTitle)}">
<meta name="SiteName" content="${siteTitle}">
<meta name="SiteDomain" content="www.example.org">
<meta name="ColumnName" content="${SECTIONS[section] ?? siteTitle}">
<meta name="ColumnType" content="${SECTIONS[section] ?? siteTitle}">${meta}
<meta name="ContentSource" content="${esc(programme.authority)}">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="canonical" href="${address}${url}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
<script defer src="/assets/site.js"></script>
</head>
<body>
${header(section)}${title ? `
<nav class="crumbs" aria-label="当前位置">
  <ol class="crumbs__list">
    <li class="crumbs__item"><a href="/">首页</a></li>${each(crumbs, ([href, name]) => `
    <li class="crumbs__item"><a href="${href}">${esc(name)}</a></li>`)}
    <li class="crumbs__item"><span aria-current="page">${esc(title)}</span></li>
  </ol>
</nav>` : ""}
<main id="main" class="main" tabindex="-1">
${main}
</main>
<footer class="footer">
  <div class="footer__inner">
    <ul class="footer__links">
      <li><a href="/statistics/">统计</a></li>
      <li><a href="/programmes/">全部项目</a></li>
    </ul>
    <dl class="footer__facts">
    </dl>
  </div>
</footer>
</body>
</html>
`;
}

const STAR = "l2.65 5.6 6.1.8-4.47 4.25 1.13 6.05-5.41-2.9-5.41 2.9 1.13-6.05-4.47-4.25 6.1-.8z";
const MEDAL = `<svg class="level__medal" viewBox="0 0 20 24" width="20" height="24" aria-hidden="true" focusable="false"><path d="M6 1h8l-2.2 6.2H8.2z"/><circle cx="10" cy="15" r="7.2"/><path d="M10 10.6l1.35 2.8 3.05.42-2.22 2.13.54 3.03L10 17.53l-2.72 1.45.54-3.03-2.22-2.13 3.05-.42z"/></svg>`;
const MARKS = Object.fromEntries(programme.levels.map((one) => [one.id, drawLevel(one)]));

function drawStars(name, left, count) {
  return count ? `<path class="${name}" d="M${left} 2.2${Array(count).fill(STAR).join("m22 0")}"/>` : "";
}

function drawLevel({ name, honour, stars }) {
  const drawn = honour
    ? MEDAL
    : `<svg class="level__stars" viewBox="0 0 110 22" width="100" height="20" aria-hidden="true" focusable="false">${drawStars("level__star", 11, stars)}${drawStars("level__rest", 11 + 22 * stars, 5 - stars)}</svg>`;
  return `<span class="level${honour ? " level--honour" : ""}">${drawn}<span class="level__word">${esc(name)}</span></span>`;
}

export const levelMark = (id) => MARKS[id];

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
  <p class="card__place"><span>${each(data.regions.slice(-2), (id) => `${esc(regions[id].name)} `)}</span><span class="card__type">${esc(names[data.types[0]])}</span></p>
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
export const letters = ({ by, label, hint, parts }, chosen) => `<nav class="letters${chosen && by === "letter" ? "" : " letters--wide"}" aria-label="${label}">${chosen ? "" : `
  <p class="letters__hint">${hint}</p>`}
  <ul class="letters__list">${each(parts, (part) => `
    <li><a class="letters__link" href="${part.url}"${part.id === chosen ? ' aria-current="true"' : ""}>${part.label}${chosen ? "" : ` <span class="letters__note">${part.count}</span>`}</a></li>`)}
  </ul>
</nav>`;

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
    <tr>${label}${each(numbers, (number) => `<td class="numeric">${esc(number)}</td>`)}</tr>`)}
  </tbody>
</table>
</div>`;
}

// A table whose rows are [label, href, number, …]; the first number is also drawn.
export function barTable(caption, head, rows) {
  const most = Math.max(1, ...rows.map((row) => row[2]));
  return table(caption, head, rows.map(([label, href, ...numbers]) => [
    `<th scope="row" class="table__barred">${href ? `<a href="${href}">${esc(label)}</a>` : esc(label)}<svg class="table__track" viewBox="0 0 100 4" width="100" height="4" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bars__rest" width="100" height="4"/><rect class="bars__bar" width="${((100 * numbers[0]) / most).toFixed(2)}" height="4"/></svg></th>`,
    ...numbers,
  ]));
}

export const groupTable = (caption, word, kind, groups) =>
  barTable(caption, [word, "数量（支）"], programme[kind].map(({ id, name }) => [name, `/programmes/stars/${kind}/${id}/`, groups.get(id)?.length ?? 0]));

export const areas = (groups) => `<div class="areas">${each(regions.province.children, (city) => `
  <div class="area">
    <h3 class="area__name"><a href="/regions/${city}/">${esc(regions[city].name)}</a> <span class="area__count">${groups.get(city).length}</span></h3>
    <ul class="chips">${each(regions[city].children, (id) => `
      <li><a class="chip" href="/regions/${id}/">${esc(regions[id].name)} <span class="chip__note">${groups.get(id).length}</span></a></li>`)}
    </ul>
  </div>`)}
</div>`;

export const phone = (number) =>
  `<a class="contact__call" href="tel:${number.replace("-", "")}"><span class="contact__word">打电话</span> <span class="contact__number">${number}</span></a>`;
