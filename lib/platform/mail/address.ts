import "server-only";
import type { Tx } from "../db/client";

/** Whether the last mail that was handed over for this address was refused because of it. A later one that is taken clears the mark. */
export async function addressIsRefused(tx: Tx, recipient: string): Promise<boolean> {
  const last = await tx.mailMessage.findFirst({
    where: { recipient, OR: [{ state: "sent" }, { state: "failed", trouble: "address" }] },
    orderBy: { id: "desc" },
    select: { state: true },
  });
  return last?.state === "failed";
}
