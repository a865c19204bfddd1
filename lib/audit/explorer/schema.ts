import { z } from "zod";
import { cursorAfter } from "../../platform/list-input";
import { AuditEventType, Crud, Outcome, RiskLevel } from "../schema";

/** What a GET form sends for a field left empty. */
const unset = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

const maybe = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(unset, schema.optional());

const words = (max: number) =>
  maybe(
    z
      .string()
      .max(max, `At most ${max} characters.`)
      .transform((value) => value.toWellFormed().replaceAll("\u0000", "").trim()),
  );

/** A day of the organisation's own calendar, or an instant. */
const moment = maybe(
  z.union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    "Enter a date, such as 2026-11-26, or an instant with its zone.",
  ),
);

/** Filters of the explorer, of exports and of the REST list (section 5). */
export const eventFilterInput = z.object({
  /** Text in what was touched, who did it or the action's name. */
  q: words(200),
  /** Id of the actor, or a part of the name as it was then. */
  actor: words(120),
  /** Beginning of the action's name: `policy.` */
  action: maybe(z.string().regex(/^[a-z0-9._-]{1,80}$/, "An action is written like policy.approve.")),
  /** `type`, `type:id` or an id. */
  resource: words(160),
  crud: maybe(Crud),
  outcome: maybe(Outcome),
  type: maybe(AuditEventType),
  control: words(40),
  risk: maybe(RiskLevel),
  from: moment,
  to: moment,
  ip: words(64),
  /** Id of a request or a correlation. */
  request: words(80),
  /** Id of a session. */
  session: words(80),
});

/** By what events are told as one story. */
export const storyKinds = z.enum(["request", "session", "correlation"]);

export const eventSearchInput = eventFilterInput.extend({
  cursor: maybe(cursorAfter(z.iso.datetime())),
});

export type EventFilterInput = z.output<typeof eventFilterInput>;
