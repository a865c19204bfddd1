import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { Ticket } from "@/lib/platform/db/generated/client";
import { namesOf } from "./people";

/** What the first writer did, said to the second (S20). */
export async function whatChanged(tx: Tx, ticket: Ticket, seen: number, now: Date): Promise<string> {
  const since = await tx.ticketMessage.findMany({
    where: { ticketId: ticket.id, ticketVersion: { gt: seen } },
    orderBy: { id: "asc" },
    take: 3,
  });
  const names = await namesOf(
    tx,
    since.map((message) => message.authorId),
  );
  const acts = since.map((message) => {
    const who = names.get(message.authorId) ?? "The portal";
    const minutes = Math.max(0, Math.round((now.getTime() - message.createdAt.getTime()) / 60_000));
    const when = minutes === 0 ? "just now" : `${minutes} min ago`;
    return `${who} ${verb[message.kind]} ${when}`;
  });
  const what = acts.length > 0 ? acts.join("; ") : "It was changed";
  return `${what}. Nothing was saved: look at ${ticket.reference} again and repeat what you still want.`;
}

const verb = { public: "replied", internal: "left a note", system: "changed it" } as const;
