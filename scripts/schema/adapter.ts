import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";
import { DatabaseError } from "pg";

/** Columns of PostgreSQL's own type "char" in the engine's questions to the catalogue. */
const characters = ["constraint_type", "confdeltype", "confupdtype"];

const mended = (sql: string) =>
  sql
    .replace("constr.contype AS constraint_type", "constr.contype::text AS constraint_type")
    .replace("con.confdeltype,\n", "con.confdeltype::text as confdeltype,\n")
    .replace("con.confupdtype,\n", "con.confupdtype::text as confupdtype,\n")
    .replace("NOT IN ('p', 'u', 'f')", "NOT IN ('p', 'u', 'f', 'n')");

/**
 * Prisma's adapter cannot read the type "char", and the engine does not know the NOT NULL constraints PostgreSQL 18 lists
 * among the others: its questions are mended on their way, the answers labelled as it expects them.
 */
function readCatalogue<T extends SqlQueryable>(connection: T): T {
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const sql = mended(query.sql);
    if (sql === query.sql) return queryRaw(query);
    const result = await queryRaw({ ...query, sql });
    const columnTypes = result.columnTypes.map((type, index) =>
      characters.includes(result.columnNames[index] ?? "") ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return connection;
}

interface PgConnection extends SqlQueryable {
  executeScript(script: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Prisma's adapter cuts scripts at every semicolon, also inside functions: PostgreSQL takes a script whole, and atomically. */
function sendWhole<T extends PgConnection>(connection: T): T {
  // Not in the published types: the pool inside.
  const { client } = connection as unknown as { client: { query(sql: string): Promise<unknown> } };
  connection.executeScript = async (script) => {
    await client.query(script).catch((error: unknown) => {
      throw inPostgresWords(error, script);
    });
  };
  return connection;
}

function inPostgresWords(error: unknown, script: string): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const { severity = "ERROR", message, code, detail, hint, position } = error;
  const line = position ? `, line ${script.slice(0, Number(position)).split("\n").length}` : "";
  return new DriverAdapterError({
    kind: "postgres",
    // The engine has words of its own for the codes it knows: it is given none.
    code: "00000",
    severity,
    message: `${message} (${code}${line})`,
    detail,
    column: undefined,
    hint,
  });
}

/** The connections the schema engine works through; it never closes them itself: `close()` does. */
export function adapterFor(url: string) {
  const factory = new PrismaPg({ connectionString: url });
  const opened: { dispose(): Promise<void> }[] = [];
  const mend = <T extends PgConnection>(connection: T): T => {
    opened.push(connection);
    return sendWhole(readCatalogue(connection));
  };
  const [connect, connectToShadowDb] = [factory.connect.bind(factory), factory.connectToShadowDb.bind(factory)];
  factory.connect = async () => mend(await connect());
  factory.connectToShadowDb = async () => mend(await connectToShadowDb());
  return {
    adapter: bindMigrationAwareSqlAdapterFactory(factory),
    close: () => Promise.all(opened.map((connection) => connection.dispose())),
  };
}
