// What the bodies did, added up by year: exact figures only.
import { chart, each } from "./html.js";
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
  const draw = ({ id, name, unit }) => {
    const years = ["2024", "2025"].map((period) => ({ label: `${period}年`, ...sums[`${period} ${id}`] }));
    return chart(
      `${name}（${unit}）`,
      years.map(({ label, total }) => ({ label, value: total, text: total })),
      ["年份", "合计", "组织数"],
      years.map(({ label, total, given }) => [label, total, given]),
    );
  };
  made = {
    bodies,
    html: `<div class="tables">
${each(programme.indicators, draw)}
</div>
<p class="small soft text">只加各组织给出的确切数字；写作“约”“余”“多”的和累计的，不加在内。</p>`,
  };
  return made.html;
}
