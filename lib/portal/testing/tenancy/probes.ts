import { randomUUID } from "node:crypto";

/** A row of one organisation, as the database tells it. */
export type Row = Readonly<Record<string, unknown>>;

/** What one organisation has: rows by table, and somebody who is a member there and nowhere else. */
export type Side = {
  organizationId: string;
  /** The first row of a table that `which` likes, in the order of its primary key. */
  row(table: string, which?: (row: Row) => boolean): Row;
  id(table: string, which?: (row: Row) => boolean): string;
  count(table: string): number;
  member: { id: string; email: string };
  /** Address of anybody. */
  emailOf(personId: unknown): string;
  /** Secrets whose hashes stand in its rows. */
  mailLinkToken: string;
  reportKey: string;
  /** A failed run of a background job that an event of this organisation started. */
  jobRun: string;
};

export type Outcome =
  | "done"
  | "not_found"
  | "invalid"
  | "forbidden"
  | "conflict"
  | "gone"
  | "unauthenticated"
  | "unavailable";

/** Input in which `their` names the rows of another organisation; asked with (our, our) it names rows of one's own. */
export type Input = (their: Side, our: Side) => unknown;

export type Foreign = {
  kind: "foreign";
  input: Input;
  /** Whoever asks, where only the row's own person may: people may belong to both organisations. */
  as?: (side: Side) => unknown;
  /** Identity of a data subject: the verified link they came by. */
  link?: (side: Side) => Row;
  expect: Outcome;
  /** The whole answer, where something is answered. */
  says?: unknown;
  /** What the same input answers about rows of one's own, where that is not found either. */
  own?: Outcome;
  why?: string;
};
export type Nameless = {
  kind: "nameless";
  input: (our: Side) => unknown;
  expect: Outcome;
  link?: (side: Side) => Row;
  why?: string;
};
export type Probe = Foreign | Nameless;
export type Probes = Readonly<Record<string, Probe | readonly Probe[]>>;

/** The rows of another organisation are not found. */
export const foreign = (input: Input, more: Partial<Omit<Foreign, "kind" | "input">> = {}): Foreign => ({
  kind: "foreign",
  input,
  expect: "not_found",
  ...more,
});

/** Names no row: it is done for one's own organisation, and neither its answer nor its traces hold anything of another. */
export const nameless = (
  input: (our: Side) => unknown = () => ({}),
  more: Partial<Omit<Nameless, "kind" | "input">> = {},
): Nameless => ({ kind: "nameless", input, expect: "done", ...more });

/** The most frequent input: one row by its id. */
export const one = (
  table: string,
  more: Record<string, unknown> | (() => Record<string, unknown>) = {},
  field = "id",
  which?: (row: Row) => boolean,
): Foreign =>
  foreign((their) => ({ ...(typeof more === "function" ? more() : more), [field]: their.id(table, which) }));

/** A choice of a form: refused beside its field, in the words for whoever and whatever there is not. */
export const choice = (input: Input, more: Partial<Omit<Foreign, "kind" | "input">> = {}): Foreign =>
  foreign(input, { expect: "invalid", why: "chosen in a form: the answer stands beside the field", ...more });

const nothing = { wrappedKey: new Uint8Array([1]), sha256: "0".repeat(64), size: 1n };
/** A file as it was received. */
export const received = () => ({
  ...nothing,
  storageKey: `nowhere/${randomUUID()}`,
  fileName: "note.txt",
  mediaType: "text/plain",
});
export const sealed = () => ({ ...nothing, storageKey: `nowhere/${randomUUID()}` });
export const sentence = "Twenty characters and more, so that every form is satisfied with it.";
/** A day so many days from today. */
export const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
export const state =
  (...states: string[]) =>
  (row: Row) =>
    states.includes(String(row.state ?? row.status));
