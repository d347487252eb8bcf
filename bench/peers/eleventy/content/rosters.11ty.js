// A page for each roster to print.
import { listed } from "../lib/catalogue.js";
import { NOT_INDEXED, page } from "../lib/frame.js";
import { day, esc, place, seal } from "../lib/html.js";
import { address, names, programme, rosters, title as siteTitle } from "../lib/site.js";

const MOST = 1000;

export default class {
  data() {
    return {
      rosters,
      pagination: { data: "rosters", size: 1, alias: "roster" },
      permalink: ({ roster }) => `${roster.url}index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ roster, collections }) {
    const { url, title, crumbs } = roster;
    return page({ url, title, here: "打印名册", crumbs, section: roster.page.split("/")[1], head: NOT_INDEXED, main: paper(roster, collections.catalogue) });
  }
}

function paper({ title, source, page: of, number, urls, first, total }, catalogue) {
  const bodies = listed(source, catalogue)
    .toSorted((a, b) => a.data.place - b.data.place)
    .slice(first - 1, first - 1 + MOST);
  const latest = new Date(Math.max(...bodies.map(({ data }) => data.evaluations.at(-1).decided)));
  return `<h1>${esc(title)}</h1>
${urls.length > 1 ? `<p class="papers">${urls.map((href, at) => (at + 1 === number ? `<b aria-current="page">第${number}册</b>` : `<a href="${href}">第${at + 1}册</a>`)).join("")}</p>
` : ""}<p class="paper__line">共${total}个</p>${urls.length > 1 ? `<p class="paper__line">第${number}册，共${urls.length}册：第${first}至${first + bodies.length - 1}号</p>` : ""}<p class="paper__line">评定情况最近一次变动：${day(latest)}</p><div class="table-scroll" tabindex="0" role="group" aria-label="${esc(title)}">
<table class="table paper__table">
  <caption class="visually-hidden">${esc(title)}</caption>
  <thead><tr><th scope="col">序号</th><th scope="col">名称</th><th scope="col">地区</th><th scope="col">类型</th><th scope="col">星级</th><th scope="col">电话</th></tr></thead>
  <tbody>
${bodies.map(({ url, data }, at) => `    <tr><td>${first + at}</td><th scope="row"><a href="${url}">${esc(data.title)}</a></th><td>${place(data)}</td><td>${esc(names[data.types[0]])}</td><td>${esc(names[data.level])}</td><td>${esc(data.contact.phone)}</td></tr>
`).join("")}  </tbody>
</table>
</div>
<p class="paper__note">评定单位：${esc(programme.authority)}</p><p class="paper__note">资料来源：${siteTitle} ${address}${of}</p>${seal()}`;
}
