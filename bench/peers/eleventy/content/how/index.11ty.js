import { page } from "../../lib/frame.js";
import { esc } from "../../lib/html.js";
import { programme, scheme } from "../../lib/site.js";

export default ({ page: { url } }) => page({
  url,
  title: "怎么评的",
  main: `<h1>怎么评的</h1>
<p class="lead">每个项目有自己的评定办法。这里说明看哪些方面、分数怎么算、每一级要做到什么。</p>
<ul class="cards how-list">
  <li class="card">
    <h2 class="card__name"><a href="/how/stars/">${esc(programme.name)}</a></h2>
    <p class="card__summary">${esc(scheme)}</p>
  </li>
</ul>`,
});
