// The small tables of the site: the programme, the regions, the names of what is known by an id, into what long lists are cut.
import { readFileSync } from "node:fs";

export const { programme, regions, names, cuts, parts, rosters } = JSON.parse(readFileSync(new URL("../data.json", import.meta.url), "utf8"));
export const title = "示例名录";
export const address = "https://www.example.org";
export const rubric = programme.rubrics[0];
export const scheme =
  `按${rubric.aspects.length}个方面、${rubric.aspects.reduce((sum, aspect) => sum + aspect.items.length, 0)}项内容打分，` +
  `满分100分，分为${programme.levels.map((level) => level.name).join("、")}。`;
