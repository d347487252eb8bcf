// The records of the organizations. As pages made from data they cost Eleventy less than as a template each.
import { readdirSync, readFileSync } from "node:fs";
import yaml from "js-yaml";

const folder = new URL("../records/", import.meta.url);

export function readRecords() {
  return readdirSync(folder).map((name) => {
    const id = name.replace(".yaml", "");
    return { id, url: `/organizations/${id}/`, data: yaml.load(readFileSync(new URL(name, folder), "utf8")) };
  });
}
