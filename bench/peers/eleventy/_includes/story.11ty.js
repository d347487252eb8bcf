import { page } from "../lib/frame.js";
import { cards, day, esc } from "../lib/html.js";
import { title as siteTitle } from "../lib/site.js";

export default function ({ page: { url, date }, title, organizations, content, collections }) {
  return page({
    url,
    title,
    description: title,
    type: "article",
    meta: [["PubDate", date.toISOString().slice(0, 10)], ["ContentSource", siteTitle]],
    main: `<article>
  <header class="article__head">
    <h1>${esc(title)}</h1>
    <p class="byline"><span class="byline__item">时间：${day(date)}</span><span class="byline__item">来源：本站</span></p>
  </header>
  <div class="prose article__body">${content}</div>
</article>
<section class="section">
  <div class="section__head"><h2>故事里的组织</h2></div>
  ${cards(organizations.map((id) => collections.catalogue.bodyById.get(id)))}
</section>`,
  });
}
