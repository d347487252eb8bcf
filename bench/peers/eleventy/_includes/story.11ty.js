import { cards, day, esc, page } from "../lib/html.js";

export default function ({ page: { url, date }, title, organizations, content, collections }) {
  return page({
    url,
    title,
    meta: `
<meta name="ArticleTitle" content="${esc(title)}">
<meta name="PubDate" content="${date.toISOString().slice(0, 10)}">`,
    main: `<article>
  <header class="article__head">
    <h1>${esc(title)}</h1>
    <p class="byline"><span class="byline__item">时间：${day(date)}</span></p>
  </header>
  <div class="prose article__body">${content}</div>
</article>
<section class="section">
  <div class="section__head"><h2>故事里的组织</h2></div>
  ${cards(organizations.map((id) => collections.catalogue.bodyById.get(id)))}
</section>`,
  });
}
