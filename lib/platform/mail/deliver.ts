import "server-only";
import { z } from "zod";
import { AppError } from "../errors";
import { command } from "../operation/command";
import type { CommandContext } from "../operation/context";
import { query } from "../operation/query";
import { mailLost } from "./events";
import { nextAttempt } from "./retry";
import { MailTrouble } from "./schema";
import { textOf } from "./secrets";

const ids = z.array(z.uuid()).min(1).max(200);

/** The text of claimed mails, with codes and links filled in, and what their headers need; no text when one of these works no more. */
export const claimedMails = query({
  name: "mail.claimed",
  summary: "Mails to hand to the mail server",
  permission: "mail:send",
  input: z.object({ ids }),
  async run({ tx, actor, now }, input) {
    const { name, privacyContact: contact } = await tx.organization.findUniqueOrThrow({
      where: { id: actor.organizationId },
    });
    const mails = await tx.mailMessage.findMany({
      where: { id: { in: input.ids }, state: "queued" },
      orderBy: [{ priority: "asc" }, { id: "asc" }],
      include: { secrets: true },
    });
    return mails.map(({ secrets, ...mail }) => ({
      ...{ ...mail, text: readable({ ...mail, secrets }, now), organization: { name, contact } },
    }));
  },
});

/** One mail whose code cannot be decrypted keeps none of the others waiting. */
function readable(mail: Parameters<typeof textOf>[0], now: Date): { body: string | null } | { unreadable: string } {
  try {
    return { body: textOf(mail, now) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { unreadable: error.message };
  }
}

export const outcome = z.object({
  id: z.uuid(),
  result: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("sent") }),
    z.object({ kind: z.literal("expired") }),
    z.object({
      kind: z.literal("trouble"),
      trouble: MailTrouble,
      error: z.string().max(500),
      answer: z.number().int().nullable(),
    }),
  ]),
});
export type Outcome = z.infer<typeof outcome>;

/** What became of mails that were handed over, each with an event of its own. Safe to run twice: what is recorded stays. */
export const recordDelivery = command({
  name: "mail.deliver",
  summary: "Record that mails were handed over, or why not",
  permission: "mail:send",
  type: "system_change",
  input: z.object({ outcomes: z.array(outcome).min(1).max(200) }),
  async run(context, { outcomes }) {
    const found = await context.tx.mailMessage.findMany({
      where: { id: { in: outcomes.map(({ id }) => id) }, state: { not: "sent" } },
      select: { id: true, kind: true, thread: true, state: true, attempts: true, queuedAt: true, createdAt: true },
    });
    const rows = new Map(found.map((row) => [row.id, row]));
    const events = [];
    // In the order of ids: two that record the same mails wait for each other and never in a circle.
    for (const { id, result } of outcomes.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const row = rows.get(id);
      if (!row || (row.state !== "queued" && result.kind !== "sent")) continue;
      events.push({ resource: { type: "mail", id }, after: await settle(context, row, result) });
    }
    const [first = { resource: { type: "mail", id: null }, after: { recordedBefore: outcomes.length } }, ...rest] =
      events;
    for (const event of rest) context.note({ action: "mail.deliver", ...event });
    return { output: { recorded: events.length }, event: first };
  },
});

type Row = {
  id: string;
  kind: string;
  thread: string | null;
  attempts: number;
  queuedAt: Date | null;
  createdAt: Date;
};

/** The event says what the server answered, never its words: an address can stand in them. */
async function settle({ tx, now, emit, actor }: CommandContext, row: Row, result: Outcome["result"]) {
  const { id, attempts } = row;
  if (result.kind === "sent") {
    const data = { state: "sent", sentAt: now, error: null, trouble: null, nextAttemptAt: null } as const;
    await tx.mailMessage.updateMany({ where: { id }, data });
    return { delivered: true, state: "sent", attempts };
  }
  const { trouble, error, answer } =
    result.kind === "trouble" ? result : { trouble: null, error: undefined, answer: null };
  const queuedAt = row.queuedAt ?? row.createdAt;
  const again = trouble === null ? null : nextAttempt({ attempts, queuedAt, at: now, trouble });
  const state = again ? "queued" : trouble === null ? "expired" : "failed";
  await tx.mailMessage.updateMany({ where: { id }, data: { state, trouble, error, nextAttemptAt: again } });
  if (state !== "queued") {
    const { kind, thread } = row;
    emit(mailLost, { organizationId: actor.organizationId, mailId: id, kind, thread, state, trouble });
  }
  return { delivered: false, state, attempts, trouble, answer };
}

/** A queue without a server is kept: one that is set again later does not find it. */
export const keepQueued = command({
  name: "mail.keep",
  summary: "Keep the mails that wait, because no mail server is set",
  permission: "mail:send",
  type: "system_change",
  input: z.object({}),
  async run({ tx }) {
    const { count } = await tx.mailMessage.updateMany({
      where: { state: "queued" },
      data: { state: "kept", nextAttemptAt: null, queuedAt: null },
    });
    return { output: { kept: count }, event: { resource: { type: "outbox", id: null }, after: { kept: count } } };
  },
});
