import "server-only";
import type { QueryArrayResult } from "pg";
import { unwrap } from "@/lib/platform/crypto/keyring";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { currentConnection } from "@/lib/platform/db/identity";
import { eventColumns } from "@/lib/platform/event-columns";
import { contextOfKey } from "@/lib/platform/operation/subject-keys";
import { collectedActions } from "../evidence/collected-hash";
import { signedBy } from "../verify/chain";
import type { EventFilter } from "../verify/manifest";

/** An exported event: its place, its bytes or their text (null when the row is gone) and its cells as the columns say. */
export interface ExportRow<Leaf = Uint8Array> {
  index: bigint;
  leaf: Leaf | null;
  cells: string[];
}

export interface SignedLog {
  logId: string;
  origin: string;
  /** The key that signed this checkpoint. */
  vkey: string;
  /** Every key the log ever had, the first one first (A13). */
  vkeys: string[];
  /** What the keys of this log and of those before it said of what came after them, in order (A9, A13). */
  statements: string[];
  size: bigint;
  root: Uint8Array;
  /** The checkpoint with the lines of its witnesses (A12). */
  note: string;
  /** So many of the first events lie in archive bundles and no longer in the table (E6). */
  archived: bigint;
}

type Choice = { size?: bigint; logId?: string };

/** The organisation's open log, or a named one, at its newest checkpoint or at the one of a given size; null when there is none. */
export async function signedLog(tx: Tx, { size, logId }: Choice = {}): Promise<SignedLog | null> {
  const rows = await tx.$queryRaw<(Omit<SignedLog, "size" | "archived"> & { size: string; archived: string })[]>`
    select l.id as "logId", l.origin, l.vkey, c.size::text, c.root,
      c.note || coalesce((select string_agg(w.line, '' order by w.received_at, w.vkey) from audit_cosignature w
        where w.log_id = c.log_id and w.size = c.size), '') as note,
      coalesce((select array_agg(k.vkey order by k.number) from audit_log_key k where k.log_id = l.id and k.started_at is not null),
        array[l.vkey]) as vkeys,
      coalesce((select array_agg(s.note order by o.created_at, s.number) from audit_log_statement s join audit_log o on o.id = s.log_id
        where o.organization_id is not distinct from l.organization_id and o.created_at <= l.created_at), '{}') as statements,
      coalesce((select max(a.first + a.moved) from audit_archive a where a.log_id = l.id), 0)::text as archived
    from audit_log l join audit_checkpoint c on c.log_id = l.id
    where (${logId ?? null}::uuid is null and l.closed_at is null or l.id = ${logId ?? null}::uuid)
      and (${size === undefined} or c.size = ${(size ?? 0n).toString()}::bigint)
    order by c.size desc limit 1`;
  const row = rows[0];
  if (row === undefined) return null;
  const vkey = row.vkeys.find((each) => hasSigned(row.note, each)) ?? row.vkey;
  return { ...row, vkey, size: BigInt(row.size), archived: BigInt(row.archived) };
}

/** Right after a change of key the newest checkpoint may still be the old key's. */
function hasSigned(note: string, vkey: string): boolean {
  try {
    return signedBy(note, vkey);
  } catch {
    return false; // altered; whoever opens it says so
  }
}

type Log = Pick<SignedLog, "logId">;

/** Runs a piece of reading in a transaction. */
export type ReadLog = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

export type ExportRange = { first: bigint; end: bigint; filter?: EventFilter; limit: number };

/** Up to `limit` events from `first` on, below `end`, in the order of the log. */
export async function exportRows(_tx: Tx, log: Log, range: ExportRange): Promise<ExportRow[]> {
  const { text, values } = rowsOf(log, range, leafAsHex);
  return cellsIn(await currentConnection().query(asCells(text, values))).map(fromHex);
}

/** Takes some events of the log; `read` asks the database for more in the same transaction. */
export type TakeRows = (rows: ExportRow<Uint8Array | string>[], read: ReadLog) => Promise<void>;

