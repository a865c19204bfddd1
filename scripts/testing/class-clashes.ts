import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { classGroups: { "font-size": [{ text: ["reading", "title", "section"] }] } },
});

/** Class names that another of the same element sets again: which of the two shows would be the style sheet's to say. */
export function classClashes(classes: string): string[] {
  const kept = new Set(merge(classes).split(" "));
  return classes.split(/\s+/).filter((name) => name !== "" && !kept.has(name));
}
