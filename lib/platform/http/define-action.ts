import "server-only";
import { createHash } from "node:crypto";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { currentSession, requireActor } from "../auth/actor";
import type { Actor } from "../auth/actor-types";
import { anonymousOf, subjectOf, visitorOf } from "../auth/public-actors";
import { AppError } from "../errors";
import { assertLimit, withinLimits } from "../limits/limit";
import type { LimitName } from "../limits/table";
import type { Operation } from "../operation/context";
import type { ActionState } from "./action-state";
import { type FormInput, formInput, typedValues } from "./form-input";
import { originOf } from "./origin";
import { isUnexpected, translate, unexpectedMessage } from "./problem";

type Action = (state: ActionState, form: FormData) => Promise<ActionState>;

type Options<Output> = Asking & {
  /** Shapes the fields for the command where a form cannot (lists, nested objects). */
  input?: (form: FormInput, actor: Actor) => unknown;
  /** Said after success. */
  message?: string | ((output: Output) => string);
  /** Shown once on the page after success, such as a new key. */
  shown?: (output: Output) => Record<string, string>;
  /** What the person sees before anything happens: the same fields sent again, with the same answer, go on. */
  confirm?: (actor: Actor, fields: unknown) => Promise<{ message: string; lines: readonly string[] }>;
  /** Where the person goes after success. */
  redirectTo?: (output: Output, form: FormInput) => string;
};

/** user: session · visitor, anonymous: hidden field `organization` holds the public slug · subject: hidden field `link` holds the token */
type Asking =
  | { actor?: "user"; limits?: undefined; limitOf?: undefined }
  | {
      actor: "visitor" | "anonymous" | "subject";
      /** What is counted of the address a form comes from, before anything is looked up. */
      limits: readonly [LimitName, ...LimitName[]];
      /** What is counted of whom or what it is about. */
      limitOf?: (form: FormInput, actor: Actor) => [LimitName, ...string[]];
    };

/** A server action around one operation: who is asking, the page's organisation, the form's fields, errors in words. */
export function defineAction<Input extends z.ZodType, Output>(
  operation: Operation<Input, Output>,
  options: Options<Output> = {},
) {
  const action: Action = async (_state, form) => {
    const input = form instanceof FormData ? formInput(form) : {};
    const requestHeaders = await headers();
    // Of an anonymous request nothing may reach the log, also not its id.
    const { ip, requestId: known } = originOf(requestHeaders);
    const requestId = options.actor === "anonymous" ? "anonymous" : known;
    const perform = async (): Promise<ActionState> => {
      const actor = await actorFor(options.actor ?? "user", input, requestHeaders);
      if (options.limitOf) await assertLimit(...options.limitOf(input, actor));
      const { organizationId, organization, link, confirmed, ...fields } = input;
      const given = (options.input ? await options.input(input, actor) : fields) as z.input<Input>;
      if (options.confirm) {
        const seen = await options.confirm(actor, given);
        const mark = createHash("sha256")
          .update(JSON.stringify([fields, seen]))
          .digest("hex");
        if (confirmed !== mark) return { status: "confirm", ...seen, confirmed: mark, values: typedValues(input) };
      }
      const output = await operation(actor, given);
      revalidatePath("/", "layout");
      if (options.redirectTo) redirect(options.redirectTo(output, input));
      const message = typeof options.message === "function" ? options.message(output) : options.message;
      return { status: "success", message, shown: options.shown?.(output) };
    };
    try {
      return await withinLimits(options.limits ?? [], ip, perform);
    } catch (error) {
      unstable_rethrow(error);
      return stateOf(error, input, requestId, operation.operation.name, requestHeaders);
    }
  };
  return Object.assign(action, { operation: operation.operation });
}

async function actorFor(
  kind: "user" | "visitor" | "anonymous" | "subject",
  input: FormInput,
  requestHeaders: Headers,
): Promise<Actor> {
  if (kind === "visitor") return (await visitorOf(String(input.organization ?? ""), requestHeaders)).actor;
  if (kind === "anonymous") return (await anonymousOf(String(input.organization ?? ""))).actor;
  if (kind === "subject") return (await subjectOf(String(input.link ?? ""), requestHeaders)).actor;
  const actor = await requireActor();
  if (input.organizationId === undefined) {
    throw new AppError(
      "malformed",
      "This form did not say which organisation it belongs to. Nothing was saved. Reload the page.",
    );
  }
  if (input.organizationId !== actor.organizationId) {
    const name = (await currentSession())?.organization.name ?? "another organisation";
    throw new AppError("conflict", `You switched to ${name} in another tab. Nothing was saved.`);
  }
  return actor;
}

function stateOf(
  thrown: unknown,
  input: FormInput,
  requestId: string,
  where: string,
  requestHeaders: Headers,
): ActionState {
  const error = translate(thrown, requestId, where);
  if (error.code === "unauthenticated") redirect(`/sign-in?next=${encodeURIComponent(pathOf(requestHeaders))}`);
  return {
    status: error.code === "conflict" ? "conflict" : "error",
    message: isUnexpected(error) ? unexpectedMessage(requestId) : error.message,
    fieldErrors: error.details.fieldErrors,
    values: typedValues(input),
  };
}

/** The page a form was posted from, to come back to after signing in. */
function pathOf(requestHeaders: Headers): string {
  return requestHeaders.get("x-portal-path") ?? "/";
}
