import { catalogue } from "./lib/catalogue.js";
import { listPages } from "./lib/lists.js";

export default function (config) {
  config.addPassthroughCopy({ static: "." });
  config.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });
  config.addCollection("catalogue", (api) => catalogue(api));
  config.addCollection("bodies", (api) => catalogue(api).bodies);
  config.addCollection("listPages", (api) => listPages(catalogue(api)));
  return {
    dir: { input: "content", includes: "../_includes" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
