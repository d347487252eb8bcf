import { each, esc, levelMark, page } from "../../lib/html.js";
import { programme, rubric, scheme } from "../../lib/site.js";

export default ({ page: { url } }) => page({
  url,
  title: `${programme.name}：怎么评`,
  main: `<h1>${esc(programme.name)}：怎么评</h1>
<p class="lead">${esc(scheme)}</p>
<p><a class="onward" href="/programmes/stars/">看这个项目和它的组织</a></p>
<div class="title-facts"><dl class="facts">
  <div><dt>谁来评</dt><dd>${esc(programme.authority)}</dd></div>
  <div><dt>多久评</dt><dd>每年评一次。</dd></div>
  <div><dt>有效期</dt><dd>${programme.validity.months}个月，从评定当天算起。</dd></div>
  <div><dt>公示</dt><dd>决定以前公示${programme.publicity.days}天，任何人都可以提出异议。</dd></div>
</dl>
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
</section>`,
});
