// The organizations and stories in order, and in groups, made once for all pages.
import { readRecords } from "./records.js";

let made;

export function catalogue(api) {
  if (made?.api === api) return made;
  const bodies = readRecords().sort((a, b) => a.data.weight - b.data.weight);
  const stories = api.getFilteredByTag("stories").sort((a, b) => b.date - a.date || a.data.title.localeCompare(b.data.title));
  made = {
    api,
    bodies,
    stories,
    changed: bodies.filter(({ data }) => data.change),
    bodyById: new Map(bodies.map((body) => [body.id, body])),
    storyById: new Map(stories.map((story) => [story.fileSlug, story])),
    regions: grouped(bodies, (data) => data.regions),
    types: grouped(bodies, (data) => data.types),
    levels: grouped(bodies, (data) => data.levels),
    needs: grouped(bodies, (data) => data.needs),
  };
  return made;
}

export function grouped(bodies, keysOf) {
  const groups = new Map();
  for (const body of bodies) {
    for (const key of keysOf(body.data)) {
      const group = groups.get(key);
      if (group) group.push(body);
      else groups.set(key, [body]);
    }
  }
  return groups;
}

// The bodies or stories that a list has in common, by its path.
export function listed(source, catalogue) {
  const [, kind, id] = source.split("/");
  return { stories: catalogue.stories, organizations: catalogue.bodies, changes: catalogue.changed }[kind] ?? catalogue[kind].get(id);
}

export function needsByCount({ needs }) {
  return [...needs].map(([id, bodies]) => ({ id, count: bodies.length })).sort((a, b) => b.count - a.count);
}
