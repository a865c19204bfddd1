type Hidden = Record<string, string | number> | undefined;

/** Say what somebody has seen of a thing, not which thing it is: they change while one and the same form stands open. */
const seen = new Set(["version", "seenMessageId", "contentSha256"]);
const namesThing = (name: string) => !seen.has(name) && /^(id|position)$|Id$/.test(name);

/**
 * Which thing a form acts on, by the ids it posts. As the form's React key: when the page brings another thing to the same place,
 * nothing typed for the one and no "Sent" about it stands under the other.
 */
export function objectOf(hidden: Hidden): string {
  return written(Object.entries(hidden ?? {}).filter(([name]) => namesThing(name)));
}

/** Where a draft belongs: to its thing on whatever page, else to the page with its address; and to one form among those about the same thing. */
export function placeOf(hidden: Hidden, page: string, form: string): string {
  const fields = Object.entries(hidden ?? {}).filter(([name]) => !seen.has(name));
  const where = objectOf(hidden) === "" ? page : "";
  return `${where}&${written(fields)}#${form}`;
}

const written = (fields: [string, string | number][]) =>
  fields
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("&");
