// What changed in the round: a page of it, or of a section of it.
import { grouped } from "./catalogue.js";
import { day, each, esc, letters, levelMark, onPage, pager, place, rows, stepsOf } from "./html.js";
import { names, programme, regions } from "./site.js";

const TITLE = "2025年度星级变动";

const sayChanged = (count) => `升星${count}支`;

export const rounds = ({ changed }) => rows([["/changes/stars/2025/", "2025年度", sayChanged(changed.length)]]);

export function changes(list) {
  const { part } = list;
  const title = onPage(part?.title ?? TITLE, list);
  const isFirst = !part && list.number === 1;
  return {
    title: `${programme.name}：${title}`,
    here: part ? onPage(part.label, list) : title,
    crumbs: part?.crumbs ?? [["/changes/", "星级变动"]],
    head: `<link rel="alternate" type="application/atom+xml" href="/changes/feed.xml" title="星级变动">
`,
    main: `<h1>${esc(title)}</h1>
<p class="soft"><a class="plain" href="/programmes/stars/">${esc(programme.name)}</a></p>
${isFirst ? `<p class="lead">${sayChanged(list.count)}。</p>
` : ""}${part ? stepsOf(part) : ""}${list.cut ? letters(list.cut) : `<section class="section" aria-labelledby="promoted">
  <div class="section__head"><h2 id="promoted">升星</h2></div>
  ${table(list.shown)}
</section>
${pager(list)}`}
<section class="section" aria-labelledby="more">
  <div class="section__head"><h2 id="more">${isFirst ? "下载和订阅" : "更多"}</h2></div>
  <ul class="stack">${isFirst ? `
    <li><a href="/changes/feed.xml">用阅读器订阅星级变动（Atom）</a></li>` : ""}
    <li><a href="/changes/#programme-stars">${esc(programme.name)}的全部星级变动</a></li>
  </ul>
</section>`,
  };
}

const table = (moved) => `<table class="moves">
  <caption class="visually-hidden">升星</caption>
  <colgroup><col><col class="moves__column--level"><col class="moves__column--day"><col></colgroup>
  <thead><tr><th scope="col">组织</th><th scope="col">变动</th><th scope="col">变动日期</th><th scope="col">理由和依据</th></tr></thead>${each([...grouped(moved, (data) => [data.regions[1]])], ([area, some]) => `
  <tbody>
    <tr class="moves__area"><th scope="rowgroup" colspan="4">${esc(regions[area].name)}</th></tr>
${each(some, row)}  </tbody>`)}
</table>`;

function row({ url, data }) {
  const [before, now] = data.evaluations;
  return `    <tr class="moves__move">
      <th scope="row" class="moves__body"><a href="${url}">${esc(data.title)}</a> <span class="moves__place">${place(data)}</span></th>
      <td class="moves__level"><span class="moves__step"><span class="moves__before">${esc(names[before.level])}</span><span class="moves__arrow"><span class="visually-hidden">变为</span></span>${levelMark(now.level)}</span></td>
      <td class="moves__day">${day(now.decided)}</td>
      <td class="moves__reason"></td>
    </tr>
`;
}
