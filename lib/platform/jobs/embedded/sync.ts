import "server-only";
import { z } from "zod";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { isAuthentic, signedCall } from "./call";
import type { Engine } from "./engine";
import { storeFunctions } from "./store-functions";

const registration = z.object({ functions: z.array(z.looseObject({ id: z.string() })) });

export type SyncState = { last: string; answered: boolean; problem: string };

/** Asks the web server, by a signed in-band PUT, which functions it serves, and registers them if they changed. */
export async function syncFunctions(engine: Engine, state: SyncState): Promise<void> {
  const problem = await ask(engine, state).catch((error: Error) => error.message);
  state.answered = problem === null;
  if (problem !== null && problem !== state.problem) {
    engine.options.logger.warn({ url: engine.route.href, problem }, "web server does not answer the job engine");
  }
  state.problem = problem ?? "";
}

async function ask(engine: Engine, state: SyncState): Promise<string | null> {
  const body = canonicalize({ url: engine.route.href });
  const reply = await signedCall(engine, engine.route, "PUT", body, { "x-inngest-sync-kind": "in_band" }, 30_000);
  if (reply.status === 401)
    return "The web server refused the engine's signature: both need the same INNGEST_SIGNING_KEY.";
  if (!isAuthentic(engine, reply)) return `The reply (status ${reply.status}) is not signed by the web server.`;
  const parsed = registration.safeParse(JSON.parse(reply.text));
  if (!parsed.success) return "The web server's list of functions cannot be read.";
  const list = JSON.stringify(parsed.data.functions);
  if (list === state.last) return null;
  await storeFunctions(engine, parsed.data.functions);
  state.last = list;
  const { size } = engine.functions;
  engine.options.logger.info({ registered: size, declared: parsed.data.functions.length }, "job functions registered");
  engine.wakeRouter();
  return null;
}
