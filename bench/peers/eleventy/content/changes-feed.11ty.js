import { feed } from "../lib/feed.js";
import { place } from "../lib/html.js";
import { names, programme } from "../lib/site.js";

const LATEST = 50;

export const data = { permalink: "changes/feed.xml", eleventyExcludeFromCollections: true };

export const render = ({ collections: { catalogue } }) => feed({
  url: "/changes/feed.xml",
  home: "/changes/",
  title: "星级变动",
  subtitle: `升星、降星、新评、取消、到期，最近${LATEST}条。`,
  entries: catalogue.changed.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, LATEST).map(({ id, url, data: body }) => {
    const [before, now] = body.evaluations;
    return {
      id: `/changes/stars/2025/#${id}-${now.decided.toISOString().slice(0, 10)}-promoted`,
      title: `${body.title}：${names[before.level]}→${names[now.level]}（升星）`,
      url,
      day: now.decided,
      category: '<category term="promoted" label="升星"/>\n',
      summary: `${place(body)}；${programme.name}，2025年度评定`,
    };
  }),
});
