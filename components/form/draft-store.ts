/**
 * What was typed and not sent, in the browser's own storage, under the person, the organisation and the thing it is about: whoever
 * signs in next at the same browser never sees it. Where a browser keeps nothing (private windows, full disks) there are no drafts.
 */
export type Draft = { at: string; values: Record<string, string> };
export type Owner = { personId: string; organizationId: string };

const prefix = "plinto-draft:";
const keptFor = 7 * 24 * 60 * 60 * 1000;

export const draftKey = ({ personId, organizationId }: Owner, place: string) =>
  `${prefix}${personId}:${organizationId}:${place}`;

export function readDraft(key: string): Draft | null {
  return parsed(quietly(() => localStorage.getItem(key)) ?? null);
}

export function writeDraft(key: string, values: Record<string, string>): void {
  const draft: Draft = { at: new Date().toISOString(), values };
  if (Object.keys(values).length === 0) dropDraft(key);
  else quietly(() => localStorage.setItem(key, JSON.stringify(draft)));
}

export function dropDraft(key: string): void {
  quietly(() => localStorage.removeItem(key));
}

/** At signing out: nothing that was typed here stays on the machine. */
export function dropAllDrafts(): void {
  for (const key of keys()) dropDraft(key);
}

/** Others' drafts stay on no machine that somebody else uses now, one's own not for longer than a week. */
export function tidyDrafts({ personId }: Owner, now = Date.now()): void {
  for (const key of keys()) {
    const draft = readDraft(key);
    const own = key.startsWith(`${prefix}${personId}:`);
    if (!own || !draft || now - Date.parse(draft.at) > keptFor) dropDraft(key);
  }
}

const keys = () => quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(prefix))) ?? [];

function parsed(text: string | null): Draft | null {
  const found = text === null ? null : quietly(() => JSON.parse(text) as Partial<Draft>);
  return found?.at && found.values ? { at: found.at, values: found.values } : null;
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
