import { page } from "../lib/frame.js";
import { areaChart, esc, groupChart, rows } from "../lib/html.js";
import { services } from "../lib/services.js";
import { programme } from "../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => {
  const total = catalogue.bodies.length;
  const count = (kind) => (id) => catalogue[kind].get(id)?.length ?? 0;
  return page({
    url,
    title: "统计",
    main: `<h1>统计</h1>
<p class="lead">这里只数本站列出的${total}个组织。主管单位公布的数字另在各项目的页面上，不混在一起。</p>
<nav class="title-facts" aria-label="本页的项目">${rows([["#programme-stars", programme.name, total]], " rows--two")}
</nav>
<section class="section" aria-labelledby="programme-stars">
  <div class="section__head"><h2 id="programme-stars"><a class="plain" href="/programmes/stars/">${esc(programme.name)}</a></h2></div>
  <div class="stack">
    <p class="text">共${total}支。</p>
    <div class="tables">
      ${groupChart("按星级", "星级", "levels", count("levels"), total)}
      ${groupChart("按类型", "类型", "types", count("types"), total)}
      ${areaChart(catalogue.regions, total)}
    </div>
    <h3>服务数据</h3>
    ${services(catalogue)}
    <p><a class="onward" href="/changes/#programme-stars">看星级变动</a></p>
  </div>
</section>`,
  });
};
