import { inTenant } from "@/lib/platform/db/tenant";
import type { Mail } from "../send";

const patience = 60_000;

/** Waits for what must come; ends when it does. */
export async function until<T>(look: () => Promise<T | false | undefined | null> | T | false): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await new Promise((next) => setTimeout(next, 20))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`It did not happen within ${patience / 1000} s.`);
}

/** The outbox of one organisation, as tests write and read it. */
export function mailbox(organizationId: string) {
  const write = async (recipient: string, more: Partial<Mail> = {}): Promise<string> => {
    const { queueMail } = await import("../send");
    const { now } = await import("@/lib/platform/clock");
    const mail = { organizationId, kind: "test", recipient, subject: `To ${recipient}`, body: "Hello.", ...more };
    return inTenant(organizationId, "write", (tx) => queueMail(tx, mail, now()));
  };
  const read = (id: string) =>
    inTenant(organizationId, "read", (tx) => tx.mailMessage.findUniqueOrThrow({ where: { id } }));
  const states = (ids: readonly string[]) =>
    inTenant(organizationId, "read", async (tx) => {
      const rows = await tx.mailMessage.findMany({ where: { id: { in: [...ids] } }, select: { state: true } });
      return rows.map(({ state }) => state);
    });
  const events = (id: string) =>
    inTenant(organizationId, "read", async (tx) => {
      const rows = await tx.auditEvent.findMany({
        where: { action: "mail.deliver", resourceId: id },
        orderBy: { id: "asc" },
      });
      return rows.map(({ leaf }) => JSON.parse(new TextDecoder().decode(leaf)).change.after);
    });
  const lost = (id: string) =>
    inTenant(organizationId, "read", async (tx) => {
      const rows = await tx.outboxEvent.findMany({ where: { name: "platform/mail.lost" } });
      return rows.map(({ data }) => data as { mailId: string }).filter(({ mailId }) => mailId === id);
    });
  return { write, read, states, events, lost };
}
