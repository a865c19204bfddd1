import "server-only";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ClientBase, Pool } from "pg";
import { now as clockNow } from "@/lib/platform/clock";
import { consistencyProof } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import { env } from "@/lib/platform/env";
import { log as logger } from "@/lib/platform/log";
import { startLoop } from "@/lib/platform/loop";
import { readTileRow } from "../log/log-tables";
import { connectSequencer } from "../log/sequencer";
import { askWitness, type WitnessWord } from "./ask-witness";
import { type ConfiguredWitness, configuredWitnesses } from "./configured";

/** Each log at most once a second; one that refused is left alone for a while. */
const pollEvery = 1_000;
const pauseAfterTrouble = 30_000;

type Due = { id: string; organizationId: string | null; size: bigint; note: string; known: bigint };

/** The loop that sends each new checkpoint to the witnesses and keeps their cosignatures (A12). */
export function startWitnessing({ databaseUrl }: { databaseUrl: string }): { stop(): Promise<void> } {
  const pool = connectSequencer(databaseUrl);
  const tellLocal = localLogs(pool);
  const loop = startLoop(
    async () => {
      await tellLocal();
      await witnessOnce(pool, await configuredWitnesses(), clockNow);
    },
    () => pollEvery,
    (error) => logger.error({ err: error }, "Checkpoints could not be sent to the witnesses. It is tried again."),
  );
  return {
    async stop() {
      await loop.stop();
      await pool.end();
    },
  };
}

/** One round: what each witness has not seen yet of each log. */
export async function witnessOnce(pool: Pool, witnesses: readonly ConfiguredWitness[], now: () => Date): Promise<void> {
  await Promise.all(witnesses.map((witness) => askForAll(pool, witness, now)));
}

async function askForAll(pool: Pool, witness: ConfiguredWitness, now: () => Date): Promise<void> {
  for (const due of await dueFor(pool, witness, now())) {
    const db = await pool.connect();
    try {
      const word = await askWitness(witness, due, (size) => prove(db, due, size));
      await keep(db, witness, due, word, now());
      // Nobody at home for one log is nobody at home for the others.
      if ("unreachable" in word && word.unreachable) return;
    } finally {
      db.release();
    }
  }
}

async function dueFor(pool: Pool, witness: ConfiguredWitness, at: Date): Promise<Due[]> {
  const { rows } = await pool.query<{ id: string; org: string | null; size: string; note: string; known: string }>(
    `select l.id, l.organization_id as org, c.size::text, c.note, coalesce(w.size, 0)::text as known
     from audit_log l
     join lateral (select size, note from audit_checkpoint where log_id = l.id order by audit_checkpoint.size desc limit 1) c on true
     left join audit_witness w on w.log_id = l.id and w.vkey = $1
     where l.closed_at is null and c.size > coalesce(w.size, 0) and (w.trouble is null or w.asked_at < $2)
     order by l.id limit 500`,
    [witness.vkey, new Date(at.getTime() - pauseAfterTrouble)],
  );
  return rows.map(({ id, org, size, note, known }) => ({
    id,
    organizationId: org,
    size: BigInt(size),
    note,
    known: BigInt(known),
  }));
}

function prove(db: ClientBase, log: Due, from: bigint): Promise<Uint8Array[]> {
  let last: Promise<unknown> = Promise.resolve();
  const hashAt = hashAtFromTiles(log.size, (tile) => {
    const reading = last.then(() => readTileRow(db, log.id, tile));
    last = reading.catch(() => undefined);
    return reading;
  });
  return consistencyProof(from, log.size, hashAt);
}

async function keep(db: ClientBase, witness: ConfiguredWitness, log: Due, word: WitnessWord, at: Date): Promise<void> {
  const good = "line" in word;
  if (good) {
    await db.query(
      `insert into audit_cosignature (log_id, size, vkey, organization_id, line, received_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [log.id, `${log.size}`, witness.vkey, log.organizationId, word.line, at],
    );
  } else logger.warn({ log: log.id, witness: witness.name, trouble: word.trouble }, "A witness did not cosign.");
  await db.query(
    `insert into audit_witness as w (log_id, vkey, organization_id, url, same_machine, asked_at, size, cosigned_at, trouble, troubled_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (log_id, vkey) do update set url = excluded.url, same_machine = excluded.same_machine,
       asked_at = excluded.asked_at, size = coalesce(excluded.size, w.size),
       cosigned_at = coalesce(excluded.cosigned_at, w.cosigned_at), trouble = excluded.trouble,
       troubled_at = case when excluded.trouble is null then null else coalesce(w.troubled_at, excluded.troubled_at) end`,
    [
      ...[log.id, witness.vkey, log.organizationId, witness.url, witness.sameMachine, at],
      ...(good ? [`${log.size}`, at, null, null] : [null, null, word.trouble, at]),
    ],
  );
}

/** The witness on this machine learns of the logs from a file; one elsewhere is told by whoever runs it. */
function localLogs(pool: Pool): () => Promise<void> {
  let told = "";
  return async () => {
    if (env.LOCAL_WITNESS_URL === undefined) return;
    const { rows } = await pool.query<{ vkey: string }>(
      `select vkey from audit_log union select vkey from audit_log_key where started_at is not null order by vkey`,
    );
    const text = rows.map(({ vkey }) => `${vkey}\n`).join("");
    if (text === told) return;
    await mkdir(path.dirname(env.WITNESS_LOGS), { recursive: true });
    await writeFile(`${env.WITNESS_LOGS}.new`, text);
    await rename(`${env.WITNESS_LOGS}.new`, env.WITNESS_LOGS);
    told = text;
  };
}
