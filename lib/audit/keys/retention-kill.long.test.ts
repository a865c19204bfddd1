import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { asOwner } from "../testing/log-inspection";
import { createErasureStage } from "./testing/erasure-fixture";

const past = new Date(Date.now() - 215 * 24 * 60 * 60 * 1000);
const people = 900;
let stage: Awaited<ReturnType<typeof createErasureStage>>;
let officer: UserActor;

beforeAll(async () => {
  stage = await createErasureStage();
  officer = stage.organization.person.compliance_officer;
  for (let i = 0; i < people; i++) {
    await stage.leave(
      officer,
      { ...officer, personId: crypto.randomUUID(), name: `Customer ${i}` },
      "ninety_days",
      past,
    );
  }
  await stage.sequence();
});
afterAll(() => stage.drop());

const state = () =>
  asOwner(stage.url, async (db) => {
    const { rows } = await db.query(
      `select (select count(*)::int from subject_key where retention_class = 'ninety_days' and destroyed_at is null) as alive,
         (select count(*)::int from subject_key where retention_class = 'ninety_days' and destroyed_at is not null) as gone,
         (select coalesce(sum(jsonb_array_length(portal_leaf(leaf) #> '{change,after,keys}')), 0)::int from audit_event
           where action = 'subject-key.destroy') as told`,
    );
    return rows[0] as { alive: number; gone: number; told: number };
  });

test("killed again and again, a destruction loses nothing, tells everything and ends (E6)", async () => {
  const { proposeEndedKeys } = await import("./propose-ended");
  const { adoptDestruction } = await import("./adopt");
  const { approveDestruction } = await import("./approve");
  const { destroyBatch } = await import("./destroy-batch");
  const system = stage.organization.system();
  const { proposed } = await proposeEndedKeys(system, {});
  const id = proposed[0] as string;
  await adoptDestruction(officer, { id });
  await approveDestruction({ ...stage.organization.person.privacy_officer, authenticatedAt: new Date() }, { id });

  for (const wait of [0, 5, 15]) {
    const args = ["--conditions=react-server", "--import", "tsx", "lib/audit/keys/testing/destroying-process.ts"];
    const child = spawn(process.execPath, [...args, stage.organization.id, id], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    await Promise.race([once(child.stdout, "data"), exited]);
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill("SIGKILL");
    await exited;
    const { alive, gone, told } = await state();
    expect(told).toBe(gone);
    expect(alive + gone).toBe(people + 1);
  }
  while (!(await destroyBatch(system, { id })).done);
  expect(await state()).toEqual({ alive: 0, gone: people + 1, told: people + 1 });
  await stage.sequence();
  expect(await stage.check()).toMatchObject({ state: "verified" });
});
