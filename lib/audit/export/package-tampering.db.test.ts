import { execFile } from "node:child_process";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkPackage, createLogToExport, everything, fixSums } from "../testing/package-fixture";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = path.join(root, "scripts/verify-audit.ts");
let made: Awaited<ReturnType<typeof createLogToExport>>;

beforeAll(async () => {
  made = await createLogToExport();
});
afterAll(() => made.drop());

describe("tampering with the database is found, with the first bad index (A7, A14)", () => {
  it.each([0, 256, 600])("an altered byte of leaf %i", async (index) => {
    const statement = `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 30) where id = ${made.leafAt(index)}`;
    await made.whileTampered([statement], async () => {
      const zip = await made.exported();
      expect(await checkPackage(zip)).toMatchObject({ ok: false, firstBadIndex: BigInt(index) });
      if (index !== 256) return;
      const failure = await run(process.execPath, ["--import", "tsx", script, zip], { cwd: root }).catch(
        (error) => error,
      );
      expect(failure).toMatchObject({ code: 1, stdout: expect.stringMatching(`first bad index ${index}\n$`) });
    });
  });

  it.each([
    ["action", "action = 'policy.approve'"],
    ["actor_name", "actor_name = 'Somebody else'"],
    ["actor_name", "actor_name = null"],
    ["resource_label", "resource_label = resource_label || ' '"],
    ["outcome", "outcome = 'denied'"],
    ["ip", "ip = '203.0.113.9'"],
    ["control_ids", "control_ids = '{}'"],
    ["occurred_at", "occurred_at = occurred_at - interval '1 ms'"],
    ["actor_id", "actor_id = gen_random_uuid()::text"],
  ])("an edited column %s (%s)", async (column, change) => {
    await made.whileTampered(
      [`update audit_event set ${change} where id in (${made.leafAt(333)}, ${made.leafAt(334)})`],
      async () => {
        const report = await checkPackage(await made.exported());
        expect(report.firstBadIndex).toBe(333n);
        expect(report.messages).toContain(`The column ${column} says another thing than the signed event.`);
      },
    );
  });

  it("a deleted event", async () => {
    await made.whileTampered([`delete from audit_event where id = ${made.leafAt(123)}`], async () => {
      const report = await checkPackage(await made.exported());
      expect(report.firstBadIndex).toBe(123n);
      expect(report.messages).toMatch(/The event is gone/);
    });
  });

  it("a deleted event and its place", async () => {
    const statements = [
      `delete from audit_event where id = ${made.leafAt(124)}`,
      `delete from audit_leaf where log_id = '${made.log.id}' and index = 124`,
    ];
    await made.whileTampered(statements, async () => {
      const report = await checkPackage(await made.exported());
      expect(report.firstBadIndex).toBe(124n);
      expect(report.messages).toMatch(/missing from the range/);
    });
  });

  it("an altered event with its hashes made to fit", async () => {
    const altered = "overlay(leaf placing 'x'::bytea from 30)";
    const statements = [
      `update audit_event set leaf = ${altered} where id = ${made.leafAt(300)}`,
      `update audit_tile set hashes = overlay(hashes placing
         (select sha256('\\x00'::bytea || leaf) from audit_event where id = ${made.leafAt(300)}) from ${32 * 44 + 1} for 32)
       where log_id = '${made.log.id}' and level = 0 and index = 1`,
    ];
    await made.whileTampered(statements, async () => {
      const report = await checkPackage(await made.exported());
      // Only the 256 hashes of this tile contradict those above: nobody can say which of them is wrong.
      expect(report).toMatchObject({ ok: false, firstBadIndex: 256n });
      expect(report.messages).toMatch(/256 to 511 do not lead to the signed root/);
    });
  });

  it("a history rewritten and signed anew with the log's own key, against checkpoints saved earlier (A10)", async () => {
    const statements = [
      `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"success"', '"failure"'), 'UTF8'),
         outcome = 'failure' where id = ${made.leafAt(250)}`,
      `insert into audit_pending (event_id, log_id, organization_id)
         select event_id, log_id, organization_id from audit_leaf where log_id = '${made.log.id}' order by index`,
      `delete from audit_leaf where log_id = '${made.log.id}'`,
      `delete from audit_tile where log_id = '${made.log.id}'`,
      `delete from audit_checkpoint where log_id = '${made.log.id}'`,
    ];
    await made.whileTampered(statements, async () => {
      await made.sequence("another-store");
      const zip = await made.exported();
      expect(await checkPackage(zip, { policy: made.policy })).toMatchObject({ ok: true });
      const report = await checkPackage(zip, { policy: made.policy, earlier: made.notes });
      expect(report).toMatchObject({ ok: false, firstBadIndex: 200n });
      expect(report.messages).toMatch(/index 200 to 399 are not what was signed earlier/);
      expect(await checkPackage(zip, { policy: made.policy, earlier: made.notes.slice(0, 1) })).toMatchObject({
        ok: true,
      });
    });
  });
});

