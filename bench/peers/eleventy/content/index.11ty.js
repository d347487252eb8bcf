import { needsByCount } from "../lib/catalogue.js";
import { page } from "../lib/frame.js";
import { areas, cards, each, esc, searchBox, storyCards } from "../lib/html.js";
import { address, names, programme, scheme, title } from "../lib/site.js";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  boxed: false,
  linkedData: { "@context": "https://schema.org", "@type": "WebSite", name: title, inLanguage: "zh-CN", url: `${address}/` },
  main: `<h1>找到身边的社区组织</h1>
<p class="lead">它们为谁做什么，在哪里，怎么联系；评过等级的，是怎样评的。</p>
${searchBox}<section class="section" aria-labelledby="needs">
  <div class="section__head"><h2 id="needs">我需要……</h2><a class="section__more" href="/organizations/">全部组织</a></div>
  <ul class="needs">${each(needsByCount(catalogue).slice(0, 12), ({ id, count }) => `
    <li><a class="need" href="/organizations/search/${id}/"><span>${esc(names[id])}</span> <span class="rows__note">${count}</span></a></li>`)}
  </ul>
</section>
<section class="section" aria-labelledby="areas">
  <div class="section__head"><h2 id="areas">按地区找</h2><a class="section__more" href="/regions/">全部地区</a></div>
  ${areas(catalogue.regions)}
</section>
<section class="section" aria-labelledby="honoured">
  <div class="section__head"><h2 id="honoured">金牌组织</h2></div>
  ${cards(catalogue.levels.get("gold").slice(0, 12))}
</section>
<section class="section" aria-labelledby="how">
  <div class="section__head"><h2 id="how">怎么评的</h2><a class="section__more" href="/changes/">星级变动</a></div>
  <ul class="cards">
    <li class="card">
      <h3 class="card__name"><a href="/how/stars/">${esc(programme.name)}</a></h3>
      <p class="card__summary">${esc(scheme)}</p>
    </li>
  </ul>
</section>
<section class="section" aria-labelledby="stories">
  <div class="section__head"><h2 id="stories">服务故事</h2><a class="section__more" href="/stories/">全部故事</a></div>
  ${storyCards(catalogue.stories.slice(0, 3), catalogue.bodyById)}
</section>`,
});
