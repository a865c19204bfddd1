import "server-only";
import type pg from "pg";
import type { RegisteredFunction } from "./function-config";
import type { InFlight } from "./in-flight";
import type { EngineOptions } from "./options";
import type { Slots } from "./slots";

/** What the parts of one running engine share. Everything durable is in the tables; the rest may be lost at any moment. */
export type Engine = {
  options: Required<EngineOptions>;
  route: URL;
  pool: pg.Pool;
  functions: Map<string, RegisteredFunction>;
  /** The web server has said which functions it has now; until then events wait, or a new function would miss them. */
  registered: boolean;
  slots: Slots;
  inFlight: InFlight;
  /** The engine is ending: begin nothing new. */
  stopping: AbortSignal;
  /** Some time later: calls that have not ended are cut off, and made again by the next engine. */
  cutOff: AbortSignal;
  /** Events were stored: look at once instead of at the next tick. */
  wakeRouter(): void;
  /** The web server asked for it, or stopped answering. */
  wakeSync(): void;
};

/** An event as functions and expressions see it. */
export type JobEvent = { id: string; name: string; data: unknown; ts: number };
