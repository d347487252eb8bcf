import { address } from "../lib/site.js";

export const data = { permalink: "robots.txt", eleventyExcludeFromCollections: true };

export const render = () => `User-agent: *
Disallow:
Sitemap: ${address}/sitemap.xml
`;
