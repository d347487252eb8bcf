// The badges that other sites may show: one of each level in each year in which a body had it, the best level first, the latest year first.
import { MEDAL, esc, starPath } from "./html.js";
import { programme, title as siteTitle } from "./site.js";

const FONTS = "system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

export function badges({ bodies }) {
  const given = new Set(bodies.flatMap(({ data }) => data.evaluations.map(({ level, period }) => `${level} ${period}`)));
  return programme.levels.flatMap((level) => [2025, 2024].filter((year) => given.has(`${level.id} ${year}`)).map((year) => badge(level, year)));
}

const badge = (level, year) => ({
  level,
  year,
  url: `/badges/stars/${level.id}/${year}.svg`,
  title: `${programme.name}：${level.name}（${year}年）`,
  width: level.honour ? 218 : 280,
  height: 106,
});

export function draw({ level, year, title, width, height }) {
  const colour = level.honour ? "#7d5a00" : "#9f1d20";
  const word = level.honour ? 52 : 130;
  const mark = level.honour
    ? `<g transform="translate(20 44)" fill="#fbf4e1" stroke="#b78a1d" stroke-width="1.6" stroke-linejoin="round">${MEDAL}</g>`
    : `<g transform="translate(20 46) scale(.909)" stroke-width="1.4" stroke-linejoin="round"><path fill="#9f1d20" stroke="#9f1d20" d="${starPath(0, level.stars)}"/>${level.stars < 5 ? `<path fill="none" stroke="#857c71" d="${starPath(level.stars, 5 - level.stars)}"/>` : ""}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" lang="zh-CN" xml:lang="zh-CN" role="img" aria-labelledby="title about" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="title">${esc(title)}</title>
<desc id="about">这是一幅图，不能证明评定结果；请看${siteTitle}上该组织自己的网页。</desc>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="3.5" fill="#fff" stroke="#dcd6cd"/>
<path fill="${colour}" d="M0 4a4 4 0 0 1 4-4h2v${height}H4a4 4 0 0 1-4-4z"/>
${mark}
<g font-family="${FONTS}" font-size="14" fill="#5a534b">
<text x="20" y="27">${esc(programme.name)}</text>
<text x="${word}" y="64" font-size="22" font-weight="600" fill="${colour}">${esc(level.name)}</text>
<text x="${word + (level.honour ? 57 : 80)}" y="64">${year}年</text>
<text x="20" y="90">${siteTitle}</text>
</g>
</svg>
`;
}
