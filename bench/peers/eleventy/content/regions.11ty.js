import { page } from "../lib/frame.js";
import { each, esc } from "../lib/html.js";
import { regions } from "../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => {
  const count = (id) => catalogue.regions.get(id).length;
  const link = (id) => `<a class="tree__link" href="/regions/${id}/">${esc(regions[id].name)} <span class="chip__note">${count(id)}</span></a>`;
  return page({
    url,
    title: "按地区找",
    main: `<h1>按地区找</h1>
<p class="lead">地名后面的数字，是本站在那里列出的组织数，包括下级的。</p>${each(regions.province.children, (city) => `
<section class="section" aria-labelledby="seat-${city}">
  <div class="section__head">
    <h2 id="seat-${city}"><a class="plain" href="/regions/${city}/">${esc(regions[city].name)}</a> <span class="area__count">${count(city)}</span></h2>
    <a class="section__more" href="/regions/province/">${esc(regions.province.name)}</a>
  </div>
  <ul class="tree">${each(regions[city].children, (district) => `
    <li class="tree__branch">${link(district)}
      <ul class="tree__below">${each(regions[district].children, (street) => `
    <li class="tree__branch">${link(street)}
    </li>`)}
</ul>
    </li>`)}
  </ul>
</section>`)}`,
  });
};
