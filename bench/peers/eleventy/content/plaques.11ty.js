// The certificate of each body.
import { plaquePage } from "../lib/frame.js";
import { day, each, esc, levelMark, seal, validUntil } from "../lib/html.js";
import { qr } from "../lib/qr.js";
import { address, names, programme } from "../lib/site.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.bodies", size: 1, alias: "body" },
      permalink: ({ body }) => `${body.url}plaque/index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ body }) {
    return plaquePage({ url: `${body.url}plaque/`, title: `${body.data.title}：星级证书`, back: body, main: plaque(body) });
  }
}

function plaque({ url, data }) {
  const now = data.evaluations.at(-1);
  return `<article class="plaque${data.level === "gold" ? " plaque--honour" : ""}">
  <p class="plaque__programme">${esc(programme.name)}</p>
  <p class="plaque__heading">星级证书</p>
  <h1 class="plaque__name">${esc(data.title)}</h1>
<p class="plaque__level">${levelMark(data.level)}</p>  <div class="plaque__foot">
    <dl class="plaque__facts">
      <div><dt>证书编号</dt><dd>${esc(now.certificate_no)}</dd></div>
      <div><dt>评定日期</dt><dd>${day(now.decided)}</dd></div>
      <div><dt>有效期至</dt><dd>${validUntil(now.decided)}</dd></div>
      <div><dt>以往评定</dt><dd>${each(data.evaluations.slice(0, -1), ({ period, level }) => `<span class="plaque__before">${period}年度 ${esc(names[level])}</span>`)}</dd></div>
    </dl>
    <figure class="plaque__code">
      ${qr(address + url)}
      <figcaption>扫码核对现在是否有效<br><span class="plaque__address">${address}${url}</span></figcaption>
    </figure>
    ${seal(programme.authority)}
  </div>
</article>`;
}
