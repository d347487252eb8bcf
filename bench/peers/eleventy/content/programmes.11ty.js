import { page } from "../lib/frame.js";
import { esc } from "../lib/html.js";
import { programme, regions, scheme } from "../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  title: "全部项目",
  main: `<h1>全部项目</h1>
<p class="lead">共1个项目。</p>
<section class="section" aria-labelledby="group-1">
  <div class="section__head"><h2 id="group-1">评等级的项目</h2></div>
  <ul class="cards">
    <li class="card">
      <h3 class="card__name"><a href="/programmes/stars/">${esc(programme.name)}</a></h3>
      <p class="card__place"><span class="card__type">${esc(regions[programme.region].name)}</span><span class="card__type">本站列出${catalogue.bodies.length}支</span></p>
      <p class="card__summary soft">${esc(scheme)}</p>
    </li>
  </ul>
</section>`,
});
