import { rounds } from "../lib/changes.js";
import { page } from "../lib/frame.js";
import { esc } from "../lib/html.js";
import { programme } from "../lib/site.js";

const LEAD = "每一轮评定以后，以及两轮之间，谁升了、谁降了、谁是新评的、谁取消或到期了。";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  title: "星级变动",
  description: LEAD,
  head: `<link rel="alternate" type="application/atom+xml" href="/changes/feed.xml" title="星级变动">
`,
  main: `<h1>星级变动</h1>
<p class="lead">${LEAD}</p>
<section class="section rounds" aria-labelledby="programme-stars">
  <div class="section__head"><h2 id="programme-stars"><a class="plain" href="/programmes/stars/">${esc(programme.name)}</a></h2></div>
  ${rounds(catalogue)}
</section>
<p class="section small"><a href="/changes/feed.xml">用阅读器订阅星级变动（Atom）</a></p>`,
});
