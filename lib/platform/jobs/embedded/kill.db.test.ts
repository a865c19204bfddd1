import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { until } from "./testing/portal";
import { type Part, Processes } from "./testing/processes";

let processes: Processes;
let pool: pg.Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  processes = new Processes(database.url);
  await processes.start("web", "engine");
});

afterAll(async () => {
  await processes?.stop();
  await pool?.end();
  await drop?.();
});

const names = ["in-step", "between", "asleep", "side-by-side"];
const begin = (n: string) => processes.send(names.map((name) => ({ name: `test/${name}`, data: { n } })));

/** One run in a step, one between two steps, one asleep, one with parallel steps of which two are committed. */
async function reachMiddle(n: string): Promise<void> {
  await until(() => processes.lines(`in-step ${n} two begins`).length);
  await until(() => processes.lines(`between ${n} waits`).length);
  await until(async () => {
    const { rows } = await pool.query(
      `select (select count(*) from job_engine.step s join job_engine.run r on r.id = s.run_id
                where r.function_id = 'test-asleep' and s.status = 'waiting')::int as asleep,
              (select count(*) from job_engine.step s join job_engine.run r on r.id = s.run_id
                where r.function_id = 'test-side-by-side' and r.status = 'running' and s.status = 'completed')::int as side`,
    );
    return rows[0].asleep === 1 && rows[0].side === 2;
  });
}

async function end(count: number): Promise<void> {
  await until(async () => {
    const { rows } = await pool.query("select status from job_engine.run");
    const over = rows.filter(({ status }) => status === "completed").length;
    expect(rows.every(({ status }) => status !== "failed")).toBe(true);
    return over === count;
  });
}

function expectEachCommittedStepOnce(n: string): void {
  for (const line of ["in-step n one", "in-step n three", "between n one", "asleep n one", "asleep n two"]) {
    expect(processes.lines(line.replace(" n ", ` ${n} `)), line).toHaveLength(1);
  }
  expect(processes.lines(`side-by-side ${n} a begins`)).toHaveLength(1);
  expect(processes.lines(`side-by-side ${n} c begins`)).toHaveLength(1);
  expect(processes.lines(`side-by-side ${n} end`)).toHaveLength(1);
}

describe("kill -9", () => {
  const cases: { what: string; killed: Part[]; n: string }[] = [
    { what: "the engine", killed: ["engine"], n: "k1" },
    { what: "the web server", killed: ["web"], n: "k2" },
    { what: "both", killed: ["engine", "web"], n: "k3" },
  ];

  it.each(cases)(
    "of $what in a step, between steps, in a sleep and beside committed steps loses nothing",
    async ({ killed, n }) => {
      await begin(n);
      await reachMiddle(n);
      for (const part of killed) await processes.kill(part);
      await processes.start(...killed);
      processes.openGate(n);
      const before = cases.findIndex((one) => one.n === n);
      await end((before + 1) * names.length);
      expectEachCommittedStepOnce(n);
      // A web server that lives on ends the call nobody waits for any more, with the step after the gate in it.
      expect(processes.lines(`between ${n} two`)).toHaveLength(killed.includes("web") ? 1 : 2);
      // What was cut off before it was committed was called again, as the same attempt: these functions have no retries.
      expect(processes.lines(`in-step ${n} two begins`)).toHaveLength(2);
      expect(processes.lines(`side-by-side ${n} b begins`)).toHaveLength(2);
    },
  );
});
