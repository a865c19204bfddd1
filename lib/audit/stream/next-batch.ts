import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { signedLog } from "../export/package-source";
import { streamRows } from "./stream-rows";

/** Events in one message. */
const perMessage = 100;

/**
 * Webhooks whose time has come and for which there is news. That a message was delivered is no news by itself: it goes
 * along with what comes next, or every delivery would be the reason for another.
 */
export async function webhooksDue(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select w.id from webhook w where w.status = 'active' and w.next_attempt_at <= ${now} and (
      exists (select 1 from audit_leaf l join audit_event e on e.id = l.event_id
        where l.log_id = w.log_id and l.index >= w.next and e.action <> 'webhook.deliver'
          and l.index < (select max(c.size) from audit_checkpoint c where c.log_id = w.log_id))
      or exists (select 1 from audit_log s join audit_leaf l on l.log_id = s.id where s.successor_of_id = w.log_id))
    order by w.next_attempt_at`;
  return rows.map(({ id }) => id);
}

/** What comes next for a webhook; a closed log is sent to its end, then its successor from the beginning. */
export async function nextBatch(tx: Tx, id: string) {
  const webhook = await tx.webhook.findUnique({ where: { id } });
  if (webhook?.status !== "active") return null;
  const log = await signedLog(tx, { logId: webhook.logId });
  if (log && webhook.next < log.size) {
    const end = webhook.tryingTo ?? log.size;
    const events = await streamRows(
      tx,
      log.logId,
      webhook.next,
      end,
      webhook.tryingTo ? Number(end - webhook.next) : perMessage,
    );
    const last = events.at(-1);
    return last ? { webhook, log: log.logId, first: webhook.next, events, end: BigInt(last.index) + 1n } : null;
  }
  const successor = await tx.auditLog.findFirst({ where: { successorOfId: webhook.logId }, select: { id: true } });
  const following = successor ? await signedLog(tx, { logId: successor.id }) : null;
  if (!following) return null;
  const events = await streamRows(tx, following.logId, 0n, following.size, perMessage);
  const last = events.at(-1);
  return last ? { webhook, log: following.logId, first: 0n, events, end: BigInt(last.index) + 1n } : null;
}
