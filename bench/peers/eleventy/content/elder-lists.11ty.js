import { elderList } from "../lib/elder.js";
import { elderPage } from "../lib/frame.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.elderPages", size: 1, alias: "list" },
      permalink: ({ list }) => `${list.url}index.html`,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ list, collections }) {
    return elderPage({ twin: list.twin, ...elderList(list, collections.catalogue) });
  }
}
