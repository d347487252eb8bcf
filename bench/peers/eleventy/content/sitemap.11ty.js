import { address } from "../lib/site.js";

export const data = { permalink: "sitemap.xml", eleventyExcludeFromCollections: true };

export const render = ({ collections: { all, bodies, listPages } }) => `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...all, ...bodies, ...listPages].map(({ url }) => `<url><loc>${address}${url}</loc></url>\n`).join("")}</urlset>
`;
