// What the bodies did, added up by year: exact figures only.
import { barTable, each } from "./html.js";
import { programme } from "./site.js";

let made;

export function services({ bodies }) {
  if (made?.bodies === bodies) return made.html;
  const sums = {};
  for (const { data } of bodies) {
    for (const [period, figures] of Object.entries(data.services)) {
      for (const [name, figure] of Object.entries(figures)) {
        if (typeof figure !== "number") continue;
        const sum = (sums[`${period} ${name}`] ??= { total: 0, given: 0 });
        sum.total += figure;
        sum.given += 1;
      }
    }
  }
  const rows = (name) => ["2024", "2025"].map((period) => [`${period}年`, "", sums[`${period} ${name}`].total, sums[`${period} ${name}`].given]);
  made = {
    bodies,
    html: `<div class="tables">
${each(programme.indicators, ({ id, name, unit }) => barTable(`${name}（${unit}）`, ["年份", "合计", "组织数"], rows(id)))}
</div>`,
  };
  return made.html;
}
