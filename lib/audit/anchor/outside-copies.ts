import "server-only";
import { parseVkey } from "@/lib/platform/crypto/note-key";
import type { Tx } from "@/lib/platform/db/client";
import { configuredWitnesses } from "../witness/configured";
import { configuredPlaces } from "./places";
import { anchoring } from "./rules";
import { liesHere } from "./same-machine";

/** Who outside holds which checkpoint of the log, and how many of its events nobody does (A12). */
export async function outsideCopies(tx: Tx, logId: string | null, events: bigint) {
  const known = logId === null ? [] : await tx.auditWitness.findMany({ where: { logId }, orderBy: { vkey: "asc" } });
  const configured = await configuredWitnesses();
  const asked = known.map((row) => ({ ...row, name: parseVkey(row.vkey).name }));
  const unasked = configured.filter(({ vkey }) => !known.some((row) => row.vkey === vkey));
  const witnesses = [
    ...asked.map(({ name, url, sameMachine, size, cosignedAt, trouble, vkey }) => ({
      ...{ name, url, vkey, sameMachine, size, cosignedAt, trouble },
      configured: configured.some((witness) => witness.vkey === vkey),
    })),
    ...unasked.map((witness) => ({ ...witness, size: null, cosignedAt: null, trouble: null, configured: true })),
  ];
  const found = logId === null ? [] : await newestAnchors(tx, logId);
  const anchors = await Promise.all(found.map(async (each) => ({ ...each, sameMachine: await liesHere(each) })));
  const copies = [
    ...witnesses.flatMap(({ size, cosignedAt, sameMachine }) =>
      size === null || cosignedAt === null ? [] : [{ size, at: cosignedAt.getTime(), sameMachine }],
    ),
    ...anchors.map(({ size, sentAt, sameMachine }) => ({ size, at: sentAt.getTime(), sameMachine })),
  ];
  return { witnesses, anchors, places: configuredPlaces(), anchoring: anchoring(copies, events) };
}

function newestAnchors(tx: Tx, logId: string) {
  return tx.auditAnchor.findMany({
    where: { logId },
    distinct: ["place", "target"],
    orderBy: [{ sentAt: "desc" }],
    select: { place: true, target: true, size: true, sentAt: true },
  });
}
