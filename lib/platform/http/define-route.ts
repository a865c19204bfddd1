import "server-only";
import type { z } from "zod";
import { currentSession } from "../auth/actor";
import { type Actor, actorIdOf, mayDo } from "../auth/actor-types";
import { actorOfApiKey } from "../auth/api-keys";
import { readSessionId } from "../auth/session";
import { now } from "../clock";
import { AppError, notFound } from "../errors";
import { setLimitHeaders } from "../limits/headers";
import { assertLimit } from "../limits/limit";
import type { Standing } from "../limits/table";
import { log } from "../log";
import { parse, recordRefusal } from "../operation/authorise";
import type { Command } from "../operation/command";
import type { Operation, OperationMeta } from "../operation/context";
import { storageTrouble } from "../storage/trouble";
import { readJson } from "./body";
import { refusedKey } from "./limited";
import { originOf } from "./origin";
import { problemResponse } from "./problem";

type Params = Record<string, string | string[] | undefined>;
type Handler = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

type Options<Output> = {
  status?: number;
  /** The wire's own names (the integration guide's snake_case) and how they become the operation's input. */
  body?: z.ZodType;
  toInput?: (wire: Record<string, unknown>, actor: Actor) => unknown;
  toOutput?: (output: Output) => unknown;
  /** Shape of the answer on the wire, for the OpenAPI document. */
  response?: z.ZodType;
  /** For bodies that are not JSON: receives the request itself (uploads stream through the object store first). */
  read?: (request: Request, actor: Actor) => Promise<Record<string, unknown>>;
  /** Undoes `read` when the operation refused, or had done the same before: what was stored for it does not stay. */
  discard?: (received: Record<string, unknown>) => Promise<void>;
  /** What must hold outside a transaction before the operation runs, such as a file being what was stored. */
  before?: (actor: Actor, input: unknown) => Promise<void>;
  /** For answers that are not JSON. */
  respond?: (output: Output, request: Request) => Response | Promise<Response>;
};

export type RouteMeta = { operation: OperationMeta; status: number; body?: z.ZodType; response?: z.ZodType };

/** A REST handler around one operation: key or session, limits, JSON in, JSON or problem+json out (RFC 9457). */
export function defineRoute<Input extends z.ZodType, Output>(
  operation: Operation<Input, Output>,
  options: Options<Output> = {},
) {
  const status = options.status ?? 200;
  const handler: Handler = async (request, context) => {
    const origin = originOf(request.headers);
    let received: Record<string, unknown> | undefined;
    let standing: Standing | undefined;
    try {
      const actor = await authenticate(request).catch(async (error: unknown) => {
        throw await refusedKey(error, origin.ip);
      });
      standing = await assertLimit("api:actor", actor.organizationId, actorIdOf(actor) ?? "");
      // Refused, and recorded, before the input is looked at.
      if (!mayDo(actor, operation.operation.permission)) await operation(actor, {} as z.input<Input>);
      const params = await context.params;
      received = await incoming(request, actor, options);
      const wire = { ...received, ...params };
      await assertOwnOrganization(actor, wire, operation.operation);
      const checked = options.body ? (parse(options.body, wire) as Record<string, unknown>) : wire;
      const input = options.toInput ? options.toInput(checked, actor) : checked;
      // Checked as the operation will check it: what runs before it meets no other input.
      if (options.before) await options.before(actor, parse(operation.operation.input, input));
      const key = request.method === "POST" ? idempotencyKey(request) : undefined;
      const { output, replayed } = await perform(operation, actor, input, key);
      const unused = received;
      received = undefined;
      if (replayed) await discard(options, unused);
      const response = options.respond
        ? await options.respond(output, request)
        : Response.json(plain(options.toOutput ? options.toOutput(output) : output), { status });
      response.headers.set("x-request-id", origin.requestId);
      if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
      if (replayed) response.headers.set("idempotency-replayed", "true");
      setLimitHeaders(response.headers, standing);
      return response;
    } catch (error) {
      // A refusal is certain, and so is a full disk; after anything else it may have been done, and what it stands on stays.
      if (received && (error instanceof AppError || storageTrouble(error))) await discard(options, received);
      const response = problemResponse(error, origin.requestId, operation.operation.name);
      if (standing) setLimitHeaders(response.headers, standing);
      return response;
    }
  };
  const route: RouteMeta = {
    operation: operation.operation,
    status,
    body: options.body,
    response: options.response ?? operation.operation.output,
  };
  return Object.assign(handler, { operation: operation.operation, route, limit: "api:actor" as const });
}

