import { mkdtempSync, createWriteStream, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { pipeline } from "node:stream/promises";
import pg from "/work/main/node_modules/pg/lib/index.js";
process.env.PORTAL_MASTER_KEY = randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET = randomBytes(32).toString("base64");
process.env.LOG_LEVEL = "warn";
const { startTemporaryPostgres } = await import("/work/main/scripts/testing/temporary-postgres");
const { applyMigrations } = await import("/work/main/scripts/schema/apply");
const postgres = await startTemporaryPostgres();
try {
  process.env.DATABASE_URL = postgres.url;
  await applyMigrations(postgres.url);
  const { createOrganization } = await import("/work/main/lib/platform/setup/create-organization");
  const org = await createOrganization({ slug: "x", name: "X", timeZone: "UTC", country: "DE", supervisoryAuthority: "a", privacyContact: "b" });
  const n = Number(process.argv[2] ?? 50000);
  const db = new pg.Client({ connectionString: postgres.url }); await db.connect();
  const { canonicalize } = await import("/work/main/lib/platform/crypto/canonical-json");
  const logId = (await db.query("select id from audit_log where organization_id=$1", [org])).rows[0].id;
  const at = new Date().toISOString();
  for (let b = 0; b < n; b += 5000) {
    const ids: string[] = [], leaves: Buffer[] = [];
    for (let i = b; i < Math.min(n, b + 5000); i++) {
      const id = crypto.randomUUID(); ids.push(id);
      leaves.push(Buffer.from(canonicalize({ v: 1, id, organization: org, type: "system_change", action: "example.write", crud: "update", outcome: "success", riskLevel: "low", retentionClass: "seven_years", actor: { kind: "system", id: "system:x", name: "x" }, resource: { type: "e", id: `${i}`, label: `Example ${i}` }, change: { before: null, after: { text: "a".repeat(300) }, reason: null }, controlIds: ["CC7.2"], occurredAt: at, recordedAt: at, ip: null, userAgent: null, sessionId: null, requestId: id, correlationId: null })));
    }
    await db.query(`insert into audit_event (id, log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind, actor_id, actor_name, resource_type, resource_id, resource_label, control_ids, request_id, occurred_at, recorded_at)
      select id, $1, $2, leaf, 'system_change', 'example.write', 'update', 'success', 'low', 'seven_years', 'system', 'system:x', 'x', 'e', ($5::int + n - 1)::text, 'Example ' || ($5::int + n - 1), '{CC7.2}', id::text, $6, $6 from unnest($3::uuid[], $4::bytea[]) with ordinality t(id, leaf, n)`, [logId, org, ids, leaves, b, at]);
    await db.query("insert into audit_pending (event_id, log_id, organization_id) select id, $1, $2 from unnest($3::uuid[]) with ordinality t(id, n) order by n", [logId, org, ids]);
  }
  const { connectSequencer, sequenceOnce } = await import("/work/main/lib/audit/log/sequencer");
  const { fileStore } = await import("/work/main/lib/platform/storage/object-store");
  const folder = mkdtempSync("/tmp/perf-audit/");
  const pool = connectSequencer(postgres.url);
  const store = fileStore(folder + "/store");
  let t = performance.now(); let c = process.cpuUsage(); const cpu = () => { const u = process.cpuUsage(c); c = process.cpuUsage(); return `cpu ${((u.user+u.system)/1e6).toFixed(2)} s`; };
  let passes = 0;
  for (;;) { await sequenceOnce(pool, store, () => new Date(), true); passes++; if ((await db.query("select 1 from audit_pending where log_id = $1 limit 1", [logId])).rowCount === 0) break; }
  let s = (performance.now() - t) / 1000;
  console.log(`sequenced ${n} in ${s.toFixed(2)} s = ${(n / s).toFixed(0)}/s, ${passes} passes ${cpu()}`);
  await pool.end();
  const { buildPackage } = await import("/work/main/lib/audit/export/build-package");
  const { zipPackage } = await import("/work/main/lib/audit/export/zip-package");
  const { inTenant } = await import("/work/main/lib/platform/db/tenant");
  t = performance.now();
  let peak = 0;
  await buildPackage((w) => inTenant(org, "read", w), { selection: { kind: "range", first: 0n, count: BigInt(n + 1) }, disclose: true, requestedBy: "x", requestedAt: new Date() }, folder + "/files", () => { peak = Math.max(peak, process.memoryUsage().rss); });
  const mid = performance.now();
  await pipeline(await zipPackage(folder + "/files"), createWriteStream(folder + "/p.zip"));
  s = (performance.now() - t) / 1000;
  console.log(`exported in ${s.toFixed(2)} s (zip ${((performance.now() - mid) / 1000).toFixed(2)}) = ${(n / s).toFixed(0)}/s, rss ${(peak / 1e6).toFixed(0)} MB, ${cpu()}, zip ${(statSync(folder + "/p.zip").size / 1e6).toFixed(1)} MB`);
  const { disconnect } = await import("/work/main/lib/platform/db/client"); await disconnect(); await db.end();
  const { verifyPackage } = await import("/work/main/lib/audit/verify/verify-package");
  const { reportLines } = await import("/work/main/lib/audit/verify/report");
  const { openAsBlob } = await import("node:fs");
  const { blobSource } = await import("/work/main/lib/audit/verify/byte-source");
  t = performance.now();
  const report = await verifyPackage(blobSource(await openAsBlob(folder + "/p.zip")));
  s = (performance.now() - t) / 1000;
  console.log(reportLines(report).join("\n"));
  console.log(cpu(), `verified in ${s.toFixed(2)} s = ${(n / s).toFixed(0)}/s, rss ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
} finally { await postgres.stop(); }
