import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { RequestKind } from "../schema";

/** Who of this organisation is filed under an address that has been proven or was given to staff. */
export async function personByAddress(tx: Tx, email: string): Promise<{ id: string } | null> {
  return tx.person.findFirst({ where: { email, memberships: { some: {} } }, select: { id: true } });
}

const window = 90 * 24 * 60 * 60_000;

/** C11: the earliest open request of the same kind from the same proven address. Linked, never blocked. */
export async function earlierRequest(
  tx: Tx,
  request: { id: string; email: string; kind: RequestKind; receivedAt: Date },
): Promise<{ id: string; receivedAt: Date } | null> {
  return tx.dataSubjectRequest.findFirst({
    where: {
      id: { not: request.id },
      email: request.email,
      kind: request.kind,
      verifiedAt: { not: null },
      closedAt: null,
      receivedAt: { lte: request.receivedAt, gte: new Date(request.receivedAt.getTime() - window) },
    },
    orderBy: { receivedAt: "asc" },
    select: { id: true, receivedAt: true },
  });
}
