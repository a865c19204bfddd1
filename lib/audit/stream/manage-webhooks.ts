import "server-only";
import { z } from "zod";
import { wrap } from "@/lib/platform/crypto/keyring";
import { AppError, notFound } from "@/lib/platform/errors";
import { assertCallable } from "@/lib/platform/http/outgoing/assert-callable";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { signedLog } from "../export/package-source";
import { createWebhookInput, webhookInput } from "./schema";
import { newWebhookSecret } from "./sign-message";

const words = {
  permission: "webhook:manage",
  type: "privileged_access",
  riskLevel: "high",
  controls: ["CC6.1", "CC6.7"],
} as const;
export const contextOfWebhook = (id: string) => `webhook:${id}`;
/** How long the old secret signs along, in milliseconds. */
const overlap = 24 * 60 * 60_000;
const resourceOf = ({ id, name }: { id: string; name: string }) => ({ type: "webhook", id, label: name });

/** Sends what is signed from now on; what was before can be fetched from the stream. */
export const createWebhook = command({
  ...words,
  name: "webhook.create",
  summary: "Send events of the trail to another system; the secret is shown once",
  crud: "create",
  input: createWebhookInput,
  prepare: (_, { url }) => assertCallable(url, "url"),
  async run({ tx, actor, now }, { name, url }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can create a webhook.");
    const log = await signedLog(tx);
    if (log === null)
      throw new AppError("conflict", "Nothing is signed yet. Nothing was saved: try again in a few seconds.");
    const id = newId(now.getTime());
    const secret = newWebhookSecret();
    await tx.webhook.create({
      data: {
        id,
        organizationId: actor.organizationId,
        name,
        url,
        wrappedSecret: wrap(Buffer.from(secret), contextOfWebhook(id)),
        logId: log.logId,
        next: log.size,
        nextAttemptAt: now,
        createdById: actor.personId,
        createdAt: now,
      },
    });
    return {
      output: { id, secret },
      event: { resource: resourceOf({ id, name }), after: { host: new URL(url).host, from: `${log.size}` } },
    };
  },
});

/** A new secret in place, shown once. Messages carry the old one's signature as well for a day, so that none is lost meanwhile. */
export const renewWebhookSecret = command({
  ...words,
  name: "webhook.renew-secret",
  summary: "Give a webhook a new secret, shown once; the old one signs along for a day",
  input: webhookInput,
  async run({ tx, now }, { id }) {
    await tx.$queryRaw`select id from webhook where id = ${id}::uuid for update`;
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) throw notFound("This webhook");
    const secret = newWebhookSecret();
    const until = new Date(now.getTime() + overlap);
    await tx.webhook.update({
      where: { id },
      data: {
        wrappedSecret: wrap(Buffer.from(secret), contextOfWebhook(id)),
        // Renewed twice in a day, the first secret is gone: whoever renews again may have lost it.
        previousSecret: webhook.wrappedSecret,
        previousUntil: until,
      },
    });
    return {
      output: { id, secret, until: until.toISOString() },
      event: { resource: resourceOf(webhook), after: { secret: "renewed", previousUntil: until.toISOString() } },
    };
  },
});

/** Goes on where it stopped: what came meanwhile is sent, in order. */
export const enableWebhook = command({
  ...words,
  name: "webhook.enable",
  summary: "Switch a webhook on again",
  input: webhookInput,
  async run({ tx, now }, { id }) {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) throw notFound("This webhook");
    await tx.webhook.update({
      where: { id },
      data: { status: "active", attempts: 0, nextAttemptAt: now, failingSince: null, lastError: null },
    });
    return {
      output: { id },
      event: { resource: resourceOf(webhook), before: { status: webhook.status }, after: { status: "active" } },
    };
  },
});

export const disableWebhook = command({
  ...words,
  name: "webhook.disable",
  summary: "Switch a webhook off",
  input: webhookInput,
  async run({ tx }, { id }) {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) throw notFound("This webhook");
    await tx.webhook.update({ where: { id }, data: { status: "disabled" } });
    return {
      output: { id },
      event: { resource: resourceOf(webhook), before: { status: webhook.status }, after: { status: "disabled" } },
    };
  },
});

export const removeWebhook = command({
  ...words,
  name: "webhook.remove",
  summary: "Remove a webhook and its secret",
  crud: "delete",
  input: webhookInput,
  async run({ tx }, { id }) {
    const webhook = await tx.webhook.findUnique({ where: { id } });
    if (!webhook) throw notFound("This webhook");
    await tx.webhook.delete({ where: { id } });
    return { output: { id }, event: { resource: resourceOf(webhook), before: { sentUpTo: `${webhook.next}` } } };
  },
});

export const listWebhooks = query({
  name: "webhook.list",
  summary: "Webhooks and how far each has come",
  permission: "webhook:manage",
  input: z.object({}),
  async run({ tx }) {
    const log = await signedLog(tx);
    const webhooks = await tx.webhook.findMany({
      omit: { wrappedSecret: true, previousSecret: true },
      orderBy: { createdAt: "desc" },
    });
    return webhooks.map((webhook) => ({
      ...webhook,
      waiting: log && log.logId === webhook.logId ? Number(log.size - webhook.next) : null,
    }));
  },
});
