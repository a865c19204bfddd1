import { setTimeout as sleep } from "node:timers/promises";
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
}, 60_000);

afterAll(async () => {
  await processes?.stop();
  await pool?.end();
  await drop?.();
});

describe("a step that kills the web server each time", () => {
  it("fails after five interruptions instead of doing so for ever", async () => {
    await processes.send([{ name: "test/poison", data: {} }]);
    const failed = async (): Promise<boolean> => {
      const { rowCount } = await pool.query(
        "select from job_engine.run where function_id = 'test-poison' and status = 'failed'",
      );
      return rowCount === 1;
    };
    await until(async () => {
      if (processes.hasEnded("web")) await processes.start("web");
      return failed();
    }, 60);
    expect(processes.lines("poison")).toEqual(Array(5).fill("poison 0"));
    await pool.query("delete from job_engine.run where function_id = 'test-poison'");
  }, 90_000);
});

describe("kills at random moments", () => {
  it("lose no run and repeat no committed step", async () => {
    const rounds = 12;
    const perRound = 8;
    for (let round = 0; round < rounds; round++) {
      const events = Array.from({ length: perRound }, (_, n) => ({ name: "test/mixed", data: { n: `${round}-${n}` } }));
      await processes.send(events);
      await sleep(Math.random() * 900);
      const killed: Part[] = Math.random() < 0.3 ? ["web", "engine"] : [Math.random() < 0.5 ? "web" : "engine"];
      for (const part of killed) await processes.kill(part);
      await processes.start(...killed);
    }
    await until(async () => {
      const { rows } = await pool.query(
        "select count(*)::int as open from job_engine.run where status in ('queued', 'running')",
      );
      return rows[0].open === 0;
    }, 90);

    const { rows: ends } = await pool.query(
      "select function_id as id, status, count(*)::int as runs from job_engine.run group by 1, 2 order by 1",
    );
    const all = rounds * perRound;
    expect(ends).toEqual([
      { id: "test-child", status: "completed", runs: all },
      { id: "test-mixed", status: "completed", runs: all },
    ]);

    const { rows: steps } = await pool.query(
      `select e.data->>'n' as n, s.name, extract(epoch from s.ended_at) * 1000 as committed
         from job_engine.step s join job_engine.run r on r.id = s.run_id join job_engine.event e on e.seq = r.event_seq
        where s.kind = 'run'`,
    );
    expect(steps).toHaveLength(all * 5);
    for (const { n, name, committed } of steps) {
      const begun = processes.lines(`mixed ${n} ${name}`).map((line) => Number(line.split(" ")[3]));
      expect(begun.length, `${n} ${name}`).toBeGreaterThanOrEqual(1);
      expect(Math.max(...begun), `${n} ${name} was called again after it was committed`).toBeLessThanOrEqual(
        Number(committed),
      );
    }
  }, 240_000);
});
