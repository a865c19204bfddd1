import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let jobs: typeof import("./operations");
let pool: import("pg").Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  jobs = await import("./operations");
  pool = (await import("./pool")).jobPool();
  await pool.query(`insert into job_engine.function (id, name, config) values
    ('on-event', 'On an event', '{"triggers":[{"event":"test/asked"}]}'), ('sweep', 'Sweep', '{"triggers":[{"cron":"* * * * *"}]}')`);
  await pool.query("insert into job_engine.schedule (function_id, cron, next_at) values ('sweep', '* * * * *', now())");
  await runOf("run-1-theirs", "on-event", { organizationId: theirs.id });
  await runOf("run-2-ours", "on-event", { organizationId: ours.id });
  await runOf("run-3-sweep", "sweep", { cron: "* * * * *" }, `sweep ${theirs.id} 1`);
});
afterAll(async () => {
  await pool.end();
  await (await import("../db/client")).disconnect();
  await database.drop();
});

/** A failed run with one failed step. */
async function runOf(id: string, functionId: string, data: object, step = "work") {
  await pool.query(
    `with e as (insert into job_engine.event (id, name, data, sent_at, routed_at) values ($1, 'test/asked', $3, now(), now()) returning seq)
     insert into job_engine.run (id, function_id, event_seq, status, error, ended_at)
     select $1, $2, seq, 'failed', '{"name":"Error","message":"not now"}', now() from e`,
    [id, functionId, JSON.stringify(data)],
  );
  await pool.query(
    "insert into job_engine.step (id, run_id, name, kind, status) values ($1, $2, $3, 'run', 'failed')",
    [`step of ${id}`, id, step],
  );
}

const repeated = async () =>
  (await pool.query("select rerun_of as id from job_engine.event where rerun_of is not null order by 1")).rows.map(
    ({ id }) => id,
  );

describe("an administrator", () => {
  test("sees the runs of their own organisation and no other's, nor the installation's", async () => {
    const { admin } = ours.person;
    const { runs, failed, functions } = await jobs.listJobs(admin, {});
    expect(runs.map(({ id }) => id)).toEqual(["run-2-ours"]);
    expect(failed).toBe(1);
    expect(functions).toEqual([{ id: "on-event", name: "On an event", events: ["test/asked"] }]);
    const asked = [{ functionId: "sweep" }, { status: "failed" as const }, { cursor: "run-9" }];
    for (const input of asked) {
      const seen = JSON.stringify(await jobs.listJobs(admin, input));
      expect(seen).not.toMatch(/theirs|sweep/);
      expect(seen).not.toContain(theirs.id);
    }
    expect(await jobs.readJobRun(admin, { id: "run-2-ours" })).toMatchObject({ steps: [{ name: "work" }] });
    for (const id of ["run-1-theirs", "run-3-sweep"]) {
      await expect(jobs.readJobRun(admin, { id })).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("starts their own failed runs anew and no other, and nothing that is scheduled", async () => {
    const { admin } = ours.person;
    for (const id of ["run-1-theirs", "run-3-sweep", "sweep"]) {
      await expect(jobs.retryJob(admin, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await repeated()).toEqual([]);
    await jobs.retryJob(admin, { id: "run-2-ours" });
    expect(await repeated()).toEqual(["run-2-ours"]);
    await expect(jobs.retryJob(admin, { id: "run-2-ours" })).rejects.toMatchObject({ code: "conflict" });
    expect(Object.keys(jobs)).not.toContain("runJob");
  });
});

describe("the operator, on the command line", () => {
  const command = async (...words: string[]) =>
    promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "scripts/operate-jobs.ts", ...words],
      { timeout: 120_000 },
    );

  test("lists all runs, starts a schedule now and a failed run anew, on record in the installation's log", async () => {
    const { stdout } = await command("list");
    for (const part of ["run-1-theirs", "run-2-ours", "run-3-sweep", "sweep  * * * * *", "not now"]) {
      expect(stdout).toContain(part);
    }
    await command("run", "sweep");
    await command("retry", "run-1-theirs");
    await expect(command("retry", "run-1-theirs")).rejects.toMatchObject({
      stderr: expect.stringContaining("repeated already"),
    });
    await expect(command("run", "on-event")).rejects.toMatchObject({ code: 1 });
    expect(await repeated()).toEqual(["run-1-theirs", "run-2-ours"]);
    const started = await pool.query("select 1 from job_engine.event where target_function = 'sweep'");
    expect(started.rowCount).toBe(1);
    const { readInstallation } = await import("../db/door");
    const events = await readInstallation((tx) =>
      tx.auditEvent.findMany({ where: { action: { startsWith: "job." } }, orderBy: { id: "asc" } }),
    );
    expect(events.map(({ action, resourceId }) => [action, resourceId])).toEqual([
      ["job.run", "sweep"],
      ["job.retry", "run-1-theirs"],
    ]);
  });
});
