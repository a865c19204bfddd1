import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { now as clockNow } from "@/lib/platform/clock";
import { unwrap } from "@/lib/platform/crypto/keyring";
import { fetchOutside } from "@/lib/platform/http/outgoing/fetch-outside";
import { OutgoingError } from "@/lib/platform/http/outgoing/look-up";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { raiseAlert } from "../alerts/raise-alert";
import { contextOfWebhook } from "./manage-webhooks";
import { nextBatch, webhooksDue } from "./next-batch";
import { backOff, shouldDisable } from "./rules";
import { webhookInput } from "./schema";
import { signedHeaders } from "./sign-message";

const words = { permission: "webhook:deliver", type: "system_change", controls: ["CC7.2"] } as const;

/** Webhooks with something to send whose time has come. */
export const dueWebhooks = query({
  name: "webhook.due",
  summary: "Find webhooks with something to send",
  permission: words.permission,
  input: z.object({}),
  run: ({ tx, now }) => webhooksDue(tx, now),
});

/** The message that comes next for a webhook, with its secrets; null when there is none. */
export const readMessage = query({
  name: "webhook.next-message",
  summary: "Read the next message of a webhook",
  permission: words.permission,
  input: webhookInput,
  async run({ tx, now }, { id }) {
    const batch = await nextBatch(tx, id);
    if (!batch) return null;
    const { webhook, log, first, events, end } = batch;
    const { wrappedSecret, previousSecret, previousUntil } = webhook;
    const old = previousSecret !== null && previousUntil !== null && previousUntil > now ? [previousSecret] : [];
    return {
      url: webhook.url,
      secrets: [wrappedSecret, ...old].map((wrapped) => unwrap(wrapped, contextOfWebhook(id)).toString()),
      id: `msg_${id}_${log}_${first}_${end}`,
      cursor: webhook.next,
      log,
      first,
      end,
      events,
    };
  },
});

const decimal = z.string().regex(/^\d{1,19}$/);

/** What came of an attempt: the cursor moves on, or the same message is tried again later; at last the webhook is disabled. */
export const recordDelivery = command({
  ...words,
  name: "webhook.deliver",
  summary: "Record what came of sending events to another system",
  input: webhookInput.extend({
    cursor: decimal,
    first: decimal,
    end: decimal,
    log: z.uuid(),
    status: z.number().int().nullable(),
    error: z.string().max(300).nullable(),
  }),
  async run(context, { id, cursor, first, end, log, status, error }) {
    const { tx, now } = context;
    await tx.$queryRaw`select id from webhook where id = ${id}::uuid for update`;
    const webhook = await tx.webhook.findUnique({ where: { id } });
    const resource = { type: "webhook", id, label: webhook?.name };
    // Removed meanwhile, or another run was quicker.
    if (!webhook || `${webhook.next}` !== cursor || webhook.status !== "active") {
      return { output: { more: false }, event: { resource, after: { stale: true } } };
    }
    if (error === null) {
      await tx.webhook.update({
        where: { id },
        data: {
          logId: log,
          next: BigInt(end),
          tryingTo: null,
          attempts: 0,
          nextAttemptAt: now,
          failingSince: null,
          lastDeliveredAt: now,
          lastError: null,
          // Its time is over: nothing needs to remember it.
          ...(webhook.previousUntil !== null && webhook.previousUntil <= now
            ? { previousSecret: null, previousUntil: null }
            : {}),
        },
      });
      return { output: { more: true }, event: { resource, after: { first, end, status } } };
    }
    const failingSince = webhook.failingSince ?? now;
    const attempts = webhook.attempts + 1;
    const disabled = shouldDisable(failingSince, now, status);
    await tx.webhook.update({
      where: { id },
      data: {
        logId: log,
        next: BigInt(first),
        tryingTo: BigInt(end),
        attempts,
        failingSince,
        lastError: error,
        nextAttemptAt: new Date(now.getTime() + backOff(attempts)),
        ...(disabled ? { status: "disabled" } : {}),
      },
    });
    if (disabled) {
      await raiseAlert(context, {
        rule: "webhook-disabled",
        level: "critical",
        objectType: "webhook",
        objectId: id,
        title: `The webhook “${webhook.name}” was disabled`,
        detail: `It did not take events for too long. The last answer: ${error}`,
        href: "/audit/webhooks",
      });
    }
    return { output: { more: false }, event: { resource, after: { first, end, status, error, attempts, disabled } } };
  },
});

/** Sends the next message of a webhook and keeps what came of it. True when there may be another. */
export async function deliverNext(actor: Actor, webhookId: string): Promise<boolean> {
  const message = await readMessage(actor, { id: webhookId });
  if (!message) return false;
  const { cursor, first, end, log, events } = message;
  const at = clockNow();
  const body = JSON.stringify({
    type: "audit.events",
    timestamp: at.toISOString(),
    data: { log, first: Number(first), next: Number(end), events },
  });
  let status: number | null = null;
  let error: string | null = null;
  try {
    const headers = signedHeaders(message.secrets, message.id, at, body);
    const answer = await fetchOutside({
      url: message.url,
      method: "POST",
      headers,
      body,
      timeoutMs: 15_000,
      largestBytes: 64 * 1024,
    });
    status = answer.status;
    if (status < 200 || status > 299) error = `It answered with ${status}.`;
  } catch (thrown) {
    if (!(thrown instanceof OutgoingError)) throw thrown;
    error = thrown.message.slice(0, 300);
  }
  const result = { id: webhookId, cursor: `${cursor}`, first: `${first}`, end: `${end}`, log, status, error };
  return (await recordDelivery(actor, result)).more;
}
