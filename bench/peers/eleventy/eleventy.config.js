import { badges } from "./lib/badges.js";
import { catalogue } from "./lib/catalogue.js";
import { elderPages } from "./lib/elder.js";
import { listPages } from "./lib/lists.js";

export default function (config) {
  config.addPassthroughCopy({ static: "." });
  config.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });
  config.addCollection("catalogue", (api) => catalogue(api));
  config.addCollection("bodies", (api) => catalogue(api).bodies);
  config.addCollection("badges", (api) => badges(catalogue(api)));
  config.addCollection("listPages", (api) => listPages(catalogue(api)));
  config.addCollection("elderPages", (api) => elderPages(listPages(catalogue(api))));
  return {
    dir: { input: "content", includes: "../_includes" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
