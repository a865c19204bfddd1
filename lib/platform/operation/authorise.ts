import "server-only";
import type { z } from "zod";
import { type Actor, mayDo } from "../auth/actor-types";
import { inTenant } from "../db/tenant";
import { AppError } from "../errors";
import { log } from "../log";
import type { OperationMeta } from "./context";
import type { EventDraft, EventSubject } from "./event-draft";
import { record } from "./record";

/** What the definition of an operation says about every event it leaves. */
export type DraftWords = Omit<EventDraft, "outcome" | keyof EventSubject>;

/** Which object an operation is about: its type, and the field of the input that names it. */
export type Concerns = { type: string; field: string };

/** What a refused attempt was about, so that it stands in the history of that object; undefined when it names none. */
export function concerned(concerns: Concerns | undefined, raw: unknown): EventSubject["resource"] | undefined {
  if (!concerns || typeof raw !== "object" || raw === null) return undefined;
  const id = (raw as Record<string, unknown>)[concerns.field];
  return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? { type: concerns.type, id } : undefined;
}

/** Refuses before the input is looked at, and leaves a denied event in the caller's own organisation (A6). */
export async function authorise(
  actor: Actor,
  meta: OperationMeta,
  words: DraftWords,
  at: Date,
  resource?: EventSubject["resource"],
): Promise<void> {
  if (mayDo(actor, meta.permission)) return;
  await recordRefusal(actor, words, "denied", `Permission ${meta.permission} is missing.`, at, resource);
  throw new AppError("forbidden", "Your role does not allow this. Nothing was changed.");
}

export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join(".") || "_";
    fieldErrors[path] = [...(fieldErrors[path] ?? []), issue.message];
  }
  throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
}

/**
 * An attempt that changed nothing: written in a transaction of its own after the rollback. Visitors leave none, since
 * anybody could fill the log with them, and neither does whoever is anonymous. Failing to record is logged, the caller gets the first error.
 */
export async function recordRefusal(
  actor: Actor,
  words: DraftWords,
  outcome: "denied" | "failure",
  reason: string,
  at: Date,
  resource: EventSubject["resource"] = { type: "operation", id: words.action },
): Promise<void> {
  if (actor.kind === "visitor" || actor.kind === "anonymous") return;
  try {
    await inTenant(actor.organizationId, "write", (tx) =>
      record(
        tx,
        actor,
        {
          ...words,
          type: outcome === "denied" ? "security_event" : words.type,
          outcome,
          resource,
          reason: reason.slice(0, 2_000),
        },
        [],
        at,
      ),
    );
  } catch (error) {
    log.error({ err: error, action: words.action, outcome }, "an unsuccessful attempt could not be recorded");
  }
}
