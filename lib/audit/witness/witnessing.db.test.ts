import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { asOwner, logOf, tamper } from "../testing/log-inspection";
import { checkPackage, exportLog } from "../testing/package-fixture";
import { startWitness } from "../testing/running-witness";
import { writeEvents } from "../testing/write-events";

let at: SequencedDatabase;
beforeAll(async () => {
  at = await createSequencedDatabase();
});
afterAll(() => at.drop());

async function createLog() {
  const organization = await createTestOrganization("Witnessed");
  await writeEvents(organization, 9);
  await at.pass();
  return { organization, log: await logOf(at.url, organization.id) };
}

async function round(witness: Awaited<ReturnType<typeof startWitness>>["witness"], after = 0) {
  const { witnessOnce } = await import("./witnessing");
  await witnessOnce(at.pool, [witness], () => new Date(Date.now() + after));
}

function stateOf(log: { id: string }) {
  return asOwner(at.url, async (db) => {
    const { rows } = await db.query(
      "select size::text, trouble, same_machine as same from audit_witness where log_id = $1",
      [log.id],
    );
    return rows[0];
  });
}

describe("a log and a witness (A12)", () => {
  it("gets each checkpoint cosigned, and its packages meet the quorum of a pinned policy", async () => {
    const { organization, log } = await createLog();
    const running = await startWitness(path.join(at.folder, "one"), [log.vkey]);
    const { witness } = running;
    const policy = `log ${log.vkey}\nwitness one ${witness.vkey}\nquorum one\n`;
    await round(witness);
    expect(await stateOf(log)).toEqual({ size: "10", trouble: null, same: false });
    await writeEvents(organization, 300);
    await at.pass();
    const early = await exportLog(at.folder, organization.id, log.id, 310n);
    expect((await checkPackage(early, { policy })).messages).toMatch(/quorum one is not met/);
    await round(witness);
    const zip = await exportLog(at.folder, organization.id, log.id, 310n);
    const report = await checkPackage(zip, { policy });
    expect(report).toMatchObject({ ok: true, problems: [] });
    expect(report.facts).toContain("witnessed by one");
    await running.stop();
  });

  it("is found out when it was rewritten: the witness remembers, also after it was started anew", async () => {
    const { organization, log } = await createLog();
    const first = await startWitness(path.join(at.folder, "two"), [log.vkey]);
    await round(first.witness);
    await first.stop();
    const again = await startWitness(path.join(at.folder, "two"), [log.vkey]);
    expect(again.witness.vkey).toBe(first.witness.vkey);
    // All of it signed anew by the right key, and the database made to forget what the witness saw.
    await tamper(
      at.url,
      `update audit_event set leaf = overlay(leaf placing 'x'::bytea from 30) where id = (select event_id from audit_leaf where log_id = '${log.id}' and index = 4)`,
      `insert into audit_pending (event_id, log_id, organization_id) select event_id, log_id, organization_id from audit_leaf where log_id = '${log.id}' order by index`,
      ...["audit_leaf", "audit_tile", "audit_checkpoint", "audit_witness", "audit_cosignature"].map(
        (table) => `delete from ${table} where log_id = '${log.id}'`,
      ),
    );
    await at.store.remove(`log/${log.origin}/checkpoint`);
    await writeEvents(organization, 5);
    await at.pass();
    expect((await logOf(at.url, organization.id)).haltedReason).toBeNull();
    await round(again.witness);
    expect(await stateOf(log)).toMatchObject({ size: null, trouble: expect.stringMatching(/^It answered 422/) });
    await again.stop();
  });

  it("says what is wrong: not known, not reachable, seen more than there is; and is asked again later", async () => {
    const { organization, log } = await createLog();
    const running = await startWitness(path.join(at.folder, "three"), []);
    await round(running.witness);
    expect((await stateOf(log)).trouble).toMatch(/^It answered 404/);
    await running.know([log.vkey]);
    await round(running.witness);
    expect((await stateOf(log)).size).toBeNull();
    await round(running.witness, 31_000);
    expect(await stateOf(log)).toMatchObject({ size: "10", trouble: null });
    await tamper(
      at.url,
      `delete from audit_witness where log_id = '${log.id}'`,
      `create table forgotten as select * from audit_checkpoint where log_id = '${log.id}'`,
    );
    await writeEvents(organization, 4);
    await at.pass();
    await round(running.witness);
    await tamper(
      at.url,
      `delete from audit_witness where log_id = '${log.id}'`,
      `delete from audit_checkpoint where log_id = '${log.id}'`,
      "insert into audit_checkpoint select * from forgotten",
    );
    await round(running.witness);
    expect((await stateOf(log)).trouble).toBe("It has seen 14 events of this log, which has 10 only.");
    await running.stop();
    await round(running.witness, 31_000);
    expect((await stateOf(log)).trouble).toMatch(/cannot be reached/);
  });

  it("answers nothing but add-checkpoint, and no large requests", async () => {
    const running = await startWitness(path.join(at.folder, "four"), []);
    const { url, vkey } = running.witness;
    expect(await (await fetch(`${url}/`)).text()).toContain(vkey);
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    const post = (body: string) => fetch(`${url}/add-checkpoint`, { method: "POST", body });
    expect((await post("old 0\n")).status).toBe(400);
    expect((await post("x".repeat(100_000))).status).toBe(413);
    await running.stop();
  });
});
