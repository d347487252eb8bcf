import { badges } from "../../lib/badges.js";
import { page } from "../../lib/frame.js";
import { each, esc, facts, levelMark } from "../../lib/html.js";
import { address, programme, rubric, scheme } from "../../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  title: `${programme.name}：怎么评`,
  here: programme.name,
  main: `<h1>${esc(programme.name)}：怎么评</h1>
<p class="lead">${esc(scheme)}</p>
<p><a class="onward" href="/programmes/stars/">看这个项目和它的组织</a></p>
<div class="title-facts">${facts([
    ["谁来评", esc(programme.authority)],
    ["多久评", "每年评一次。"],
    ["有效期", `${programme.validity.months}个月，从评定当天算起。`],
    ["公示", `决定以前公示${programme.publicity.days}天，任何人都可以提出异议。`],
  ])}
</div>
<section class="section" aria-labelledby="rubric-1">
  <div class="section__head"><h2 id="rubric-1">看什么，各多少分</h2></div>
  <div class="stack">
    <p class="notice">这里的评价内容和分值是示例，没有公开的来源。</p>
    <div class="folds">${each(rubric.aspects, ({ name, max, items }) => `
<details class="fold">
  <summary><span>${esc(name)}</span><span class="fold__note">${max}分</span></summary>
  <ul class="fold__body criteria">${each(items, (item) => `
    <li class="criterion">
      <p class="criterion__head"><span>${esc(item.name)}</span> <span class="criterion__points">${item.max}分</span></p>
      <p class="criterion__text">${esc(item.guidance)}</p>
    </li>`)}
  </ul>
</details>`)}
</div>
    <h3>分数怎么算</h3>
    <ul class="ticks adding-up">
      <li>各方面得分相加，就是总分。</li>
      <li>总分保留2位小数，四舍五入。</li>
    </ul>
  </div>
</section>
<section class="section" aria-labelledby="levels">
  <div class="section__head"><h2 id="levels">各星级的条件</h2></div>
  <dl class="asked">${each(programme.levels, ({ id, needs }) => `
  <div class="asked__level">
    <dt><a class="plain" href="/programmes/stars/levels/${id}/">${levelMark(id)}</a></dt>
    <dd><ul class="ticks"><li>总分${needs.total}分（含）以上</li></ul></dd>
  </div>`)}
</dl>
</section>
${elsewhere(badges(catalogue))}`,
});

// How to show the badges on other sites.
function elsewhere(all) {
  const [latest] = all;
  const code = `<a href="${address}/organizations/组织编号/"><img src="${address}${latest.url}" alt="${latest.title}" width="${latest.width}" height="${latest.height}"></a>`;
  const newest = programme.levels.map(({ id }) => all.filter(({ level }) => level.id === id)).filter(({ length }) => length);
  return `<section class="section">
  <details class="fold">
  <summary>在别的网页上放星级图标</summary>
  <div class="fold__body stack">
    <p class="text">图标只是一幅图，谁都可以放，不证明任何事：一个组织评上没有、是不是还有效，只看本站上它自己的网页。所以请让图标链接到那个网页。</p>
    <p class="text">每个星级、每一年各有一个图标。把下面这段代码放进网页，其中的“组织编号”换成这个组织在本站的网址里的编号：</p>
    <pre class="code" tabindex="0"><code>${esc(code)}</code></pre>
    <ul class="badges">${each(newest, ([one, ...older]) => `
      <li><a href="${one.url}"><img class="badge" src="${one.url}" width="${one.width}" height="${one.height}" alt="${esc(one.title)}" loading="lazy" decoding="async"></a>${older.length ? `<ul class="badges__older">${each(older, ({ url, level, year }) => `<li><a href="${url}"><span class="visually-hidden">${level.name}</span>${year}年</a></li>`)}</ul>` : ""}</li>`)}
    </ul>
  </div>
</details>
</section>`;
}
