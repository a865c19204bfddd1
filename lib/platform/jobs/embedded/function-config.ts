import { Cron } from "croner";
import { z } from "zod";
import { instantOf, parseDuration } from "./duration";
import { compileExpression, compileKey, type Expression } from "./expression";

const concurrency = z.strictObject({
  limit: z.number().int().positive(),
  key: z.string().optional(),
  scope: z.enum(["fn"]).optional(),
});

/** What a function may declare. Strict, so that a feature the engine does not have is refused and never ignored. */
const functionConfig = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: z.string().optional() }),
      z.strictObject({ cron: z.string().min(1) }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({ retries: z.object({ attempts: z.number().int().min(0).optional() }).optional() }).loose(),
  ),
  concurrency: z.union([z.number().int().min(0), concurrency, z.array(concurrency).min(1).max(2)]).optional(),
  idempotency: z.string().optional(),
  cancel: z
    .array(z.strictObject({ event: z.string().min(1), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
});
type FunctionConfig = z.infer<typeof functionConfig>;

export type RegisteredFunction = {
  id: string;
  name: string;
  maxAttempts: number;
  events: { name: string; condition: Expression | null }[];
  crons: string[];
  concurrency: { limit: number; key: Expression | null }[];
  idempotency: Expression | null;
  cancel: { event: string; condition: Expression | null; timeout: number | null }[];
};

/** The SDK's own default (`defaultMaxRetries`); `defineJob` demands an explicit number. */
const defaultRetries = 3;

/** Internal events a function can be started by; the others are never sent. */
const sentByEngine = new Set(["inngest/function.failed"]);

const features: Record<string, string> = {
  batchEvents: "batches of events",
  debounce: "debounce",
  throttle: "throttle",
  rateLimit: "rateLimit",
  priority: "priority",
  singleton: "singleton",
  timeouts: "timeouts",
};

/** A function ready to be matched against events. Throws an Error that says what the embedded engine does not support. */
export function readFunction(config: unknown): RegisteredFunction {
  const parsed = functionConfig.safeParse(config);
  if (!parsed.success) throw new Error(explain(config, parsed.error));
  const { id, name, triggers, steps, cancel, idempotency } = parsed.data;
  const limits = normalise(parsed.data.concurrency);
  return {
    id,
    name: name ?? id,
    maxAttempts: (steps.step?.retries?.attempts ?? defaultRetries) + 1,
    events: triggers.flatMap((trigger) =>
      "event" in trigger ? [eventTrigger(trigger.event, trigger.expression)] : [],
    ),
    crons: triggers.flatMap((trigger) => ("cron" in trigger ? [checkCron(trigger.cron)] : [])),
    concurrency: limits.map(({ limit, key }) => ({ limit, key: key === undefined ? null : compileKey(key) })),
    idempotency: idempotency === undefined ? null : compileKey(idempotency),
    cancel: (cancel ?? []).map((on) => ({
      event: on.event,
      condition: on.if === undefined ? null : compileExpression(on.if),
      timeout: on.timeout === undefined ? null : checkDuration(on.timeout),
    })),
  };
}

function eventTrigger(name: string, expression: string | undefined): RegisteredFunction["events"][number] {
  if (name.startsWith("inngest/") && !sentByEngine.has(name))
    throw new Error(`The embedded engine does not send "${name}".`);
  if (name.includes("*")) throw new Error(`Patterns such as "${name}" are not supported: name the event.`);
  return { name, condition: expression === undefined ? null : compileExpression(expression) };
}

function normalise(value: FunctionConfig["concurrency"]): { limit: number; key?: string }[] {
  if (value === undefined || value === 0) return []; // Inngest reads 0 as "no limit of its own"
  if (typeof value === "number") return [{ limit: value }];
  return Array.isArray(value) ? value : [value];
}

/** The pattern itself, if it is one and in UTC. */
function checkCron(pattern: string): string {
  if (/^(?:CRON_)?TZ=/.test(pattern)) throw new Error(`Schedules are in UTC: "${pattern}" names a time zone.`);
  if (!nextTick(pattern, new Date())) throw new Error(`The schedule "${pattern}" never comes.`);
  return pattern;
}

/** The first tick after an instant, in UTC; null if there is none. Throws for a pattern that is not one. */
export function nextTick(pattern: string, after: Date): Date | null {
  return new Cron(pattern, { timezone: "UTC", mode: "5-part", paused: true }).nextRun(after);
}

function checkDuration(text: string): number {
  const duration = parseDuration(text);
  if (duration === null || !instantOf(text, new Date())) throw new Error(`"${text}" is not a duration.`);
  return duration;
}

function explain(config: unknown, error: z.ZodError): string {
  const declared = typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
  const unsupported = Object.keys(features).filter((key) => declared[key] !== undefined);
  if (unsupported.length > 0) {
    return `The embedded engine does not support ${unsupported.map((key) => features[key]).join(", ")}.`;
  }
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
}
