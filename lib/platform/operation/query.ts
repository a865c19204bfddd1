import "server-only";
import type { z } from "zod";
import { type Actor, mayDo } from "../auth/actor-types";
import type { Permission } from "../auth/permissions";
import { now } from "../clock";
import { inTenant } from "../db/tenant";
import { AppError } from "../errors";
import { authorise, type Concerns, concerned, type DraftWords, parse, recordRefusal } from "./authorise";
import type { EventWords, Operation, OperationMeta, QueryContext } from "./context";
import type { EventSubject } from "./event-draft";
import { record } from "./record";

type Definition<Input extends z.ZodType, Output> = Partial<EventWords> & {
  name: string;
  summary: string;
  permission: Permission;
  input: Input;
  output?: z.ZodType;
  /** The object it is about, so that refused attempts stand in that object's history (audit.md E4). */
  concerns?: Concerns;
  run(context: QueryContext, input: z.output<Input>): Promise<Output>;
  /**
   * Hands out protected material: this event is written in a transaction of its own before anything leaves (A19).
   * It may use what was found, for instance the hash of the file.
   */
  audited?(output: Output, input: z.output<Input>): EventSubject;
  /** Further events of the same act, in the same transaction: what it means for other objects (E4). */
  alsoAudited?(output: Output): readonly FurtherEvent[];
};

type FurtherEvent = EventSubject & Partial<Omit<EventWords, "controls">> & { action: string };

export type Query<Input extends z.ZodType = z.ZodType, Output = unknown> = Operation<Input, Output> & {
  within(context: QueryContext, input: z.input<Input>): Promise<Output>;
};

/** Everything that reads. Authorised, validated, scoped to one organisation, in a read-only transaction. */
export function query<Input extends z.ZodType, Output>(definition: Definition<Input, Output>): Query<Input, Output> {
  const { audited, alsoAudited } = definition;
  const meta: OperationMeta = {
    kind: "query",
    name: definition.name,
    permission: definition.permission,
    input: definition.input,
    output: definition.output,
    controls: definition.controls ?? [],
    audited: Boolean(audited),
    summary: definition.summary,
  };
  const words: DraftWords = {
    action: definition.name,
    type: definition.type ?? "data_access",
    crud: "read",
    riskLevel: definition.riskLevel ?? "low",
    retentionClass: definition.retentionClass ?? "seven_years",
    controlIds: meta.controls,
  };
  const run = async (actor: Actor, raw: z.input<Input>) => {
    const at = now();
    await authorise(actor, meta, words, at, concerned(definition.concerns, raw));
    const input = parse(definition.input, raw);
    const output = await inTenant(actor.organizationId, "read", (tx) =>
      definition.run({ tx, actor, now: at }, input),
    ).catch(async (error: unknown) => {
      // Seen, but not for them, such as an export with evidence they may not take: a denied attempt like any other (A6).
      if (error instanceof AppError && error.code === "forbidden") {
        const reason = error.details.recorded ?? error.message;
        await recordRefusal(actor, words, "denied", reason, at, concerned(definition.concerns, raw));
      }
      throw error;
    });
    if (audited) {
      await inTenant(actor.organizationId, "write", async (tx) => {
        await record(tx, actor, { ...words, ...audited(output, input), outcome: "success" }, [], at);
        for (const further of alsoAudited?.(output) ?? []) {
          await record(tx, actor, { ...words, ...further, outcome: "success" }, [], at);
        }
      });
    }
    return output;
  };
  /** Inside another query's transaction: the same permission and input checks, no connection of its own. */
  const within = async (context: QueryContext, raw: z.input<Input>): Promise<Output> => {
    if (!mayDo(context.actor, meta.permission)) throw new AppError("forbidden", "Your role does not allow this.");
    return definition.run(context, parse(definition.input, raw));
  };
  return Object.assign(run, { operation: meta, within });
}
