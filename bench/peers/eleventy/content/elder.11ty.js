import { elderPage } from "../lib/frame.js";
import { home } from "../lib/elder.js";

export const data = { permalink: "elder/index.html", eleventyExcludeFromCollections: true };

export const render = ({ collections }) => elderPage({ twin: "/", title: "长辈版", main: home(collections.catalogue) });
