import "server-only";
import type { z } from "zod";
import type { Actor } from "../auth/actor-types";
import type { Permission } from "../auth/permissions";
import { now } from "../clock";
import { isUnreachable } from "../db/failures";
import { inTenant, retrying } from "../db/tenant";
import { AppError } from "../errors";
import { newId } from "../ids";
import { log } from "../log";
import { authorise, type Concerns, concerned, type DraftWords, parse, recordRefusal } from "./authorise";
import type { CommandContext, EventWords, Operation, OperationMeta } from "./context";
import type { EventDraft, EventSubject } from "./event-draft";
import { claim, keep } from "./idempotency";
import { type Emitted, record } from "./record";

type Definition<Input extends z.ZodType, Output> = Partial<EventWords> & {
  /** Audit action, operationId and log name: one word for one thing. */
  name: string;
  summary: string;
  permission: Permission;
  type: EventWords["type"];
  input: Input;
  /** Shape of the answer, for the OpenAPI document. */
  output?: z.ZodType;
  /** The object it is about, so that refused attempts stand in that object's history (audit.md E4). */
  concerns?: Concerns;
  /** Refused when the last sign-in is more than five minutes ago (platform.md section 2). */
  recentSignIn?: boolean;
  /** What takes long and needs no transaction: done before one begins. Throws AppError for what must not be saved. */
  prepare?(actor: Actor, input: z.output<Input>): Promise<void>;
  /** The event is demanded by the type: a command without one does not compile. */
  run(context: CommandContext, input: z.output<Input>): Promise<{ output: Output; event: EventSubject }>;
};

type Options = { idempotencyKey?: string };
export type Command<Input extends z.ZodType = z.ZodType, Output = unknown> = Operation<Input, Output> & {
  execute(actor: Actor, input: unknown, options?: Options): Promise<{ output: Output; replayed: boolean }>;
};

const recent = 5 * 60 * 1000;
const hour = 60 * 60 * 1000;

/** Everything that changes data. Authorised, validated, scoped to one organisation and recorded in the same transaction. */
export function command<Input extends z.ZodType, Output>(
  definition: Definition<Input, Output>,
): Command<Input, Output> {
  const meta: OperationMeta = {
    kind: "command",
    name: definition.name,
    permission: definition.permission,
    input: definition.input,
    output: definition.output,
    controls: definition.controls ?? [],
    audited: true,
    summary: definition.summary,
  };
  const words: DraftWords = {
    action: definition.name,
    type: definition.type,
    crud: definition.crud ?? "update",
    riskLevel: definition.riskLevel ?? "low",
    retentionClass: definition.retentionClass ?? "seven_years",
    controlIds: meta.controls,
  };

  async function execute(actor: Actor, raw: unknown, options: Options = {}) {
    const at = momentOf(actor);
    const resource = concerned(definition.concerns, raw);
    await authorise(actor, meta, words, at, resource);
    if (definition.recentSignIn && actor.kind === "user" && at.getTime() - actor.authenticatedAt.getTime() > recent) {
      throw new AppError(
        "reauthenticate",
        "Confirm your password first: this act asks for a sign-in within the last five minutes.",
      );
    }
    const input = parse(definition.input, raw);
    await definition.prepare?.(actor, input);
    try {
      return await retrying(() => attempt(actor, input, at, options));
    } catch (error) {
      const refusal = unsuccessful(error);
      if (refusal)
        await recordRefusal(
          actor,
          words,
          refusal,
          error instanceof AppError ? (error.details.recorded ?? error.message) : "An unexpected error.",
          at,
          resource,
        );
      throw error;
    }
  }

  async function attempt(actor: Actor, input: z.output<Input>, at: Date, { idempotencyKey }: Options) {
    const emitted: Emitted[] = [];
    const notes: EventDraft[] = [];
    const later: (() => void | Promise<void>)[] = [];
    const result = await inTenant(actor.organizationId, "write", async (tx) => {
      if (idempotencyKey) {
        const known = await claim(tx, actor, definition.name, idempotencyKey, input, at);
        if (known) return { output: known.response as Output, replayed: true };
      }
      const { output, event } = await definition.run(
        {
          tx,
          actor,
          now: at,
          emit: (type, data) =>
            void emitted.push({ id: newId(at.getTime()), name: type.name, data: type.data.parse(data) }),
          afterCommit: (work) => void later.push(work),
          note: ({ controls, ...note }) =>
            void notes.push({ ...words, outcome: "success", ...note, controlIds: controls ?? words.controlIds }),
        },
        input,
      );
      await record(tx, actor, { ...words, ...event, outcome: "success" }, emitted, at);
      for (const note of notes) await record(tx, actor, note, [], at);
      if (idempotencyKey) await keep(tx, actor, definition.name, idempotencyKey, input, output, at);
      return { output, replayed: false };
    });
    for (const work of later)
      await Promise.resolve(work()).catch((error) => log.warn({ err: error }, "work after a commit failed"));
    return result;
  }

  const run = async (actor: Actor, input: z.input<Input>) => (await execute(actor, input)).output;
  return Object.assign(run, { operation: meta, execute });
}

/** Of whoever is anonymous only the hour is known (policies P18): ids, rows and the event are all made from it. */
function momentOf(actor: Actor): Date {
  const at = now();
  return actor.kind === "anonymous" ? new Date(Math.floor(at.getTime() / hour) * hour) : at;
}

const failures = new Set(["conflict", "gone", "precondition_failed"]);

/** Which unsuccessful attempts leave an event: what was forbidden, conflicts and bugs; never bad input or invisible rows (A6), unless `recorded` says that it was there. */
function unsuccessful(error: unknown): "denied" | "failure" | null {
  if (error instanceof AppError) {
    if (error.code === "forbidden" || (error.code === "not_found" && error.details.recorded)) return "denied";
    return failures.has(error.code) ? "failure" : null;
  }
  return isUnreachable(error) ? null : "failure";
}
