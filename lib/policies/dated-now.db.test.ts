import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { policyStory } from "./testing/story";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let story: Awaited<ReturnType<typeof policyStory>>;
let published: { policyId: string; versionId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  const { setStoryClock } = await import("../platform/setup/story-clock");
  await setStoryClock(false);
  ours = await createTestOrganization("Ours");
  story = await policyStory(ours);
});
afterAll(async () => {
  const { setClock } = await import("../platform/clock");
  const { disconnect } = await import("../platform/db/client");
  setClock(null);
  await disconnect();
  await database.drop();
});

/** As the application's own role, in the name of a person. */
async function asApplication<T>(person: UserActor, work: (tx: import("../platform/db/client").Tx) => Promise<T>) {
  const { inTenant } = await import("../platform/db/tenant");
  return inTenant(ours.id, "write", async (tx) => {
    await tx.$queryRaw`select set_config('app.person_id', ${person.personId}, true)`;
    return work(tx);
  });
}

/** Plain SQL, past every command: an acknowledgement dated so many seconds from now. */
const acknowledge = (
  person: UserActor,
  versionId: string,
  seconds: number,
  { inTheNameOf = person, round = 1 }: { inTheNameOf?: UserActor; round?: number } = {},
) =>
  asApplication(
    inTheNameOf,
    (tx) =>
      tx.$executeRaw`insert into policy_acknowledgement (id, organization_id, version_id, person_id, content_sha256, statement, method, typed_name, acknowledged_at, round)
        select gen_random_uuid(), organization_id, id, ${person.personId}::uuid, content_sha256, 's', 'portal', 'x',
          clock_timestamp() + make_interval(secs => ${seconds}::double precision), ${round}::int
        from policy_version where id = ${versionId}::uuid`,
  );
const count = (versionId: string) =>
  asApplication(ours.person.employee, (tx) => tx.policyAcknowledgement.count({ where: { versionId } }));

/** Published and asked for an hour ago, so that only the clock of the database stands against the last hour. */
async function publishedBefore(hours: number) {
  const { setClock } = await import("../platform/clock");
  setClock(new Date(Date.now() - hours * 3_600_000));
  try {
    return await story.publish();
  } finally {
    setClock(null);
  }
}

