import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type { PoolClient } from "pg";

type DatabaseRole = "portal_app" | "portal_door";
export type Identity = { role: DatabaseRole; organizationId: string; mode: "read" | "write" };
type Running = { identity: Identity; connection?: PoolClient };

// One for the process: pages and route handlers are bundled apart and share the pool, so they must share this too.
const shared = globalThis as { portalIdentity?: AsyncLocalStorage<Running> };
shared.portalIdentity ??= new AsyncLocalStorage<Running>();
const running = shared.portalIdentity;

const takeOn = `select set_config('role', $1, true), set_config('app.organization_id', $2, true),
  set_config('transaction_read_only', $3, true)`;

/** Runs `work`, whose next transaction begins as this role for this organisation. */
export function asIdentity<T>(identity: Identity, work: () => Promise<T>): Promise<T> {
  return running.run({ identity }, work);
}

/**
 * The connection of the transaction at hand, for the few statements that every command sends: going round the ORM's
 * engine makes them several times cheaper.
 * @throws when no transaction of `asIdentity` is open here: nothing may run as the owner by mistake
 */
export function currentConnection(): PoolClient {
  const connection = running.getStore()?.connection;
  if (!connection) throw new Error("No transaction with an identity is open here.");
  return connection;
}

const names = new Map<string, string>();
const mostNames = 500;

/** Frequent statements are prepared once per connection; the rest (lists of varying length) stay unnamed. */
function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= mostNames) return "";
  const name = `portal_${names.size}`;
  names.set(sql, name);
  return name;
}

/** Prisma's adapter, whose transactions take on the identity of `asIdentity` in the same breath as they begin. */
export function adapterWithIdentity(config: ConstructorParameters<typeof PrismaPg>[0]): PrismaPg {
  const factory = new PrismaPg(config, { statementNameGenerator: statementName });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      const store = running.getStore();
      const transaction = await start(isolationLevel);
      if (!store) return transaction;
      const { client } = transaction as unknown as { client: PoolClient };
      const { role, organizationId, mode } = store.identity;
      try {
        await client.query({
          name: "portal_take_on",
          text: takeOn,
          values: [role, organizationId, mode === "read" ? "on" : "off"],
        });
      } catch (error) {
        await client.query("rollback").catch(() => {});
        await transaction.rollback();
        throw error;
      }
      store.connection = client;
      return transaction;
    };
    return adapter;
  };
  return factory;
}
