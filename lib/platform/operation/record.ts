import "server-only";
import { createHash } from "node:crypto";
import { clean } from "../clean";
import { canonicalize } from "../crypto/canonical-json";
import type { Tx } from "../db/client";
import { currentConnection } from "../db/identity";
import { columnsOf } from "../event-columns";
import { newId } from "../ids";
import { actorFields, addressFields, type EventDraft, type Recorder } from "./event-draft";
import type { RetentionClassName } from "./event-types";
import { type Plain, ProtectedValue, type Recordable } from "./protected";
import { forgetKeys, sealField, subjectKeys } from "./subject-keys";

export type Emitted = { id: string; name: string; data: unknown };

/** A change larger than this is kept beside the leaf, which carries its digest (A20). */
const largestInlineChange = 16 * 1024;

/** What the entry bundles of a log can hold (A20). Nothing could sign a log with a larger leaf in it. */
const largestLeaf = 65_535;

type Sealer = (value: ProtectedValue, retentionClass: RetentionClassName) => Plain;

/** Replaces protected values by their ciphertext and refuses what a leaf may not hold (A1). */
function settle(value: Recordable | undefined, seal: Sealer, retentionClass: RetentionClassName): Plain {
  if (value === undefined || value === null) return null;
  if (value instanceof ProtectedValue) return seal(value, retentionClass);
  if (typeof value === "string") return clean(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value))
      throw new TypeError(`An audit event holds integers below 2^53 only, not ${value}.`);
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => settle(item, seal, retentionClass));
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [clean(name), settle(item, seal, retentionClass)]));
}

function protectedIn(value: Recordable | undefined): ProtectedValue[] {
  if (value instanceof ProtectedValue) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => protectedIn(item as Recordable | undefined));
}

/** Ids and labels are for finding and showing: no index of the database holds longer ones, and no leaf need. */
const longestId = 200;
const longestLabel = 1_000;

const shortened = (text: string, length: number) => clean(text.slice(0, length));

const idOf = (text: string | null) => (text === null ? null : shortened(text, longestId));

function labelOf(label: Recordable | undefined): Recordable | undefined {
  if (typeof label === "string") return shortened(label, longestLabel);
  if (label instanceof ProtectedValue && typeof label.value === "string")
    return new ProtectedValue(label.subject, label.value.slice(0, longestLabel));
  return label;
}

/** Plaintexts of the protected fields that have a column, by their place in the leaf. */
function plaintextsOf(fields: Record<string, Recordable | undefined>): ReadonlyMap<string, unknown> {
  const found = Object.entries(fields).filter(([, value]) => value instanceof ProtectedValue);
  return new Map(found.map(([path, value]) => [path, (value as ProtectedValue).value]));
}

/**
 * Appends one audit event in the caller's transaction, with its place in the sequencer's queue and the emitted events
 * (A3, A5). One statement when the keys of the people in it are known. That statement also refuses a key that was destroyed
 * meanwhile, by this process or another, so that nothing is ever written under it (A17): then once more with another key.
 */
export async function record(
  tx: Tx,
  by: Recorder,
  draft: EventDraft,
  emitted: readonly Emitted[],
  at: Date,
): Promise<string> {
  const id = newId(at.getTime());
  for (let tries = 1; ; tries += 1) {
    const composed = await compose(tx, id, by, draft, at.toISOString());
    const outbox = emitted.map((event) => ({ ...event, created_at: at.toISOString() }));
    const { rows } = await currentConnection().query<{ recorded: boolean }>({
      name: "portal_record",
      text: "select portal_record_sealed($1::jsonb, $2, $3, $4::jsonb, $5::text[], $6::uuid[], $7::uuid[]) as recorded",
      values: [
        JSON.stringify(composed.columns),
        composed.leaf,
        composed.detail,
        outbox.length > 0 ? JSON.stringify(outbox) : null,
        composed.subjects,
        composed.keys,
        composed.labels,
      ],
    });
    if (rows[0]?.recorded) return id;
    composed.forget();
    if (tries === 3)
      throw new Error("Keys of protected fields were destroyed again and again while an event was written.");
  }
}

const requestIdOf = (by: Recorder) => (by.kind === "anonymous" ? null : idOf(by.requestId));