describe("tampering with the package is found", () => {
  const edit = (name: string, change: (text: string) => string) => async (files: string) => {
    const file = path.join(files, name);
    await writeFile(file, change(await readFile(file, "utf8")));
    await fixSums(files);
  };
  const changedLine = (index: number, from: string, to: string) => (text: string) =>
    text
      .split("\n")
      .map((line, i) => (i === index ? line.replace(from, to) : line))
      .join("\n");

  it.each([
    ["an event", "events.ndjson", changedLine(77, '"success"', '"failure"'), 77n],
    ["a removed event", "events.ndjson", (text: string) => text.split("\n").toSpliced(90, 1).join("\n"), 90n],
    ["two events exchanged", "events.ndjson", exchanged(10, 11), 10n],
    ["a row of the table", "events.csv", changedLine(41, "success", "failure"), 40n],
    ["a disclosed key", "disclosures.ndjson", changedLine(0, '"key":"', '"key":"AAAA'), 1n],
    ["an index", "proofs/indexes.txt", changedLine(5, "5", "6"), 5n],
    ["the manifest's range", "manifest.json", (text: string) => text.replace('"count": "601"', '"count": "602"'), 601n],
    ["the checkpoint", "checkpoint", (text: string) => text.replace("\n601\n", "\n600\n"), null],
    ["the policy", "policy", (text: string) => `${text}# more\n`, null],
  ])("%s, sums made to fit", async (_, name, change, index) => {
    const report = await checkPackage(await made.exported(everything, edit(name, change)), { policy: made.policy });
    expect(report.ok).toBe(false);
    expect(report.firstBadIndex).toBe(index);
  });

  it("a file more, a file less, wrong sums, no ZIP at all", async () => {
    const more = await made.exported(everything, (files) => writeFile(path.join(files, "note.txt"), "hello"));
    expect((await checkPackage(more)).messages).toMatch(/note.txt is not in the manifest/);
    const less = await made.exported(everything, (files) => rm(path.join(files, "README")));
    expect((await checkPackage(less)).messages).toMatch(/README is missing/);
    const sums = await made.exported(everything, (files) => writeFile(path.join(files, "SHA256SUMS"), ""));
    expect((await checkPackage(sums)).messages).toMatch(/SHA256SUMS/);
    const noProof = await made.exported(everything, (files) =>
      rm(path.join(files, "proofs/tile"), { recursive: true }),
    );
    expect((await checkPackage(noProof)).ok).toBe(false);
    const zip = await made.exported();
    await cp(zip, `${zip}.cut`);
    await writeFile(`${zip}.cut`, (await readFile(zip)).subarray(0, 5_000));
    expect(await checkPackage(`${zip}.cut`)).toMatchObject({ ok: false });
  });
});

function exchanged(a: number, b: number) {
  return (text: string) => {
    const lines = text.split("\n");
    return lines
      .with(a, lines[b] as string)
      .with(b, lines[a] as string)
      .join("\n");
  };
}
