// A page for each record.
import { page } from "../lib/frame.js";
import { bars, cards, contact, day, each, esc, facts, levelMark, storyCards, trace, validUntil } from "../lib/html.js";
import { qr } from "../lib/qr.js";
import { address, names, programme, regions, rubric } from "../lib/site.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.bodies", size: 1, alias: "body" },
      permalink: ({ body }) => `${body.url}index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ body, collections }) {
    return page({
      url: body.url,
      title: body.data.title,
      description: body.data.summary,
      meta: [["ContentSource", programme.authority]],
      linkedData: describe(body),
      main: record(body, collections.catalogue),
    });
  }
}

const describe = ({ url, data }) => ({
  "@context": "https://schema.org",
  "@type": "Organization",
  name: data.title,
  url: address + url,
  description: data.summary,
  foundingDate: data.founded,
  areaServed: data.area,
  location: { "@type": "Place", name: data.regions.slice(-2).map((id) => regions[id].name).join(" ") },
  knowsAbout: data.needs.map((id) => names[id]),
  telephone: data.contact.phone,
  address: data.contact.address,
});

function record({ id, url, data }, catalogue) {
  const { title } = data;
  const community = regions[data.regions.at(-1)];
  const now = data.evaluations.at(-1);
  const past = data.evaluations.slice(0, -1);
  const neighbours = catalogue.regions.get(community.id).filter((body) => body.url !== url).slice(0, 6);
  return `<article class="record" data-module="unfold">
  <header class="record__head">
    <h1>${esc(title)}</h1>
<div class="record__places">
  <ul class="record__place">${each(data.regions, (id) => `<li><a href="/regions/${id}/">${esc(regions[id].name)}</a></li>`)}</ul>
</div>
    <p class="record__standing"><a class="record__level" href="/programmes/stars/levels/${data.level}/">${levelMark(data.level)}</a><span class="record__valid">有效期至${validUntil(now.decided)}</span></p>
    <div class="paper-mark">
  <p class="paper-mark__words">编号 <b>${id}</b><br>${address}${url}</p>
${qr(address + url)}</div>
  </header>
  <aside class="record__aside" aria-label="联系方式"><div class="record__contact">${contact(data.contact.phone, facts([["地址", esc(data.contact.address)]], " contact__facts"))}
</div></aside>
  <div class="record__body">
    <ul class="record__kind"><li><a href="/programmes/stars/types/${data.types[0]}/">${esc(names[data.types[0]])}</a></li><li><a href="/programmes/stars/">${esc(programme.name)}</a></li></ul>
    <section class="section">
      <div class="section__head"><h2>做什么</h2></div>
<p class="lead">${esc(data.summary)}</p>
      <ul class="offers">${each(data.needs, (id) => `<li>${esc(names[id])}</li>`)}</ul>
<dl class="facts">
  <div><dt>服务对象</dt><dd>${esc(data.for)}</dd></div>
  <div><dt>服务范围</dt><dd>${esc(data.area)}</dd></div>
  <div><dt>收费</dt><dd>${esc(data.fee)}</dd></div>
  <div><dt>活动时间</dt><dd>${esc(data.schedule)}</dd></div>
</dl>
    </section>
    <section class="section off-paper">
      <div class="section__head"><h2>怎样参加</h2></div>
      <p class="text">没有写明怎样参加，可以打本页上的电话问。</p>
    </section>
    <section class="section off-paper">
      <div class="section__head"><h2>核实身份</h2></div>
      <div class="text stack">
        <p>有人上门说是“${esc(title)}”的，先问清楚再开门。</p>
        <p class="ask">问${esc(community.phone_of)}： <a href="tel:${community.phone.replace("-", "")}">${community.phone}</a></p>
<p>它写明的收费是“${esc(data.fee)}”。有人另外要钱，先问清楚。</p>
        <dl class="facts">
  <div><dt>正式名称</dt><dd>${esc(title)}</dd></div>
</dl>
<p class="soft small">本页能说明有这个组织、它做什么，不能说明上门的人就是它派来的。</p>
      </div>
    </section>${data.stories.length ? `
    <section class="section off-paper">
      <div class="section__head"><h2>服务故事</h2></div>
      ${storyCards(data.stories.map((id) => catalogue.storyById.get(id)))}
    </section>` : ""}
    <section class="section">
      <div class="section__head"><h2>服务数据</h2></div>
      ${services(data.services)}
    </section>
    <section class="section">
      <div class="section__head"><h2>星级怎样得来</h2></div>
      ${scorecard(now)}
<div class="after text"><dl class="facts">
  <div><dt>评定单位</dt><dd>${esc(programme.authority)}</dd></div>
  <div><dt>评定日期</dt><dd>${day(now.decided)}</dd></div>
  <div><dt>证书编号</dt><dd>${esc(now.certificate_no)}</dd></div>
</dl>
</div>
      <p class="record__how"><a href="/how/stars/">看“${esc(programme.name)}”怎么评</a> <a href="${url}plaque/">打印证书</a></p>
      <div class="after">
        <h3>以往评定</h3>
        <ol class="past">${each(past, (one) => `
  <li class="past__item">
    <div class="past__head">
      <span class="past__title">${one.period}年度评定</span>
${levelMark(one.level)}    </div>
<dl class="facts">
  <div><dt>评定单位</dt><dd>${esc(programme.authority)}</dd></div>
  <div><dt>评定日期</dt><dd>${day(one.decided)}</dd></div>
  <div><dt>有效期至</dt><dd>${validUntil(one.decided)}</dd></div>
</dl>
  </li>`)}
