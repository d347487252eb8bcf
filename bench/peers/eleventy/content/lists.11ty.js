import { page } from "../lib/frame.js";
import { KINDS } from "../lib/lists.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.listPages", size: 1, alias: "list" },
      permalink: ({ list }) => `${list.url}index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ list, collections }) {
    return page({ url: list.url, ...KINDS[list.kind](list, collections.catalogue) });
  }
}
