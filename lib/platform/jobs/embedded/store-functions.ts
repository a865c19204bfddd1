import "server-only";
import { type Sql, transaction } from "./database";
import type { Engine } from "./engine";
import { type RegisteredFunction, readFunction } from "./function-config";
import { storeSchedules } from "./schedules";

type Declared = { id: string; name: string; config: unknown; fn: RegisteredFunction | null; refusal: string | null };

/** Registers the functions the web server serves; what the engine does not support is refused by function and logged. */
export async function storeFunctions(engine: Engine, configs: unknown[]): Promise<void> {
  const declared = configs.map(declare);
  await transaction(engine.pool, async (sql) => {
    await sql.query("update job_engine.function set active = false where id <> all($1)", [
      declared.map(({ id }) => id),
    ]);
    await sql.query("delete from job_engine.schedule where function_id <> all($1)", [
      declared.filter(({ fn }) => fn).map(({ id }) => id),
    ]);
    for (const one of declared) await storeFunction(sql, one, engine.options.now());
  });
  engine.functions = new Map(declared.flatMap(({ fn }) => (fn ? [[fn.id, fn]] : [])));
  engine.registered = true;
  for (const { id, refusal } of declared) {
    if (refusal) engine.options.logger.error({ functionId: id, reason: refusal }, "job function refused");
  }
}

function declare(config: unknown): Declared {
  const { id, name } = config as { id?: unknown; name?: unknown };
  const known = { id: String(id), name: String(name ?? id), config };
  try {
    return { ...known, fn: readFunction(config), refusal: null };
  } catch (error) {
    return { ...known, fn: null, refusal: (error as Error).message };
  }
}

async function storeFunction(sql: Sql, { id, name, config, fn, refusal }: Declared, now: Date): Promise<void> {
  await sql.query(
    `insert into job_engine.function (id, name, config, active, refusal) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, config = excluded.config, active = excluded.active,
                                    refusal = excluded.refusal, registered_at = now()`,
    [id, name, JSON.stringify(config), fn !== null, refusal],
  );
  if (fn) await storeSchedules(sql, fn, now);
}

/** What an earlier engine knew, so that work goes on before the web server has answered. */
export async function loadFunctions(engine: Engine): Promise<void> {
  const { rows } = await engine.pool.query<{ config: unknown }>("select config from job_engine.function where active");
  engine.functions = new Map(rows.map(({ config }) => readFunction(config)).map((fn) => [fn.id, fn]));
}
