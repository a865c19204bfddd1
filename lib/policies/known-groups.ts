import "server-only";
import type { Tx } from "../platform/db/client";
import { notFound } from "../platform/errors";
import type { AudienceRule } from "./schema";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Groups of an audience are named by id: one that is not there would address nobody, and nobody would notice. */
export async function assertKnownGroups(tx: Tx, audience: readonly AudienceRule[]): Promise<void> {
  const named = new Set(audience.filter(({ kind }) => kind === "group").map(({ value }) => value ?? ""));
  const ids = [...named].filter((id) => uuid.test(id));
  const known = ids.length === 0 ? 0 : await tx.policyGroup.count({ where: { id: { in: ids } } });
  if (known < named.size) throw notFound("A group of this audience");
}
