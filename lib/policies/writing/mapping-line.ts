/** A requirement a policy answers, as a form writes it: `A.5.15`, or `A.5.15 § access` for one section (P8). */
export type Mapping = { requirementId: string; section: string | null };

const mark = " § ";

/** Reads one entry; spaces round it do not count. */
export function parseMapping(entry: string): Mapping {
  const [id = "", section] = entry.split("§").map((part) => part.trim());
  return { requirementId: id, section: section ? section : null };
}

export const formatMapping = ({ requirementId, section }: Mapping) =>
  section === null ? requirementId : requirementId + mark + section;

/** Entries of a policy for its form: one for each section a requirement is mapped to, else one for the whole text. */
export function mappingEntries(
  requirementIds: readonly string[],
  sections: readonly { requirementId: string; section: string }[],
): string[] {
  return requirementIds.flatMap((requirementId) => {
    const named = sections.filter((each) => each.requirementId === requirementId);
    if (named.length === 0) return [requirementId];
    return named.map(({ section }) => formatMapping({ requirementId, section }));
  });
}