/** So many rows are on their way from the database while as many are being taken. */
const rowsAtOnce = 100;

/**
 * Hands over what `exportRows` would give, some rows at a time: the database looks for the next ones while these are taken, and no
 * more are ever held. Leaves come as text, for half the work on both sides, or as bytes.
 * @throws what `isNoText` knows, when bytes among those asked for as text were altered into something that is none
 */
export async function takeRows(tx: Tx, log: Log, range: ExportRange, as: "text" | "bytes", take: TakeRows) {
  const { text, values } = rowsOf(log, range, as === "text" ? leafAsText : leafAsHex);
  const db = currentConnection();
  await db.query({ text: `declare exported no scroll cursor for ${text}`, values });
  const more = () => {
    const asked = db.query(asCells(`fetch ${rowsAtOnce} from exported`));
    asked.catch(() => undefined); // known when it is waited for
    return asked;
  };
  let coming = more();
  const read: ReadLog = async (work) => {
    await coming;
    return work(tx);
  };
  try {
    for (let found = cellsIn(await coming); found.length > 0; found = cellsIn(await coming)) {
      coming = more();
      await take(as === "text" ? found : found.map(fromHex), read);
    }
    await db.query("close exported");
  } catch (error) {
    await coming.catch(() => undefined);
    throw error;
  }
}

export const isNoText = (error: unknown) => (error as { code?: unknown } | null)?.code === "22021";

const leafAsText = Prisma.sql`convert_from(e.leaf, 'UTF8')`;
const leafAsHex = Prisma.sql`encode(e.leaf, 'hex')`;

/** Asked of the connection itself, with values as the database writes them: the ORM would spend more on each row than all the rest. */
const asCells = (text: string, values?: unknown[]) => ({ text, values, rowMode: "array" as const, types: asWritten });
const asWritten = { getTypeParser: () => (text: string) => text };

function rowsOf(log: Log, { first, end, filter, limit }: ExportRange, leaf: Prisma.Sql): Prisma.Sql {
  // Left join: an event that was deleted must show as a gap, not vanish (A14).
  return Prisma.sql`
    select l.index, ${leaf} as leaf, e.id, e.type, e.action, e.crud, e.outcome, e.risk_level, e.retention_class,
      e.actor_kind, e.actor_id, e.actor_name, e.resource_type, e.resource_id, e.resource_label,
      array_to_string(e.control_ids, ';', '') as control_ids, e.ip, e.session_id, e.request_id, e.correlation_id,
      to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as occurred_at,
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at
    from audit_leaf l left join audit_event e on e.id = l.event_id
    where l.log_id = ${log.logId}::uuid and l.index >= ${first.toString()}::bigint and l.index < ${end.toString()}::bigint
      ${filter === undefined ? Prisma.empty : conditions(filter)}
    order by l.index limit ${limit}`;
}

function cellsIn({ rows, fields }: QueryArrayResult<(string | null)[]>): ExportRow<string>[] {
  // The table of an export has the columns in exactly this order.
  if (fields.slice(2).some(({ name }, at) => name !== eventColumns[at]))
    throw new Error("The columns are out of order.");
  return rows.map((row) => {
    const cells: string[] = [];
    for (let at = 2; at < row.length; at++) cells.push(row[at] ?? "");
    return { index: BigInt(row[0] as string), leaf: row[1] ?? null, cells };
  });
}

const fromHex = (row: ExportRow<string>): ExportRow => ({
  ...row,
  leaf: row.leaf === null ? null : Buffer.from(row.leaf, "hex"),
});

