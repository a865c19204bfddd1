import "server-only";
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { limits } from "../../platform/confined/limits";
import { OverLimit } from "../../platform/confined/over-limit";
import { inTenant } from "../../platform/db/tenant";
import { AppError } from "../../platform/errors";
import { log } from "../../platform/log";
import { askReader } from "../confined/ask";
import type { DiffBlock } from "../diff";
import type { Layout, PassageLayouts } from "./layout";

/** Counted up when a text is laid out otherwise than before: what was kept until then is made anew. */
const edition = 1;
const mebibyte = 1024 * 1024;
const inMemory = new LRUCache<string, Made>({
  maxSize: 32 * mebibyte,
  sizeCalculation: ({ form }) => (form?.length ?? 0) + 200,
});
const beingMade = new Map<string, Promise<Made>>();

/** What was made of a text, as JSON; null for one that costs more than its limit, which is not tried again. */
type Made = { form: string | null };
type Kind = "text" | "passages" | "changes";
/** A draft changes with each save: it is kept in memory only. */
export type Keeping = { organizationId: string; isDraft: boolean };

/** A text as it is read; null where laying it out costs too much. Made once, in a process of its own, and kept. */
export async function layoutOf(keeping: Keeping, text: string): Promise<Layout | null> {
  return parsed(await made(keeping, "text", [text], () => askReader("layOut", text, limits.layOut)));
}

/** Passage by passage, in the order of `passagesOf`. */
export async function passageLayoutsOf(keeping: Keeping, text: string): Promise<PassageLayouts | null> {
  return parsed(await made(keeping, "passages", [text], () => askReader("layOutPassages", text, limits.layOut)));
}

/** What changed between two texts, word by word; null where nobody could read it. */
export async function changesOf(keeping: Keeping, before: string, after: string): Promise<DiffBlock[] | null> {
  const texts = { before, after };
  return parsed(await made(keeping, "changes", [before, after], () => askReader("compare", texts, limits.compare)));
}

/** Refuses a text that no page could show. Throws AppError on the field. */
export async function assertLaysOut(organizationId: string, text: string): Promise<void> {
  const layout = await made({ organizationId, isDraft: true }, "text", [text], () =>
    askReader("layOut", text, limits.layOut),
  );
  if (layout.form !== null) return;
  const message =
    "This text takes too long to lay out. Nothing was saved. Shorten it, or take out what is nested or repeated many times.";
  throw new AppError("invalid", message, { fieldErrors: { text: [message] } });
}

const parsed = <T>({ form }: Made): T | null => (form === null ? null : (JSON.parse(form) as T));

async function made(keeping: Keeping, kind: Kind, texts: string[], make: () => Promise<string>): Promise<Made> {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(createHash("sha256").update(text).digest());
  const name = `${kind}-${edition}-${hash.digest("hex")}`;
  const key = `${keeping.organizationId} ${name}`;
  const known = inMemory.get(key) ?? beingMade.get(key);
  if (known) return known;
  const work = keptOrMade(keeping, name, make).finally(() => beingMade.delete(key));
  beingMade.set(key, work);
  const found = await work;
  inMemory.set(key, found);
  return found;
}

async function keptOrMade(
  { organizationId, isDraft }: Keeping,
  name: string,
  make: () => Promise<string>,
): Promise<Made> {
  if (isDraft) return madeWithin(make);
  const where = { organizationId_name: { organizationId, name } };
  const kept = await inTenant(organizationId, "read", (tx) => tx.policyLayout.findUnique({ where }));
  if (kept) return kept;
  const found = await madeWithin(make);
  // Worked out from a text that is recorded itself: no event, and a page that cannot keep it is shown all the same.
  await inTenant(organizationId, "write", (tx) =>
    tx.policyLayout.createMany({ data: [{ organizationId, name, ...found }], skipDuplicates: true }),
  ).catch((error) => log.warn({ err: error }, "a layout could not be kept"));
  return found;
}

async function madeWithin(make: () => Promise<string>): Promise<Made> {
  try {
    return { form: await make() };
  } catch (error) {
    const over = error instanceof OverLimit || (error instanceof AppError && error.code === "too_large");
    if (!over) throw error;
    return { form: null };
  }
}