describe("an acknowledgement is dated now, by plain SQL too (P13, P15)", () => {
  beforeAll(async () => {
    published = await publishedBefore(48);
  });

  test("back-dated or dated ahead it is refused, by minutes as by days", async () => {
    const { employee } = ours.person;
    for (const seconds of [-24 * 3600, -3600, -6 * 60, 6 * 60, 3600, 24 * 3600]) {
      await expect(acknowledge(employee, published.versionId, seconds)).rejects.toThrow(/dated now/);
    }
    expect(await count(published.versionId)).toBe(0);
  });

  test("clocks that differ by less than five minutes do no harm, and an ordinary one is taken", async () => {
    const { employee, admin, executive } = ours.person;
    await acknowledge(employee, published.versionId, 0);
    await acknowledge(admin, published.versionId, -4 * 60);
    await acknowledge(executive, published.versionId, 4 * 60);
    const receipt = await story.acknowledge(ours.person.support_agent, published.policyId, published.versionId);
    expect(receipt.id).toBeTruthy();
    expect(await count(published.versionId)).toBe(4);
  });

  test("a command under a clock that was set back leaves nothing", async () => {
    const { setClock } = await import("../platform/clock");
    setClock(new Date(Date.now() - 24 * 3_600_000));
    try {
      await expect(
        story.acknowledge(ours.person.compliance_officer, published.policyId, published.versionId),
      ).rejects.toMatchObject({ code: "unavailable", message: expect.stringContaining("clocks of the portal") });
    } finally {
      setClock(null);
    }
    expect(await count(published.versionId)).toBe(4);
  });

  test("before the publication, before it was asked for, or never asked at all: refused", async () => {
    const fresh = await story.publish();
    const { employee, customer } = ours.person;
    await expect(acknowledge(employee, fresh.versionId, -120)).rejects.toThrow(/not before it was/);
    await expect(acknowledge(customer, fresh.versionId, 0)).rejects.toThrow(/not asked of them/);
    await expect(acknowledge(employee, fresh.versionId, 0, { round: 2 })).rejects.toThrow(/not asked of them/);

    const early = await publishedBefore(1);
    await asApplication(
      employee,
      (tx) =>
        tx.$executeRaw`insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, base_due_on, counted_from, assigned_at, round, current)
          select gen_random_uuid(), organization_id, version_id, person_id, 'pending', due_on, base_due_on, counted_from, clock_timestamp() - interval '1 minute', 2, false
          from policy_assignment where version_id = ${early.versionId}::uuid and person_id = ${employee.personId}::uuid`,
    );
    await expect(acknowledge(employee, early.versionId, -120, { round: 2 })).rejects.toThrow(/not asked of them/);
    await acknowledge(employee, early.versionId, 0, { round: 2 });
  });

  test("for somebody else, changed or deleted: refused", async () => {
    const { employee, admin, privacy_officer: officer } = ours.person;
    await expect(acknowledge(officer, published.versionId, 0, { inTheNameOf: employee })).rejects.toThrow(
      /for somebody else/,
    );
    await expect(
      asApplication(
        admin,
        (tx) => tx.$executeRaw`update policy_acknowledgement set acknowledged_at = acknowledged_at - interval '1 day'`,
      ),
    ).rejects.toThrow(/permission denied/);
    await expect(asApplication(admin, (tx) => tx.$executeRaw`delete from policy_acknowledgement`)).rejects.toThrow(
      /permission denied/,
    );
    expect(await count(published.versionId)).toBe(4);
  });
});

describe("whether a database tells a story", () => {
  test("is its owner's to say; the application may only ask", async () => {
    const { admin } = ours.person;
    type Tx = import("../platform/db/client").Tx;
    const attempts = [
      (tx: Tx) => tx.$executeRaw`update portal_clock set simulated = true`,
      (tx: Tx) => tx.$executeRaw`insert into portal_clock (one_row, simulated) values (true, true)`,
      (tx: Tx) => tx.$executeRaw`delete from portal_clock`,
      (tx: Tx) =>
        tx.$executeRaw`create or replace function portal_clock_is_simulated() returns boolean language sql as 'select true'`,
    ];
    for (const attempt of attempts) {
      await expect(asApplication(admin, attempt)).rejects.toThrow(/permission denied|must be owner/);
    }
    const fresh = await publishedBefore(2);
    await expect(
      asApplication(admin, async (tx) => {
        await tx.$executeRaw`create temporary table portal_clock on commit drop as select true as one_row, true as simulated`;
        await tx.$executeRaw`insert into policy_acknowledgement (id, organization_id, version_id, person_id, content_sha256, statement, method, typed_name, acknowledged_at)
          select gen_random_uuid(), organization_id, id, ${admin.personId}::uuid, content_sha256, 's', 'portal', 'x', clock_timestamp() - interval '1 hour'
          from policy_version where id = ${fresh.versionId}::uuid`;
      }),
    ).rejects.toThrow(/dated now/);
    const { client } = await import("../platform/db/client");
    await expect(client().$executeRaw`delete from portal_clock`).rejects.toThrow(/never changed/);
  });

  test("while it does, times of the story are taken, never earlier than the publication", async () => {
    const { setStoryClock } = await import("../platform/setup/story-clock");
    const old = await publishedBefore(48);
    const { employee, admin } = ours.person;
    await setStoryClock(true);
    try {
      await acknowledge(employee, old.versionId, -24 * 3600);
      await expect(acknowledge(admin, old.versionId, -72 * 3600)).rejects.toThrow(/not before it was/);
    } finally {
      await setStoryClock(false);
    }
    await expect(acknowledge(admin, old.versionId, -24 * 3600)).rejects.toThrow(/dated now/);
  });
});