</ol>
      </div>
    </section>
${data.change ? `    <p class="record__how row"><span>同一轮还有谁升降：</span><a href="/changes/stars/2025/">2025年度星级变动</a></p>
` : ""}    <section class="section">
      <div class="section__head"><h2>基本情况</h2></div>
      <dl class="facts">
  <div><dt>成立时间</dt><dd>${month(data.founded)}</dd></div>
  <div><dt>成员</dt><dd>${data.people.members}人</dd></div>
  <div><dt>党员</dt><dd>${data.people.party_members}人</dd></div>
</dl>
    </section>${neighbours.length ? `
    <section class="section off-paper">
      <div class="section__head"><h2>同在${esc(community.name)}</h2><a class="section__more" href="/regions/${community.id}/">${esc(community.name)}的全部组织</a></div>
      ${cards(neighbours)}
    </section>` : ""}
    <section class="section">
      <div class="section__head"><h2>资料来源</h2></div>
<ul class="documents">${each(data.sources, (source) => `
  <li class="documents__item">${esc(source.title)}<span class="documents__detail">${source.date}年</span></li>`)}
</ul>
      <p class="soft small">编号 <span class="record__number">${id}</span></p>
    </section>
<section class="section">
  <div class="section__head"><h2>本页有误</h2></div>
  <p class="text">请向主管单位反映，单位名称见：<a href="/programmes/stars/">${esc(programme.name)}</a></p>
</section>
  </div>
</article>`;
}

function month(text) {
  const [year, number] = text.split("-");
  return `${year}年${Number(number)}月`;
}

function services(periods) {
  const rows = Object.entries(periods);
  const caption = "服务人次（人次）";
  return `<figure class="chart">
  <figcaption class="chart__caption">${caption}</figcaption>
  ${bars(caption, rows.map(([period, { visits }]) => ({ label: `${period}年度`, value: parseFloat(visits), text: visits })))}
</figure>
<div class="after periods"><div class="table-scroll" tabindex="0" role="group" aria-label="各期服务数据">
<table class="table">
  <caption class="table__caption">各期服务数据</caption>
  <thead><tr><th scope="col">时间</th>${each(programme.indicators, ({ name, unit }) => `<th scope="col" class="numeric">${name}（${unit}）</th>`)}</tr></thead>
  <tbody>${each(rows.reverse(), ([period, figures]) => `
    <tr><th scope="row">${period}年度</th>${each(programme.indicators, ({ id }) => `<td class="numeric">${esc(figures[id])}</td>`)}</tr>`)}
  </tbody>
</table>
</div>
</div>`;
}

function scorecard({ period, level, scores }) {
  const total = Object.values(scores).reduce((sum, points) => sum + points, 0);
  const steps = trace(total);
  return `<div class="stack">
<p class="text">${period}年度评定得${total}分（满分100分），评为${esc(names[level])}。</p><p class="trace text">${steps.slice(0, 2).join("；")}。</p>${steps.length > 2 ? `
<details class="trace__fold">
  <summary>逐条看依据</summary>
  <ol class="trace__steps">${each(steps, (step) => `<li>${step}。</li>`)}</ol>
</details>` : ""}
      </div>
<div class="after"><div class="scorecard" role="group" aria-label="${period}年度评分表">
  <p class="scorecard__total"><span class="scorecard__caption">${period}年度评分表</span> <span class="scorecard__figure">${total}</span><span class="scorecard__unit">分</span> <span class="scorecard__max">满分100分</span></p>
  <p class="scorecard__note">评价内容的名称和分值没有公布过，这里是为展示而编写的示例。</p>
  <ul class="scorecard__aspects">
${each(rubric.aspects, (one) => aspect(one, scores))}  </ul>
</div>
</div>`;
}

function aspect({ name, max, items }, scores) {
  const points = items.reduce((sum, { id }) => sum + scores[id], 0);
  return `<li class="aspect">
  <details class="aspect__fold">
    <summary class="aspect__head"><span class="aspect__name">${esc(name)}</span>
<span class="aspect__points"><b>${points}</b><span class="aspect__max"> / ${max}</span></span><svg class="aspect__track" viewBox="0 0 100 6" width="100" height="6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="aspect__rest" width="100" height="6"/><rect class="aspect__bar" width="${((100 * points) / max).toFixed(2)}" height="6"/></svg>
</summary>
    <table class="items">
  <caption class="visually-hidden">${esc(name)}的${items.length}项评价内容</caption>
  <thead><tr><th scope="col">评价内容</th><th scope="col" class="numeric">得分</th><th scope="col" class="numeric">满分</th></tr></thead>
${each(items, (item) => `  <tbody class="items__item">
    <tr><th scope="row">${esc(item.name)}</th><td class="numeric items__points">${scores[item.id]}</td><td class="numeric">${item.max}</td></tr>
    <tr><td colspan="3" class="items__about">
<p>${esc(item.guidance)}</p>    </td></tr>
  </tbody>
`)}</table>
  </details>
</li>
`;
}