/** Leaf and search columns of an event, and the keys that were used for them. */
async function compose(tx: Tx, id: string, by: Recorder, draft: EventDraft, moment: string) {
  const actor = actorFields(by);
  const address = addressFields(by);
  const resource = {
    ...draft.resource,
    type: shortened(draft.resource.type, longestId),
    id: idOf(draft.resource.id),
    label: labelOf(draft.resource.label),
  };
  const long = [
    ...protectedIn(actor),
    ...protectedIn(resource.label),
    ...[draft.before, draft.after, draft.reason].flatMap(protectedIn),
  ];
  const short = [...protectedIn(address.ip), ...protectedIn(address.userAgent)];
  const used = await sealerFor(tx, by.organizationId, moment.slice(0, 7), draft.retentionClass, long, short);
  const { seal } = used;

  const change = settle(
    { before: draft.before, after: draft.after, reason: draft.reason },
    seal,
    draft.retentionClass,
  ) as { [name: string]: Plain };
  const changeBytes = canonicalize(change);
  const detail = changeBytes.length > largestInlineChange ? changeBytes : null;
  const said = {
    v: 1,
    id,
    organization: by.organizationId,
    type: draft.type,
    action: draft.action,
    crud: draft.crud,
    outcome: draft.outcome,
    riskLevel: draft.riskLevel,
    retentionClass: draft.retentionClass,
    actor: settle(actor, seal, draft.retentionClass),
    resource: settle(resource, seal, draft.retentionClass),
    change: detail ? digestOf(detail, draft) : change,
    controlIds: [...draft.controlIds],
    occurredAt: moment,
    recordedAt: moment,
    ip: settle(address.ip, seal, "one_year"),
    userAgent: settle(address.userAgent, seal, "one_year"),
    sessionId: by.kind === "user" ? by.sessionId : null,
    requestId: requestIdOf(by),
    correlationId: "correlationId" in by ? idOf(by.correlationId ?? null) : null,
  };
  const leaf = canonicalize(said);
  if (leaf.length > largestLeaf) throw new RangeError(`The event of ${draft.action} is too large for the log.`);

  const name = "name" in actor ? actor.name : undefined;
  const plain = plaintextsOf({ "/actor/name": name, "/resource/label": resource.label, "/ip": address.ip });
  const columns = { organization_id: by.organizationId, ...columnsOf(said, plain) };
  // Name and address of a person who acts are found by their id; other columns are followed one by one.
  const led = by.kind === "user" || by.kind === "subject";
  const labels = [
    ...protectedIn(resource.label).map((value) => used.keyOf(value, draft.retentionClass)),
    ...(led ? [] : protectedIn(address.ip).map((value) => used.keyOf(value, "one_year"))),
  ];
  return { columns, leaf, detail, labels, subjects: used.subjects, keys: used.keys, forget: used.forget };
}

function digestOf(bytes: Uint8Array, draft: EventDraft): Plain {
  const named = [draft.before, draft.after].flatMap((part) =>
    typeof part === "object" && part !== null && !Array.isArray(part) && !(part instanceof ProtectedValue)
      ? Object.keys(part)
      : [],
  );
  return {
    sha256: createHash("sha256").update(bytes).digest("hex"),
    size: bytes.length,
    fields: [...new Set(named)].sort(),
  };
}

async function sealerFor(
  tx: Tx,
  organizationId: string | null,
  month: string,
  retentionClass: RetentionClassName,
  long: readonly ProtectedValue[],
  short: readonly ProtectedValue[],
) {
  const wanted = [
    ...long.map((value) => ({ organizationId, subject: value.subject, retentionClass, month })),
    ...short.map((value) => ({ organizationId, subject: value.subject, retentionClass: "one_year" as const, month })),
  ].sort((a, b) => (a.subject + a.retentionClass < b.subject + b.retentionClass ? -1 : 1));
  const keys = await subjectKeys(tx, wanted);
  const byName = new Map(wanted.map((want, position) => [`${want.subject}|${want.retentionClass}`, keys[position]]));
  const known = (value: ProtectedValue, wantedClass: RetentionClassName) => {
    const key = byName.get(`${value.subject}|${wantedClass}`);
    if (!key) throw new Error("A protected value had no key.");
    return key;
  };
  return {
    seal: (value: ProtectedValue, wantedClass: RetentionClassName) => sealField(known(value, wantedClass), value.value),
    keyOf: (value: ProtectedValue, wantedClass: RetentionClassName) => known(value, wantedClass).id,
    subjects: [...new Set(wanted.map(({ subject }) => subject))],
    keys: [...new Set(keys.map((key) => key.id))],
    forget: () => forgetKeys(wanted),
  };
}
