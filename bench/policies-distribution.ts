import { spawn } from "node:child_process";
import { once } from "node:events";
import { makeCrowd, startPolicyBench } from "./policies-crowd";

/**
 * Asking 100,000 people to acknowledge a version: seconds, memory of the process, and the ratio to a plain INSERT … SELECT of the same
 * rows into the same table; then how the time grows from 10,000 to 100,000, and that a distribution killed twice asks nobody twice.
 * Aims: < 60 s, < 256 MiB of growth, ratio as near to 1 as can be, growth about 10.
 */
const bench = await startPolicyBench();
const { distributeVersion } = await import("../lib/policies/distribute-version");

async function distribute(organization: Awaited<ReturnType<typeof makeCrowd>>): Promise<number> {
  const started = performance.now();
  for (let after: string | null = null; ; ) {
    const batch: { next: string | null } = await distributeVersion(organization.system(), {
      versionId: organization.versionId,
      after,
    });
    after = batch.next;
    if (!after) return (performance.now() - started) / 1000;
  }
}

const child = process.argv[2] === "child";
if (!child) {
  try {
    const small = await distribute(await makeCrowd(bench, 10_000));
    const crowd = await makeCrowd(bench, 100_000);
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const large = await distribute(crowd);
    clearInterval(watch);
    // The same rows once more, for a version of their own, by one plain statement with the same checks of the table.
    const plain = await makeCrowd(bench, 0, crowd.id);
    const started = performance.now();
    const { rowCount } = await bench.sql(
      `insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, base_due_on, counted_from, assigned_at)
       select gen_random_uuid(), organization_id, $1, person_id, 'pending', due_on, base_due_on, counted_from, assigned_at from policy_assignment where version_id = $2`,
      [plain.versionId, crowd.versionId],
    );
    const baseline = (performance.now() - started) / 1000;
    console.log(
      `100,000 people: ${large.toFixed(1)} s (aim < 60), ${((peak - before) / 2 ** 20).toFixed(0)} MiB more memory, ${(peak / 2 ** 20).toFixed(0)} MiB in all (aim < 256)`,
    );
    console.log(
      `÷ plain INSERT … SELECT of ${rowCount} rows (${baseline.toFixed(1)} s): ${(large / baseline).toFixed(2)}`,
    );
    console.log(`growth from 10,000 (${small.toFixed(1)} s) to 100,000: ×${(large / small).toFixed(1)} (linear: 10)`);

    const killed = await makeCrowd(bench, 100_000);
    const cuts: number[] = [];
    for (let kill = 1; kill <= 2; kill += 1) {
      const run = spawn(process.execPath, [...process.execArgv, import.meta.filename, "child"], {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, BENCH_ORGANIZATION: killed.id, BENCH_VERSION: killed.versionId },
      });
      await once(run.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, 400));
      run.kill("SIGKILL");
      await once(run, "exit");
      cuts.push(await bench.count(killed.versionId));
    }
    await distribute(killed);
    const rows = await bench.count(killed.versionId);
    const people = await bench.count(killed.versionId, "distinct person_id");
    console.log(`killed twice, at ${cuts.join(" and ")} people; in the end ${rows} rows for ${people} people`);
    if (rows !== 100_000 || people !== 100_000) process.exitCode = 1;
  } finally {
    await bench.stop();
  }
  process.exit();
}

// A process of its own, to be killed in the middle of a batch: begins from the beginning, as a job without a memory would.
const { systemActor } = await import("../lib/platform/auth/actor-types");
const [organizationId = "", versionId = ""] = [process.env.BENCH_ORGANIZATION, process.env.BENCH_VERSION];
for (let after: string | null = null; ; ) {
  const batch: { next: string | null } = await distributeVersion(systemActor(organizationId, "bench", "bench"), {
    versionId,
    after,
  });
  console.log("batch");
  after = batch.next;
  if (!after) process.exit(0);
}
