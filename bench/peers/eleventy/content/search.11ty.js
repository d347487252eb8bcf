import { needsByCount } from "../lib/catalogue.js";
import { finder, finderParts, FINDER_SCRIPT } from "../lib/finder.js";
import { page } from "../lib/frame.js";
import { initials, ways } from "../lib/html.js";

export default ({ page: { url }, collections: { catalogue } }) => page({
  url,
  title: "搜索",
  boxed: false,
  head: FINDER_SCRIPT,
  parts: finderParts,
  main: `<h1>搜索</h1>
<noscript><p class="lead">这里的搜索要用网页脚本，这台设备没有开启。请按下面的办法找。</p></noscript>
${finder(true)}
<div id="unfiltered">
<section class="section" aria-labelledby="ways">
  <div class="section__head"><h2 id="ways">不用搜索也能找</h2></div>
  ${ways(catalogue, needsByCount(catalogue))}
  ${initials()}
</section>
</div>`,
});
