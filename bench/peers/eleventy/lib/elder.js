// The version for old people: twins of the home page, of the directory and of the needs.
import { needsByCount } from "./catalogue.js";
import { contact, each, esc, letters, levelMark, onPage, pager, place, searchBox, stepsOf } from "./html.js";
import { names, regions } from "./site.js";

const MANY = 12;
export const ELDER = "/elder";

const isTwinned = ({ kind, part }) => kind === "directory" || kind === "need" || part?.url.startsWith("/organizations/");

export const elderPages = (lists) => lists.filter(isTwinned).map((list) => ({ ...list, url: ELDER + list.url, twin: list.url }));

const buttons = (rows) => `<ul class="elder-buttons">${each(rows, ([href, label, note]) => `
  <li><a class="elder-button" href="${href}"><span>${esc(label)}</span>${note === undefined ? "" : ` <span class="elder-button__note">${note}</span>`}</a></li>`)}
</ul>
`;

const needButtons = (needs) => buttons(needs.map(({ id, count }) => [`${ELDER}/organizations/search/${id}/`, names[id], count]));

const MY_COMMUNITY = `<a class="elder-button" href="/regions/" data-module="my-community" data-search="/search/" data-choose="选定我的社区" data-mine="我的社区：{name}">按地区找我的社区</a>`;

export const home = (catalogue) => `<h1>您要找什么？</h1>
${searchBox}<section class="section" aria-labelledby="needs">
  <h2 id="needs">我需要……</h2>
  ${needButtons(needsByCount(catalogue).slice(0, MANY))}</section>
<section class="section" aria-labelledby="near">
  <h2 id="near">我家附近</h2>
  <ul class="elder-buttons">
    <li>${MY_COMMUNITY}</li>
    <li><a class="elder-button" href="${ELDER}/organizations/">全部组织</a></li>
  </ul>
</section>
<section class="section" aria-labelledby="door">
  <h2 id="door">有人上门，先核实</h2>
  <ol class="elder-steps">
    <li>先不开门，问清楚是哪个组织的、叫什么。</li>
    <li>在上面搜这个名称，打开它的页面，看“核实身份”。</li>
    <li>照那里写的电话打过去问。来人自己给的电话不算数。</li>
  </ol>
</section>
<section class="section" aria-labelledby="more">
  <h2 id="more">还可以看</h2>
  ${buttons([["/regions/", "按地区找"], ["/stories/", "服务故事"], ["/how/", "怎么评的"]])}</section>`;

export function elderList(list, catalogue) {
  const { part, id } = list;
  const need = id ?? part?.source.split("/")[2];
  const isFirst = list.kind === "directory" && list.number === 1;
  const title = onPage(part?.title ?? (need ? `我需要：${names[need]}` : "找组织"), list);
  return {
    title,
    main: `<h1>${esc(title)}</h1>
${searchBox}${isFirst ? waysIn(catalogue) : `<p class="elder-back"><a class="elder-button" href="${ELDER}/${need ? "" : "organizations/"}">${need ? "找别的" : "按需要、地区找"}</a></p>
`}<section class="section" aria-labelledby="bodies">
  <h2 id="bodies">${need ? `写明“${esc(names[need])}”的组织` : "全部组织"}</h2>
  ${need ? (part ? "" : `<p>共${list.count}个组织。</p>`) : "<p>按名称排列。</p>"}
  ${part ? stepsOf(part, ELDER) : ""}
${list.cut ? letters(list.cut, undefined, ELDER) : `${part ? `<h3 class="letter__label">${part.label}</h3>
` : ""}<ul class="elder-bodies">
${each(list.shown, part ? inSection : alone)}</ul>
${pager({ ...list, base: ELDER + list.base })}`}
</section>`,
  };
}

const waysIn = (catalogue) => `<section class="section" aria-labelledby="needs">
  <h2 id="needs">我需要……</h2>
  ${needButtons(needsByCount(catalogue).slice(0, MANY))}
  <details class="fold elder-back">
    <summary>还有别的</summary>
    <div class="fold__body">${needButtons(needsByCount(catalogue).slice(MANY))}</div>
  </details>
</section>
<section class="section" aria-labelledby="areas">
  <h2 id="areas">按地区找</h2>
  <p class="elder-back">${MY_COMMUNITY}</p>
  ${each(regions.province.children, (city) => regionButtons([city], catalogue) + regionButtons(regions[city].children, catalogue))}</section>
`;

const regionButtons = (ids, catalogue) => buttons(ids.map((id) => [`/regions/${id}/`, regions[id].name, catalogue.regions.get(id).length]));

// A body is on a page of the directory and on one of each of its needs.
const drawn = new Map();
const inSection = (body) => remembered(body, "h4");
const alone = (body) => remembered(body, "h3");

function remembered(body, heading) {
  const key = heading + body.id;
  let html = drawn.get(key);
  if (html === undefined) drawn.set(key, (html = draw(body, heading)));
  return html;
}

const draw = ({ url, data }, heading) => `<li class="elder-body">
  <${heading} class="elder-body__name"><a href="${url}">${esc(data.title)}</a></${heading}>
  <p class="elder-body__where">${levelMark(data.level)} <span>${place(data)}</span></p>
  <p>${esc(data.needs.slice(0, 4).map((id) => names[id]).join("、"))}</p>
  ${contact(data.contact.phone)}
</li>
`;
