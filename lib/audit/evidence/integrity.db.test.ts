import { randomBytes } from "node:crypto";
import { copyFile, open, rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";
import { sequenceAll } from "../testing/sequence-all";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let vault: Awaited<ReturnType<typeof evidenceVault>>;

beforeAll(async () => {
  database = await createTestDatabase();
  vault = await evidenceVault(() => ours);
});
beforeEach(async () => {
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await vault.remove();
});

async function check(id: string, version?: number) {
  const { measure, recordIntegrity } = await import("./verify");
  const actor = ours.person.compliance_officer;
  const found = await measure(actor, id, version);
  await recordIntegrity(actor, found);
  return found;
}

async function alertsOf(id: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(ours.id, "read", (tx) => tx.alert.findMany({ where: { objectId: id } }));
}

async function flip(file: string): Promise<void> {
  const stored = await open(file, "r+");
  const { buffer } = await stored.read(Buffer.alloc(1), 0, 1, 5);
  await stored.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 5);
  await stored.close();
}

describe("what a check finds (E2)", () => {
  const damages: [string, string, RegExp | undefined, (id: string) => Promise<unknown>][] = [
    ["a byte flipped", "unreadable", undefined, async (id) => flip(await vault.storedPath(id))],
    ["the file gone", "missing", undefined, async (id) => rm(await vault.storedPath(id))],
    [
      "the file replaced by another one of the store",
      "unreadable",
      undefined,
      async (id) => copyFile(await vault.storedPath((await vault.collect()).id), await vault.storedPath(id)),
    ],
    [
      "the file and its key replaced",
      "failed",
      undefined,
      async (id) => {
        const { objectId } = await vault.upload(ours.person.compliance_officer, "something else");
        await vault.tamper(
          (tx) =>
            tx.$executeRaw`update evidence_version set object_id = ${objectId}::uuid where evidence_id = ${id}::uuid`,
        );
      },
    ],
    [
      "the file, its key and its recorded hash replaced",
      "failed",
      /recorded hash was changed/,
      async (id) => {
        const { objectId, sha256, size } = await vault.upload(ours.person.compliance_officer, "something else");
        await vault.tamper(
          (
            tx,
          ) => tx.$executeRaw`update evidence_version set object_id = ${objectId}::uuid, sha256 = ${sha256}, size = ${size}
          where evidence_id = ${id}::uuid`,
        );
      },
    ],
    [
      "the event of its collection deleted",
      "failed",
      /no event of its collection/,
      async (id) => vault.tamper((tx) => tx.$executeRaw`delete from audit_event where resource_id = ${id}`),
    ],
    [
      "the event of its collection rewritten to fit",
      "failed",
      /was altered/,
      async (id) => {
        await sequenceAll(database.url, vault.folder);
        const { objectId, sha256, size } = await vault.upload(ours.person.compliance_officer, "something else");
        await vault.tamper(async (tx) => {
          await tx.$executeRaw`update audit_event e set leaf = convert_to(replace(convert_from(e.leaf, 'UTF8'), v.sha256, ${sha256}), 'UTF8')
            from evidence_version v where v.evidence_id = ${id}::uuid and e.resource_id = ${id}`;
          await tx.$executeRaw`update evidence_version set object_id = ${objectId}::uuid, sha256 = ${sha256}, size = ${size}
            where evidence_id = ${id}::uuid`;
        });
      },
    ],
    ...(["beside it", "in its place"] as const).map((where): (typeof damages)[number] => [
      `the file replaced, and an event of its collection with a smaller id written ${where}`,
      "failed",
      where === "beside it" ? /collection twice/ : /stands in no log/,
      async (id) => {
        await sequenceAll(database.url, vault.folder);
        const { objectId, sha256, size } = await vault.upload(ours.person.compliance_officer, "something else");
        await vault.tamper(async (tx) => {
          await tx.$executeRaw`insert into audit_event select (jsonb_populate_record(e, jsonb_build_object('id',
              '00000000' || right(gen_random_uuid()::text, 28), 'leaf', convert_to(replace(convert_from(e.leaf, 'UTF8'), v.sha256, ${sha256}), 'UTF8')))).*
            from audit_event e join evidence_version v on v.evidence_id = ${id}::uuid where e.resource_id = ${id} and e.action = 'evidence.collect'`;
          if (where === "in its place")
            await tx.$executeRaw`delete from audit_event where resource_id = ${id} and id::text not like '00000000%'`;
          await tx.$executeRaw`update evidence_version set object_id = ${objectId}::uuid, sha256 = ${sha256}, size = ${size}
            where evidence_id = ${id}::uuid`;
        });
      },
    ]),
  ];

  test.each(damages)("%s: %s, with one alert at once", async (_, state, why, damage) => {
    const { id } = await vault.collect();
    expect(await check(id)).toMatchObject({ state: "verified" });
    await damage(id);
    const found = await check(id);
    expect(found.state).toBe(state);
    if (why) expect(found.why).toMatch(why);
    else expect(found.why).toBeUndefined();
    await check(id);
    expect(await alertsOf(id)).toMatchObject([{ rule: "integrity-failure", level: "critical", occurrences: 2 }]);
  });

  test("another master key: unreadable, not missing and not altered", async () => {
    const { id } = await vault.collect();
    const key = process.env.PORTAL_MASTER_KEY;
    const { env } = await import("@/lib/platform/env");
    const { client } = await import("@/lib/platform/db/client");
    const { wrap } = await import("@/lib/platform/crypto/keyring");
    expect(env.PORTAL_MASTER_KEY).toBe(key);
    // Wrapped for another place: the same as a key ring that does not fit.
    await client().$executeRaw`update stored_object set wrapped_key = ${wrap(randomBytes(32), "object:elsewhere")}
      where id = (select object_id from evidence_version where evidence_id = ${id}::uuid)`;
    expect(await check(id)).toMatchObject({ state: "unreadable" });
  });

  test("found damaged and then repaired it is verified again, and the history stays", async () => {
    const { evidenceCustody } = await import("./custody");
    const { id } = await vault.collect();
    const file = await vault.storedPath(id);
    await flip(file);
    await check(id);
    await flip(file);
    expect(await check(id)).toMatchObject({ state: "verified" });
    const { acts } = await evidenceCustody(ours.person.auditor, { id, act: "verified" });
    expect(acts.map(({ integrity }) => integrity)).toEqual(["verified", "unreadable", "unreadable"]);
  });

  test("a damaged file is neither handed in nor approved", async () => {
    const { submitEvidence } = await import("./submit");
    const { id } = await vault.collect();
    await flip(await vault.storedPath(id));
    await check(id);
    await expect(submitEvidence(ours.person.compliance_officer, { id, version: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("the nightly round", () => {
  test("looks at every version, says how far it is, goes on after a stop and is done once", async () => {
    const { beginScrub, finishScrub, scrubBatch, scrubProgress } = await import("./scrub");
    const job = ours.system("scrub-evidence");
    const pieces = await Promise.all(Array.from({ length: 7 }, () => vault.collect()));
    await rm(await vault.storedPath(pieces[3]?.id ?? ""));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const round = await beginScrub(job, {});
    expect(await scrubBatch(job, round?.startedAt ?? "", { take: 4 })).toEqual({ checked: 4, left: true });
    expect(await scrubProgress(ours.person.auditor, {})).toMatchObject({ total: 7, checked: 4, finishedAt: null });
    expect(await beginScrub(job, {})).toEqual(round);
    expect(await scrubBatch(job, round?.startedAt ?? "", { take: 4 })).toEqual({ checked: 3, left: false });
    await finishScrub(job, { id: round?.id ?? "" });
    expect(await beginScrub(job, {})).toBeNull();
    expect(await scrubProgress(ours.person.auditor, {})).toMatchObject({
      total: 7,
      checked: 7,
      damaged: 1,
      finishedAt: expect.any(Date),
    });
    expect(await alertsOf(pieces[3]?.id ?? "")).toHaveLength(1);
  });
});
