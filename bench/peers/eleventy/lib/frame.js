// The frame of a page: head, header, way to the page, footer; that of the version for old people; that of a certificate.
import { each, esc, searchBox } from "./html.js";
import { address, programme, title as siteTitle } from "./site.js";

const MENU = [["", "首页"], ["organizations", "找组织"], ["regions", "按地区找"], ["stories", "服务故事"], ["how", "怎么评的"]];
const SECTIONS = { ...Object.fromEntries(MENU), programmes: "全部项目", statistics: "统计", changes: "星级变动", search: "搜索" };
const POLICY = "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;; img-src &#39;self&#39;; font-src &#39;self&#39;; connect-src &#39;self&#39;; worker-src &#39;self&#39;; manifest-src &#39;self&#39;; base-uri &#39;none&#39;; form-action &#39;self&#39;";
const ELDER = "（长辈版）";

const FOOTER = `<footer class="footer">
  <div class="footer__inner">
    <ul class="footer__links">
      <li><a href="/statistics/">统计</a></li>
      <li><a href="/programmes/">全部项目</a></li>
      <li><a href="/changes/">星级变动</a></li>
    </ul>
    <dl class="footer__facts">
    </dl>
  </div>
</footer>
`;

// `section` is the folder whose name the page stands under; `meta` are [name, content] of an article.
function whole({ canonical, title, description, column, type = "website", meta, linkedData, head = "", version = "", body }) {
  const told = esc(title ?? siteTitle);
  const about = esc(description ?? (title ? `${title}：${siteTitle}` : siteTitle));
  const name = esc(column);
  return `<!doctype html>
<html lang="zh-CN"${version} itemscope itemtype="https://schema.org/WebPage">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ? `${told} - ` : ""}${siteTitle}</title>
<meta name="description" content="${about}">
<meta property="og:type" content="${type}">
<meta property="og:site_name" content="${siteTitle}">
<meta property="og:title" content="${told}">
<meta property="og:description" content="${about}">
<meta itemprop="name" content="${told}">
<meta itemprop="description" content="${about}">
<meta property="og:url" content="${address}${canonical}">
<meta name="SiteName" content="${siteTitle}">
<meta name="SiteDomain" content="www.example.org">
<meta name="ColumnName" content="${name}">${meta ? "" : `
<meta name="ColumnDescription" content="${about}">`}
<meta name="ColumnType" content="${name}">${meta ? each([["ArticleTitle", title], ...meta, ["Url", address + canonical]], ([key, value]) => `
<meta name="${key}" content="${esc(value)}">`) : ""}
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="canonical" href="${address}${canonical}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/site.css">
${head}${linkedData ? `<script type="application/ld+json">${JSON.stringify(linkedData).replaceAll("<", "\\u003c")}</script>
` : ""}<script defer src="/assets/site.js"></script>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
${body}</body>
</html>
`;
}

const tools = (href, elder) => `<div class="tools">
  <a class="tool" href="${href}" data-module="elder"${elder ? " data-twin" : ""} data-enter="长辈版" data-leave="退出长辈版">${elder ? "退出长辈版" : "长辈版"}</a>
  <div class="tools__scripted" data-module="tools" hidden>
    <button class="tool" type="button" data-module="text-size" data-standard="字号：标准" data-large="字号：大" data-largest="字号：特大">字号：标准</button>
    <button class="tool tool--aloud" type="button" data-module="read-aloud" data-stop="停止朗读" hidden>朗读</button>
    <button class="tool tool--print" type="button" data-module="print">打印</button>
  </div>
</div>`;

const headers = new Map();

function header(section, boxed) {
  const key = `${section} ${boxed}`;
  let made = headers.get(key);
  if (!made) {
    made = `<header class="masthead">
  <div class="masthead__inner">
    <a class="masthead__title" href="/">${siteTitle}</a>
    ${tools("/elder/", false)}
${boxed ? searchBox : ""}  </div>
  <nav class="menu" aria-label="主菜单">
    <ul class="menu__list">${each(MENU, ([id, name]) => `
      <li><a class="menu__link" href="/${id && `${id}/`}"${id === section ? ' aria-current="true"' : ""}>${name}</a></li>`)}
    </ul>
  </nav>
</header>
`;
    headers.set(key, made);
  }
  return made;
}

// `crumbs` are [address, name] of the pages above; `here` is what the page is called below them. `boxed` where the search box is in the header.
export function page({ url, title, here, crumbs, main, parts = "", boxed = true, section = url.split("/")[1], ...head }) {
  crumbs ??= section && url !== `/${section}/` ? [[`/${section}/`, SECTIONS[section]]] : [];
  return whole({ canonical: url, title, column: SECTIONS[section] ?? siteTitle, ...head, body: `${header(section, boxed)}${title ? `<nav class="crumbs" aria-labelledby="crumbs">
  <div class="crumbs__inner">
  <p class="crumbs__label" id="crumbs">当前位置：</p>
  <ol class="crumbs__list">
    <li class="crumbs__item"><a href="/">首页</a></li>${each(crumbs, ([href, name]) => `
    <li class="crumbs__item"><a href="${href}">${esc(name)}</a></li>`)}
    <li class="crumbs__item"><span aria-current="page">${esc(here ?? title)}</span></li>
  </ol>
  </div>
</nav>
` : ""}<main id="main" class="main" tabindex="-1">
${main}
</main>
${parts}${FOOTER}` });
}

// `twin` is the address of the ordinary page.
export const elderPage = ({ twin, title, main }) => whole({
  canonical: twin,
  title: title + ELDER,
  column: title + ELDER,
  version: ' data-version="elder"',
  body: `<header class="masthead">
  <div class="masthead__inner">
    <a class="masthead__title" href="/elder/">${siteTitle} <span class="masthead__version">长辈版</span></a>
    ${tools(twin, true)}
  </div>
</header>
<main id="main" class="main" tabindex="-1">
${main}
</main>
${FOOTER}`,
});

export const NOT_INDEXED = `<meta name="robots" content="noindex">
`;

export const plaquePage = ({ url, title, back, main }) => whole({
  canonical: url,
  title,
  column: SECTIONS.organizations,
  head: NOT_INDEXED,
  body: `<header class="plaque-bar">
  <a href="${back.url}">回到“${esc(back.data.title)}”</a>
  <span data-module="tools" hidden><button class="tool" type="button" data-module="print">打印</button></span>
</header>
<main id="main" class="main" tabindex="-1">
${main}
</main>
`,
});