/** How many events of a selection collected a file of evidence. */
export async function countCollected(
  tx: Tx,
  log: Log,
  { first, end, filter }: { first: bigint; end: bigint; filter?: EventFilter },
): Promise<number> {
  const [row] = await tx.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from audit_event e join audit_leaf l on l.event_id = e.id
    where e.organization_id = portal_organization() and e.resource_type = 'evidence' and e.action = any (${[...collectedActions]})
      and l.log_id = ${log.logId}::uuid and l.index >= ${first.toString()}::bigint and l.index < ${end.toString()}::bigint
      ${filter === undefined ? Prisma.empty : conditions(filter)}`;
  return row.count;
}

/** A tile's hashes as they stand; empty when the row is gone. */
export async function exportTile(tx: Tx, log: Log, level: number, index: bigint) {
  const rows = await tx.$queryRaw<{ hashes: Uint8Array }[]>`
    select hashes from audit_tile where log_id = ${log.logId}::uuid and level = ${level} and index = ${index.toString()}::bigint`;
  return rows[0]?.hashes ?? new Uint8Array();
}

/** The hashes of several tiles, in the order asked for; empty where the row is gone. */
export async function exportTiles(
  tx: Tx,
  log: Log,
  wanted: readonly { level: number; index: bigint }[],
): Promise<Uint8Array[]> {
  const rows = await tx.$queryRaw<{ level: number; index: string; hashes: Uint8Array }[]>`
    select t.level, t.index::text, t.hashes from audit_tile t
    join unnest(${wanted.map((tile) => tile.level)}::int[], ${wanted.map((tile) => `${tile.index}`)}::text[]) as w(level, index)
      on t.level = w.level and t.index = w.index::bigint
    where t.log_id = ${log.logId}::uuid`;
  const found = new Map(rows.map((row) => [`${row.level}/${row.index}`, new Uint8Array(row.hashes)]));
  return wanted.map((tile) => found.get(`${tile.level}/${tile.index}`) ?? new Uint8Array());
}

/** Keys of protected fields by id, in Base64; destroyed ones and unreadable ones are left out. */
export async function openKeys(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; wrapped: Uint8Array }[]>`
    select id, wrapped_key as wrapped from subject_key where id = any(${ids}::uuid[]) and wrapped_key is not null`;
  const keys = new Map<string, string>();
  for (const { id, wrapped } of rows) {
    try {
      keys.set(id, unwrap(wrapped, contextOfKey(id)).toString("base64"));
    } catch {
      // The field stays closed: the package still verifies, and says how many fields are not disclosed.
    }
  }
  return keys;
}

function conditions(filter: EventFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = [];
  if (filter.action !== undefined) parts.push(Prisma.sql`starts_with(e.action, ${filter.action})`);
  if (filter.type !== undefined) parts.push(Prisma.sql`e.type::text = ${filter.type}`);
  if (filter.crud !== undefined) parts.push(Prisma.sql`e.crud::text = ${filter.crud}`);
  if (filter.outcome !== undefined) parts.push(Prisma.sql`e.outcome::text = ${filter.outcome}`);
  if (filter.riskLevel !== undefined) parts.push(Prisma.sql`e.risk_level::text = ${filter.riskLevel}`);
  if (filter.actorId !== undefined) parts.push(Prisma.sql`e.actor_id = ${filter.actorId}`);
  if (filter.resourceType !== undefined) parts.push(Prisma.sql`e.resource_type = ${filter.resourceType}`);
  if (filter.resourceId !== undefined) parts.push(Prisma.sql`e.resource_id = ${filter.resourceId}`);
  if (filter.controlId !== undefined) parts.push(Prisma.sql`e.control_ids @> array[${filter.controlId}]`);
  if (filter.requestId !== undefined) {
    parts.push(Prisma.sql`(e.request_id = ${filter.requestId} or e.correlation_id = ${filter.requestId})`);
  }
  if (filter.sessionId !== undefined) parts.push(Prisma.sql`e.session_id = ${filter.sessionId}`);
  if (filter.from !== undefined) parts.push(Prisma.sql`e.recorded_at >= ${filter.from}::timestamptz`);
  if (filter.to !== undefined) parts.push(Prisma.sql`e.recorded_at < ${filter.to}::timestamptz`);
  return parts.length === 0 ? Prisma.empty : Prisma.sql`and ${Prisma.join(parts, " and ")}`;
}
