import "server-only";
import { env } from "../env";
import { PrismaClient } from "./generated/client";
import { adapterWithIdentity } from "./identity";
import { LightClient } from "./light-client";

function connect() {
  const adapter = adapterWithIdentity({
    connectionString: env.DATABASE_URL,
    max: 20,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    application_name: "plinto-portal",
    Client: LightClient,
  });
  return new PrismaClient({
    adapter,
    // Secrets, wrapped as they are: omitted here so that no query asks for them by accident.
    omit: { auditLog: { wrappedSigner: true }, httpSource: { wrappedSecret: true } },
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}

type Client = ReturnType<typeof connect>;
const shared = globalThis as { portalPrisma?: Client };

/** One pool per process, kept across hot reloads. */
export function client(): Client {
  shared.portalPrisma ??= connect();
  return shared.portalPrisma;
}

export async function disconnect(): Promise<void> {
  await shared.portalPrisma?.$disconnect();
  shared.portalPrisma = undefined;
}

export type Tx = Parameters<Parameters<Client["$transaction"]>[0]>[0];
