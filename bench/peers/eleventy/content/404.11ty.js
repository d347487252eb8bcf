import { page } from "../lib/html.js";

export const data = { permalink: "404.html" };

export const render = () => page({
  url: "/404.html",
  title: "没有这一页",
  crumbs: [],
  main: `<h1>没有这一页</h1>
<p class="lead">网址可能写错了，也可能这一页已经改了地方。可以从这里找：</p>
<div class="title-facts"><ul class="rows">
  <li><a href="/"><span>首页</span></a></li>
  <li><a href="/organizations/"><span>找组织</span></a></li>
  <li><a href="/regions/"><span>按地区找</span></a></li>
  <li><a href="/stories/"><span>服务故事</span></a></li>
  <li><a href="/how/"><span>怎么评的</span></a></li>
</ul>
</div>`,
});
