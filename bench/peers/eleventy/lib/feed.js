// An Atom feed; `entries` are { id, title, url, day, category, summary }.
import { each, esc } from "./html.js";
import { address, title as siteTitle } from "./site.js";

const time = (day) => `${day.toISOString().slice(0, 10)}T00:00:00+08:00`;

export const feed = ({ url, home, title, subtitle, entries }) => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>${siteTitle}：${title}</title>
<subtitle>${subtitle}</subtitle>
<id>${address}${url}</id>
<link rel="self" type="application/atom+xml" href="${address}${url}"/>
<link rel="alternate" type="text/html" href="${address}${home}"/>
<updated>${time(entries[0].day)}</updated>
<author><name>${siteTitle}</name></author>
${each(entries, ({ id, title: told, url: href, day, category, summary }) => `<entry>
<title>${esc(told)}</title>
<id>${address}${id}</id>
<link rel="alternate" type="text/html" href="${address}${href}"/>
<updated>${time(day)}</updated>
<published>${time(day)}</published>
${category ?? ""}<summary>${esc(summary)}</summary>
</entry>
`)}</feed>
`;
