import { barTable, esc, groupTable, page } from "../lib/html.js";
import { services } from "../lib/services.js";
import { programme, regions } from "../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  title: "统计",
  main: `<h1>统计</h1>
<p class="lead">这里只数本站列出的${catalogue.bodies.length}个组织。主管单位公布的数字另在各项目的页面上，不混在一起。</p>
<section class="section" aria-labelledby="programme-stars">
  <div class="section__head"><h2 id="programme-stars"><a class="plain" href="/programmes/stars/">${esc(programme.name)}</a></h2></div>
  <div class="stack">
    <p class="text">共${catalogue.bodies.length}支。</p>
    <div class="tables">
      ${groupTable("按星级", "星级", "levels", catalogue.levels)}
      ${groupTable("按类型", "类型", "types", catalogue.types)}
      ${barTable("按地区", ["地区", "数量（支）", "有星级"], regions.province.children.map((id) => {
        const count = catalogue.regions.get(id).length;
        return [regions[id].name, `/regions/${id}/`, count, count];
      }))}
    </div>
    <h3>服务数据</h3>
    ${services(catalogue)}
    <p class="small soft text">只加各组织给出的确切数字；写作“约”“余”“多”的和累计的，不加在内。</p>
  </div>
</section>`,
});
