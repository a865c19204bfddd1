import "server-only";
import type { Actor } from "../auth/actor-types";
import { actorIdOf } from "../auth/actor-types";
import { pseudonymOf } from "../crypto/pseudonym";
import type { CrudName, EventTypeName, OutcomeName, RetentionClassName, RiskName } from "./event-types";
import { about, type Recordable } from "./protected";

/** What a command says about what it did; the rest of the event comes from the actor and the definition. */
export type EventSubject = {
  resource: { type: string; id: string | null; label?: Recordable };
  before?: Recordable;
  after?: Recordable;
  reason?: Recordable;
};

export type EventDraft = EventSubject & {
  type: EventTypeName;
  action: string;
  crud: CrudName;
  outcome: OutcomeName;
  riskLevel: RiskName;
  retentionClass: RetentionClassName;
  controlIds: readonly string[];
};

/** The installation itself: for events of no organisation (A22). */
export type InstallationOrigin = {
  kind: "installation";
  organizationId: null;
  requestId: string;
  ip?: string;
  userAgent?: string;
};
export type Recorder = Actor | InstallationOrigin;

/** Under whose key ip address and user agent stand: the person's, else a pseudonym of the address itself. */
function addressSubject(by: Recorder): string {
  if (by.kind === "user") return `person:${by.personId}`;
  if (by.kind === "subject") return `subject:${by.subjectId}`;
  return pseudonymOf("address", by.ip ?? "");
}

/** The actor as the leaf shows it; the name as it was then, protected when it is a person's. */
export function actorFields(by: Recorder) {
  const id = by.kind === "installation" ? null : actorIdOf(by);
  const base = { kind: by.kind, id };
  if (by.kind === "user") return { ...base, name: about(`person:${by.personId}`, by.name) };
  if (by.kind === "api_key") return { ...base, name: by.name, onBehalfOf: by.createdById };
  if (by.kind === "system") return { ...base, name: by.name };
  return base;
}

/** Address and browser have a class of their own: one year, whatever the event's (audit.md section 1). */
export function addressFields(by: Recorder) {
  const subject = addressSubject(by);
  return { ip: by.ip ? about(subject, by.ip) : null, userAgent: by.userAgent ? about(subject, by.userAgent) : null };
}