/** Bytes that nobody will ask for are no reason to answer with a failure. */
async function discard<Output>(options: Options<Output>, received: Record<string, unknown>): Promise<void> {
  await options.discard?.(received).catch((error: unknown) => log.warn({ err: error }, "what was received stays"));
}

/** Read by somebody whose page sent this for them: what they typed there is still in it. */
const signedOut = "You are signed out. Sign in again in another tab, then go on here. Nothing was saved.";
const keyless = "Send an API key as `Authorization: Bearer …`, or sign in.";

/** A key in the Authorization header; else the session of a page of our own, which must say so by its Origin. */
async function authenticate(request: Request): Promise<Actor> {
  const bearer = /^Bearer (\S{1,200})$/.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer) return actorOfApiKey(bearer, request.headers);
  const session = await currentSession();
  if (!session) throw new AppError("unauthenticated", (await readSessionId()) ? signedOut : keyless);
  const origin = request.headers.get("origin");
  const fromElsewhere =
    origin === null
      ? request.headers.get("sec-fetch-site") === "cross-site"
      : originHost(origin) !== request.headers.get("host");
  if (!reads(request) && (origin === null || fromElsewhere)) {
    throw new AppError(
      "forbidden",
      "Requests with a session must come from a page of this portal. Use an API key elsewhere.",
    );
  }
  return session.actor;
}

const reads = (request: Request) => request.method === "GET" || request.method === "HEAD";

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

async function incoming<Output>(
  request: Request,
  actor: Actor,
  options: Options<Output>,
): Promise<Record<string, unknown>> {
  const search = Object.fromEntries(new URL(request.url).searchParams);
  if (reads(request)) return search;
  return { ...search, ...(options.read ? await options.read(request, actor) : await readJson(request)) };
}

/** An organisation id in a path or body must be the caller's own: else 404, and a denied event in the caller's log. */
async function assertOwnOrganization(actor: Actor, wire: Record<string, unknown>, meta: OperationMeta): Promise<void> {
  const named = [wire.org_id, wire.organization_id, wire.organization].find(
    (id) => id !== undefined && (typeof id !== "string" || id.toLowerCase() !== actor.organizationId),
  );
  if (named === undefined) return;
  const words = {
    action: meta.name,
    type: "security_event",
    crud: "read",
    riskLevel: "medium",
    retentionClass: "seven_years",
    controlIds: ["CC6.1"],
  } as const;
  await recordRefusal(actor, words, "denied", "Another organisation was named.", now(), {
    type: "organization",
    id: typeof named === "string" ? named : null,
  });
  throw notFound("This organisation");
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.headers.get("idempotency-key");
  if (key === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError("malformed", "An Idempotency-Key is 1 to 255 visible ASCII characters.");
  return key;
}

async function perform<Input extends z.ZodType, Output>(
  operation: Operation<Input, Output>,
  actor: Actor,
  input: unknown,
  key: string | undefined,
): Promise<{ output: Output; replayed: boolean }> {
  if (operation.operation.kind === "command")
    return (operation as Command<Input, Output>).execute(actor, input, { idempotencyKey: key });
  return { output: await operation(actor, input as z.input<Input>), replayed: false };
}

/** Sizes and indexes are bigint inside and integers on the wire. */
function plain(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output ?? null, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
}
