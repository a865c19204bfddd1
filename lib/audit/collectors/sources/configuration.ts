import "server-only";
import { permissions } from "@/lib/platform/auth/permissions";
import type { Cell, Collector, ReadTenant } from "@/lib/platform/contribution";
import { env } from "@/lib/platform/env";

const plain = [
  "PORTAL_MODE",
  "PUBLIC_URL",
  "RETENTION_DEFAULT_YEARS",
  "GDPR_RESPONSE_DAYS",
  "SLA_MONITORING_ENABLED",
  "COMPLIANCE_MONITORING_ENABLED",
  "GDPR_AUTOMATION_ENABLED",
  "OUTGOING_ALLOWED_ADDRESSES",
  "TRUSTED_PROXIES",
  "LOG_LEVEL",
] as const;

/** Named one by one, so that a secret added later never slips in; of what holds a secret only whether it is set. */
const onlyWhether = ["SMTP_URL", "UPSTASH_REDIS_REST_URL", "INNGEST_BASE_URL"] as const;

async function* settings(read: ReadTenant): AsyncGenerator<readonly Cell[]> {
  for (const name of plain) yield ["environment", name, String(env[name])];
  for (const name of onlyWhether) yield ["environment", name, env[name] ? "set" : "not set"];
  const { organization, log, keys, sources } = await read(async (tx) => ({
    organization: await tx.organization.findFirst(),
    log: await tx.auditLog.findFirst({ where: { closedAt: null }, select: { origin: true, vkey: true } }),
    keys: await tx.apiKey.findMany({ where: { revokedAt: null }, orderBy: { id: "asc" } }),
    sources: await tx.httpSource.findMany({ where: { active: true }, orderBy: { id: "asc" } }),
  }));
  for (const name of ["slug", "name", "timeZone", "country", "regulation", "supervisoryAuthority"] as const) {
    yield ["organisation", name, organization?.[name] ?? null];
  }
  yield ["audit log", "origin", log?.origin ?? null];
  yield ["audit log", "verifier key", log?.vkey ?? null];
  for (const key of keys) {
    yield [
      "API key",
      `${key.name} (${key.prefix}…)`,
      `${key.permissions.join(" ")}; until ${key.expiresAt?.toISOString() ?? "revoked"}`,
    ];
  }
  for (const source of sources) yield ["HTTP source", source.title, `${source.url} ${source.cadence}`];
  for (const [name, { granted }] of Object.entries(permissions)) yield ["permission", name, granted.join(" ")];
}

export const configuration: Collector = {
  id: "configuration",
  title: "Configuration of the portal",
  description: "Settings, switches, keys and the table of permissions; never a secret.",
  controls: ["CC6.1", "CC8.1", "A.8.9"],
  evidenceType: "system_log",
  schedule: "50 3 * * 1",
  cadence: "weekly",
  kind: "snapshot",
  collect: (read) => ({
    query: `Settings ${[...plain, ...onlyWhether].join(", ")} of the environment; the organisation's row; its open audit log; API keys not revoked; HTTP sources in use; the table of permissions.`,
    parameters: {},
    columns: ["area", "setting", "value"],
    rows: settings(read),
  }),
};
