import { page } from "../lib/frame.js";
import { rows } from "../lib/html.js";

export const data = { permalink: "404.html", eleventyExcludeFromCollections: true };

export const render = () => page({
  url: "/404.html",
  title: "没有这一页",
  crumbs: [],
  main: `<h1>没有这一页</h1>
<p class="lead">网址可能写错了，也可能这一页已经改了地方。可以从这里找：</p>
<div class="title-facts">${rows([["/", "首页"], ["/organizations/", "找组织"], ["/regions/", "按地区找"], ["/stories/", "服务故事"], ["/how/", "怎么评的"]])}
</div>`,
});
