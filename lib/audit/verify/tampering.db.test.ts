import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOf } from "../testing/log-inspection";
import { checkPackage, createLogToExport, everything, fixSums } from "../testing/package-fixture";
import { writeEvents } from "../testing/write-events";

/**
 * What an owner of the database can do, triggers switched off, and what an auditor finds who has nothing but a package,
 * his own policy with one witness, and one checkpoint he saved when the log had 400 events (audit.md A7–A14).
 */
let made: Awaited<ReturnType<typeof createLogToExport>>;
let other: Awaited<ReturnType<(typeof made)["neighbour"]>>;

beforeAll(async () => {
  made = await createLogToExport({ witnessed: true });
  other = await made.neighbour();
});
afterAll(() => made.drop());

const trust = () => ({ policy: made.policy, earlier: [made.notes[1] as string] });
const at = (index: number) => made.leafAt(index);
const leaf = (index: number) => `audit_leaf where log_id = '${made.log.id}' and index = ${index}`;
const from = (index: number) => `log_id = '${made.log.id}' and index >= ${index}`;
const flipped = "set_byte(leaf, 40, get_byte(leaf, 40) # 1)";
const copyOf = (id: string, change: string) =>
  `insert into audit_event select (jsonb_populate_record(e, jsonb_build_object(${change}))).* from audit_event e where e.id = ${id}`;
const [duplicate, foreign] = [crypto.randomUUID(), crypto.randomUUID()];
/** The right edge as it was when the log was shorter: an attacker who cuts off leaves nothing behind that betrays him. */
const cutOff = (size: number) => [
  `delete from audit_event where id in (select event_id from audit_leaf where ${from(size)})`,
  `delete from audit_leaf where ${from(size)}`,
  `delete from audit_checkpoint where log_id = '${made.log.id}' and size > ${size}`,
  `delete from audit_cosignature where log_id = '${made.log.id}' and size > ${size}`,
];
const signAnew = () => [
  `insert into audit_pending (event_id, log_id, organization_id)
     select event_id, log_id, organization_id from audit_leaf where log_id = '${made.log.id}' order by index`,
  ...["audit_leaf", "audit_tile", "audit_checkpoint", "audit_cosignature", "audit_witness"].map(
    (table) => `delete from ${table} where log_id = '${made.log.id}'`,
  ),
];

type Case = [what: string, damage: () => string[], first: bigint | null, message: RegExp];
const inPlace: Case[] = [
  [
    "a byte flipped in a leaf",
    () => [`update audit_event set leaf = ${flipped} where id = ${at(137)}`],
    137n,
    /altered/,
  ],
  [
    "a leaf turned into what is no text",
    () => [`update audit_event set leaf = set_byte(leaf, 40, 255) where id = ${at(138)}`],
    138n,
    /altered/,
  ],
  [
    "only a search column edited",
    () => [`update audit_event set action = 'policy.approve' where id in (${at(333)}, ${at(500)})`],
    333n,
    /column action says another thing/,
  ],
  ["a middle row deleted, its place kept", () => [`delete from audit_event where id = ${at(124)}`], 124n, /gone/],
  [
    "a middle row deleted with its place",
    () => [`delete from audit_event where id = ${at(124)}`, `delete from ${leaf(124)}`],
    124n,
    /missing from the range/,
  ],
  [
    "a middle row deleted and all later ones moved up",
    () => [
      `delete from ${leaf(124)}`,
      `update audit_leaf set index = -index where ${from(125)}`,
      `update audit_leaf set index = -index - 1 where log_id = '${made.log.id}' and index < 0`,
    ],
    124n,
    /altered/,
  ],
  [
    "two rows swapped",
    () => [
      `create temp table pair as select index, event_id from audit_leaf where log_id = '${made.log.id}' and index in (10, 11)`,
      `delete from audit_leaf where log_id = '${made.log.id}' and index in (10, 11)`,
      `insert into audit_leaf select '${made.log.id}', 21 - p.index, p.event_id, sha256('\\x00'::bytea || e.leaf), e.organization_id
         from pair p join audit_event e on e.id = p.event_id`,
    ],
    10n,
    /altered/,
  ],
  [
    "a row duplicated, all later ones moved down",
    () => [
      copyOf(at(49), `'id', '${duplicate}'`),
      `update audit_leaf set index = -index where ${from(50)}`,
      `update audit_leaf set index = -index + 1 where log_id = '${made.log.id}' and index < 0`,
      `insert into audit_leaf select log_id, 50, '${duplicate}', leaf_hash, organization_id from ${leaf(49)}`,
    ],
    50n,
    /altered/,
  ],
  [
    "a row copied from another organisation",
    () => [
      copyOf(
        `(select event_id from audit_leaf where log_id = '${other.id}' and index = 20)`,
        `'id', '${foreign}', 'organization_id', '${made.organization.id}', 'log_id', '${made.log.id}'`,
      ),
      `update audit_leaf set event_id = '${foreign}', leaf_hash =
         (select sha256('\\x00'::bytea || leaf) from audit_event where id = '${foreign}') where ${leaf(60).slice("audit_leaf where ".length)}`,
    ],
    60n,
    /altered/,
  ],
  [
    "a timestamp altered in its column",
    () => [`update audit_event set occurred_at = occurred_at - interval '1 day' where id = ${at(70)}`],
    70n,
    /column occurred_at/,
  ],
  [
    "a timestamp altered in the leaf and in its column",
    () => [
      `update audit_event set recorded_at = recorded_at - interval '1 year', leaf = convert_to(regexp_replace(
         convert_from(leaf, 'UTF8'), '"recordedAt":"(\\d{3})\\d', '"recordedAt":"\\10'), 'UTF8') where id = ${at(71)}`,
    ],
    71n,
    /altered/,
  ],
  ["the witness's line stripped", () => ["delete from audit_cosignature"], null, /quorum one is not met/],
];

