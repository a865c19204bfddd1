import "server-only";
import { nextReference } from "@/lib/platform/db/reference";
import { newId } from "@/lib/platform/ids";
import type { CommandContext } from "@/lib/platform/operation/context";
import type { RetentionClass } from "../schema";
import type { KeptKeys } from "./decide";

type New = { reason: string; proposedById: string | null; planned?: number; kept?: readonly KeptKeys[] } & (
  | { kind: "subject"; subjects: readonly string[]; jurisdiction?: string }
  | { kind: "retention"; retentionClass: RetentionClass; month: string }
);

/** A proposed destruction with its reference; the subject's jurisdiction is the organisation's unless somebody knows better. */
export async function newDestruction({ tx, actor, now }: Pick<CommandContext, "tx" | "actor" | "now">, given: New) {
  const { organizationId } = actor;
  const id = newId(now.getTime());
  const reference = await nextReference(tx, organizationId, "KEY", now);
  const subjects = given.kind === "subject" ? [...given.subjects] : [];
  const jurisdiction = given.kind === "subject" ? (given.jurisdiction ?? (await countryOf(tx, organizationId))) : null;
  await tx.keyDestruction.create({
    data: {
      ...{ id, organizationId, reference, kind: given.kind, state: "proposed", subjects, jurisdiction },
      retentionClass: given.kind === "retention" ? given.retentionClass : null,
      month: given.kind === "retention" ? given.month : null,
      ...{ reason: given.reason, proposedById: given.proposedById, proposedAt: now, planned: given.planned ?? 0 },
      kept: [...(given.kept ?? [])],
    },
  });
  return { id, reference, subjects, jurisdiction: jurisdiction ?? "" };
}

async function countryOf(tx: CommandContext["tx"], id: string): Promise<string> {
  return (await tx.organization.findUniqueOrThrow({ where: { id }, select: { country: true } })).country;
}
