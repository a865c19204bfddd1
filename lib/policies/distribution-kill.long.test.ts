import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { policyStory } from "./testing/story";

const crowd = 10_000;
const limit = 250;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let organization: TestOrganization;
let owner: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  organization = await createTestOrganization("Crowd");
  owner = new Client({ connectionString: database.url });
  await owner.connect();
  await owner.query(
    `with made as (insert into person (id, email, name, created_at)
       select gen_random_uuid(), 'p' || n || '@crowd.example', 'Person ' || n, now() from generate_series(1, $1::int) n returning id)
     insert into membership (id, organization_id, person_id, roles, created_at)
       select gen_random_uuid(), $2::uuid, id, array['employee']::role[], now() from made`,
    [crowd, organization.id],
  );
});
afterAll(async () => {
  const { disconnect } = await import("../platform/db/client");
  await owner.end();
  await disconnect();
  await database.drop();
});

async function asked(versionId: string) {
  const { rows } = await owner.query(
    "select count(*)::int as rows, count(distinct person_id)::int as people from policy_assignment where version_id = $1",
    [versionId],
  );
  return rows[0] as { rows: number; people: number };
}

/** A distribution of its own, killed without a word after so many batches and some milliseconds more. */
async function killedAfter(versionId: string, batches: number, wait: number): Promise<ChildProcess> {
  const args = ["--conditions=react-server", "--import", "tsx", "lib/policies/testing/distributing-process.ts"];
  const run = spawn(process.execPath, [...args, organization.id, versionId, String(limit)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(run, "exit");
  let told = 0;
  for await (const _ of createInterface({ input: run.stdout })) {
    told += 1;
    if (told === batches) break;
  }
  await new Promise((resolve) => setTimeout(resolve, wait));
  run.kill("SIGKILL");
  await exited;
  return run;
}

test("10,000 people, killed twice on the way: everybody is asked, and no one twice (P11)", async () => {
  const story = await policyStory(organization);
  const made = await story.draft();
  await story.approve(made.versionId);
  const { publishVersion } = await import("./publish-version");
  await publishVersion(story.approver, { versionId: made.versionId });

  let before = 0;
  for (const [batches, wait] of [
    [5, 3],
    [20, 7],
  ] as const) {
    const run = await killedAfter(made.versionId, batches, wait);
    expect(run.signalCode).toBe("SIGKILL");
    const { rows, people } = await asked(made.versionId);
    expect(rows).toBe(people);
    expect(rows).toBeGreaterThan(before);
    expect(rows).toBeLessThan(crowd);
    before = rows;
  }
  const { rows: unfinished } = await owner.query("select distributed_at from policy_version where id = $1", [
    made.versionId,
  ]);
  expect(unfinished[0].distributed_at).toBeNull();

  const { asked: rest } = await story.distribute(made.versionId, limit);
  const { rows: members } = await owner.query(
    `select count(*)::int as n from membership where organization_id = $1 and not roles::text[] <@ array['customer', 'auditor']`,
    [organization.id],
  );
  expect(await asked(made.versionId)).toEqual({ rows: members[0].n, people: members[0].n });
  expect(members[0].n).toBeGreaterThan(crowd);
  expect(rest).toBe(members[0].n - before);
  expect(await story.distribute(made.versionId, limit)).toMatchObject({ asked: 0, withdrawn: 0 });
});