describe("an auditor with a package, a policy and one old checkpoint finds", () => {
  it("nothing in a log that is as it was", async () => {
    const report = await checkPackage(await made.exported(), trust());
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.facts).toContain("witnessed by one");
    expect(report.facts).toContain("continues the earlier checkpoint of 400 events");
  });

  it.each(inPlace)("%s", async (_, damage, first, message) => {
    await made.whileTampered(damage(), async () => {
      const report = await checkPackage(await made.exported(), trust());
      expect(report).toMatchObject({ ok: false, firstBadIndex: first });
      expect(report.messages).toMatch(message);
    });
  });

  it("the newest rows deleted, below a checkpoint that is outside", async () => {
    const selection = { kind: "range", first: 0n, count: 200n } as const;
    await made.whileTampered(cutOff(200), async () => {
      const report = await checkPackage(await made.exported({ ...everything, selection, size: 200n }), trust());
      expect(report).toMatchObject({ ok: false, firstBadIndex: 200n });
      expect(report.messages).toBe("The earlier checkpoint has 400 events: more than the package's.");
    });
  });

  it("history rewritten, every root computed and signed anew with the log's own key: twice, by old checkpoint and witness", async () => {
    const rewrite = `update audit_event set outcome = 'failure', leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"success"', '"failure"'), 'UTF8') where id = ${at(250)}`;
    await made.whileTampered([rewrite, ...signAnew()], async () => {
      await made.sequence("rewritten-store");
      await made.cosign();
      const zip = await made.exported();
      const report = await checkPackage(zip, trust());
      expect(report).toMatchObject({ ok: false, firstBadIndex: 0n });
      expect(report.messages).toMatch(/quorum one is not met/);
      expect(report.messages).toMatch(/index 0 to 399 are not what was signed earlier/);
      expect((await checkPackage(zip, { policy: made.policy })).messages).toMatch(/quorum one is not met/);
      const unwitnessed = `log ${made.log.vkey}\nquorum none\n`;
      expect(await checkPackage(zip, { policy: unwitnessed })).toMatchObject({ ok: true });
      const narrowed = { policy: unwitnessed, earlier: made.notes.slice(0, 2) };
      expect(await checkPackage(zip, narrowed)).toMatchObject({ ok: false, firstBadIndex: 200n });
    });
  });

  it("the database restored from an older backup; healed, it is whole again, and the witness agrees", async () => {
    const selection = { kind: "range", first: 0n, count: 200n } as const;
    await made.whileTampered(made.restoreBackup, async () => {
      const before = await checkPackage(await made.exported({ ...everything, selection, size: 200n }), trust());
      expect(before).toMatchObject({ ok: false, firstBadIndex: 200n });
      await writeEvents(made.organization, 3, "example.after-restore");
      await made.sequence("store");
      await made.cosign();
      const { leaves } = await contentOf(made.url, made.log);
      const all = { kind: "range", first: 0n, count: BigInt(leaves.length) } as const;
      const report = await checkPackage(await made.exported({ ...everything, selection: all }), {
        ...trust(),
        earlier: made.notes,
      });
      expect(report).toMatchObject({ ok: true, problems: [] });
      expect(report.facts).toContain("continues the earlier checkpoint of 601 events");
      expect(report.facts).toContain("witnessed by one");
    });
  });

  it.each([
    [
      "an old checkpoint played again",
      async () => made.notes[0] ?? "",
      /part of the proof is missing|do not lead to the signed root/,
    ],
    [
      "another organisation's checkpoint",
      async () => (await contentOf(made.url, other)).notes[0] ?? "",
      /No known key/,
    ],
  ] as const)("%s in the package, all sums made to fit", async (_, note, message) => {
    const played = await note();
    const zip = await made.exported(everything, async (files) => {
      await writeFile(path.join(files, "checkpoint"), played);
      const manifest = JSON.parse(await readFile(path.join(files, "manifest.json"), "utf8"));
      const [origin, size, root] = played.split("\n");
      const forged = { ...manifest, checkpoint: { origin, size, root } };
      await writeFile(path.join(files, "manifest.json"), JSON.stringify(forged));
      await fixSums(files);
    });
    const report = await checkPackage(zip, trust());
    expect(report.ok).toBe(false);
    expect(report.messages).toMatch(message);
  });
});

it("the online check finds a search column set to NULL without a recorded destruction of its key", async () => {
  const { checkLog } = await import("../check/check-log");
  for (const column of ["actor_name", "resource_label", "ip"]) {
    await made.whileTampered([`update audit_event set ${column} = null where id = ${at(444)}`], async () => {
      expect(await checkLog(made.organization.id)).toMatchObject({
        state: "failed",
        index: "444",
        message: expect.stringContaining(column),
      });
    });
  }
});
