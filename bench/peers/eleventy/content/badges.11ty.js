import { draw } from "../lib/badges.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.badges", size: 1, alias: "badge" },
      permalink: ({ badge }) => badge.url,
      eleventyExcludeFromCollections: true,
    };
  }

  render({ badge }) {
    return draw(badge);
  }
}
