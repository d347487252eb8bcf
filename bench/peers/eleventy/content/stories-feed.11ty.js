import { feed } from "../lib/feed.js";

const LATEST = 30;

export const data = { permalink: "stories/feed.xml", eleventyExcludeFromCollections: true };

export const render = ({ collections: { catalogue } }) => feed({
  url: "/stories/feed.xml",
  home: "/stories/",
  title: "服务故事",
  subtitle: `最新的${LATEST}篇服务故事。`,
  entries: catalogue.stories.slice(0, LATEST).map(({ url, date, data: story }) => ({
    id: url,
    title: story.title,
    url,
    day: date,
    summary: story.page.excerpt.trim(),
  })),
});
