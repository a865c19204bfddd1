import "server-only";
import { z } from "zod";

const flag = z
  .enum(["true", "false"])
  .default("true")
  .transform((value) => value === "true");

/** Every setting of the portal, with the sentence that `.env.example` and `npm run doctor` show. */
export const envSchema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development").describe("Set by Next and by tests."),
  PORTAL_MODE: z
    .enum(["demo", "production"])
    .default(process.env.DATABASE_URL ? "production" : "demo")
    .describe("demo seeds a story and demo people; production starts empty, without demo people."),
  DATABASE_URL: z.string().min(1).describe("PostgreSQL 16 or newer. Unset: `npm run up` starts its own."),
  PORT: z.coerce.number().int().default(3000).describe("Where the portal listens."),
  PUBLIC_URL: z
    .url()
    .default(`http://localhost:${process.env.PORT ?? "3000"}`)
    .describe("The only source of links in mails, exports and certificates."),
  NEXTAUTH_SECRET: z.string().min(32).describe("Signs session cookies."),
  PORTAL_MASTER_KEY: z.base64().describe("32 bytes in base64. Wraps every other key; keep it outside the database."),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .base64()
    .optional()
    .describe(
      "32 bytes in base64, for building and serving. Unset: derived from PORTAL_MASTER_KEY by `npm run up`, so that forms opened before an update can still be sent.",
    ),
  PORTAL_BUILD_FOLDER: z.string().default(".next").describe("Folder of the build that is served."),
  INNGEST_BASE_URL: z.url().optional().describe("The job engine: the embedded one, or an Inngest server."),
  INNGEST_EVENT_KEY: z.string().optional().describe("Key with which events are sent to the job engine."),
  INNGEST_SIGNING_KEY: z.string().optional().describe("Key with which the job engine and the portal sign their calls."),
  INNGEST_SERVE_ORIGIN: z
    .url()
    .optional()
    .describe("Where an Inngest server reaches the portal, if not at PUBLIC_URL (within a container network)."),
  ENGINE_PORT: z.coerce.number().int().optional().describe("Port of the embedded job engine, chosen by `npm run up`."),
  UPSTASH_REDIS_REST_URL: z
    .url()
    .optional()
    .describe("Redis over REST for cache and rate limits. Unset: this process and the database."),
  UPSTASH_REDIS_REST_TOKEN: z.string().optional().describe("Token for it."),
  SMTP_URL: z.string().optional().describe("smtp://… Unset: mails are kept and shown under Settings → Outbox."),
  MAIL_FROM: z.string().default("Compliance Portal <portal@localhost>").describe("Sender of mails."),
  EVIDENCE_STORAGE_PATH: z.string().default(".data/evidence").describe("Folder of the object store."),
  EVIDENCE_LARGEST_FILE_MIB: z.coerce
    .number()
    .int()
    .positive()
    .max(1024 * 1024)
    .default(2048)
    .describe("Largest file that is taken as evidence, in MiB."),
  DATA_EXPORT_PATH: z.string().default(".data/exports").describe("Folder of exports and packages."),
  DATA_FOLDER: z.string().default(".data").describe("Folder of the portal's own files: secrets, backup keys, logs."),
  BACKUP_FOLDER: z
    .string()
    .optional()
    .describe("Where `npm run backup` writes when no folder is named, and where the list of erasures is copied to."),
  KEY_BACKUP_DAYS: z.coerce
    .number()
    .int()
    .positive()
    .default(35)
    .describe(
      "Days after a month when the key of its backups' subject keys is destroyed: no backup reveals what was erased then.",
    ),
  RETENTION_DEFAULT_YEARS: z.coerce
    .number()
    .int()
    .positive()
    .default(7)
    .describe("Retention when nothing says otherwise."),
  GDPR_RESPONSE_DAYS: z.coerce
    .number()
    .int()
    .positive()
    .default(30)
    .describe("Internal target in days, not the legal date."),
  SLA_MONITORING_ENABLED: flag.describe(
    "false stops warnings and escalation; due times and breaches are still computed.",
  ),
  COMPLIANCE_MONITORING_ENABLED: flag.describe("false stops collectors, tests and alerts; the integrity check stays."),
  GDPR_AUTOMATION_ENABLED: flag.describe("false stops automatic collection and execution; clocks and reminders stay."),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe("Proxies in front whose X-Forwarded-For is believed."),
  OUTGOING_ALLOWED_ADDRESSES: z
    .string()
    .default("")
    .describe("Private addresses or networks that collectors and webhooks may call, such as 10.1.2.0/24, ::1."),
  AUDIT_WITNESSES: z
    .string()
    .default("")
    .describe("Witnesses of the audit logs, each `<address> <vkey>`, separated by commas."),
  AUDIT_WITNESS_QUORUM: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe("How many of them must cosign a checkpoint. Unset: all."),
  AUDIT_ANCHOR_FOLDER: z
    .string()
    .optional()
    .describe("Folder on another machine that gets a copy of the checkpoints every hour."),
  AUDIT_ANCHOR_MAIL: z.email().optional().describe("Address that gets the newest checkpoint every day."),
  AUDIT_ANCHOR_WEBHOOK: z.url().optional().describe("Address that gets the newest checkpoint every hour by POST."),
  AUDIT_ANCHOR_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe("Signs those calls (HMAC-SHA256, Standard Webhooks). Needed for AUDIT_ANCHOR_WEBHOOK."),
  WITNESS_HOST: z.string().default("127.0.0.1").describe("Where `npm run witness` listens."),
  WITNESS_PORT: z.coerce.number().int().default(7766).describe("Its port; `npm run up` chooses one for its own."),
  WITNESS_FOLDER: z.string().default(".data/witness").describe("Its key and the last checkpoint of each log."),
  WITNESS_NAME: z.string().optional().describe("Its name in signatures. Unset: chosen at the first start."),
  WITNESS_LOGS: z
    .string()
    .default(".data/witness-logs")
    .describe("File with the vkeys of the logs it watches, one a line."),
  LOCAL_WITNESS_URL: z.url().optional().describe("The witness on this machine, set by `npm run up`."),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged."),
});

type Env = z.infer<typeof envSchema>;
let parsed: Env | undefined;

function read(): Env {
  if (parsed) return parsed;
  const result = envSchema.safeParse(process.env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration is not usable:\n${lines.join("\n")}\nSee .env.example.`);
  }
  parsed = result.data;
  return parsed;
}

const witnessSchema = envSchema.pick({
  WITNESS_HOST: true,
  WITNESS_PORT: true,
  WITNESS_FOLDER: true,
  WITNESS_NAME: true,
  WITNESS_LOGS: true,
});

/** A witness runs without a portal: it has no database and no secrets. */
export function witnessSettings(): z.infer<typeof witnessSchema> {
  return witnessSchema.parse(process.env);
}

/** Read on first use, so that a build needs no secrets. */
export const env = new Proxy({} as Env, { get: (_, name) => read()[name as keyof Env] });

/** Read without the rest, because logging starts before the configuration is known to be usable. */
export const logLevel = process.env.LOG_LEVEL ?? "info";
