import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { makeCrowd, startPolicyBench } from "./policies-crowd";

/**
 * Acknowledgements a second by command, from 16 clients, ÷ the very same statements sent by hand through `pg`, each person once. Everybody has
 * acknowledged another policy before, so that the keys of their protected values exist on both sides. Aim: 0.4.
 */
const clients = 16;
const each = 500;
const bench = await startPolicyBench();
const { distributeVersion } = await import("../lib/policies/distribute-version");
const { acknowledgePolicy } = await import("../lib/policies/acknowledge-policy");
const { acknowledgementStatement } = await import("../lib/policies/schema");

type Person = { id: string; name: string };

/** Runs the work for everybody from 16 clients. @returns people a second */
async function rate(
  people: readonly Person[],
  work: (person: Person, client: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let at = client; at < people.length; at += clients) await work(people[at] as Person, client);
    }),
  );
  return (people.length / (performance.now() - started)) * 1000;
}

try {
  const crowd = await makeCrowd(bench, each * 4 + 9);
  const earlier = await makeCrowd(bench, 0, crowd.id);
  const policyOf = async (versionId: string): Promise<string> =>
    (await bench.sql("select policy_id as id from policy_version where id = $1", [versionId])).rows[0].id;
  const policyId = await policyOf(crowd.versionId);
  const earlierPolicyId = await policyOf(earlier.versionId);
  for (const { versionId } of [crowd, earlier]) await distributeVersion(crowd.system(), { versionId, limit: 10_000 });
  const { rows } = await bench.sql("select id, name from person where email like 'p%.%@example.com' order by id");
  const people = rows as Person[];
  const actorOf = ({ id, name }: Person) =>
    ({
      kind: "user",
      personId: id,
      name,
      roles: ["employee"],
      sessionId: randomUUID(),
      authenticatedAt: new Date(),
      organizationId: crowd.id,
      requestId: randomUUID(),
      ip: "192.0.2.1",
      userAgent: "bench",
    }) as const;
  const acknowledge = (person: Person) =>
    acknowledgePolicy(actorOf(person), { policyId, versionId: crowd.versionId, typedName: person.name });
  const take = () => people.splice(0, each);

  await rate(people, (person) =>
    acknowledgePolicy(actorOf(person), {
      policyId: earlierPolicyId,
      versionId: earlier.versionId,
      typedName: person.name,
    }),
  );
  const sample = (await bench.sql("select * from audit_event where action = 'policy.acknowledge' limit 1")).rows[0];
  /** Whom the values of the sample are about, and the keys they are sealed with. */
  const subjects = [`person:${sample.actor_id}`];
  const known = await bench.sql("select id from subject_key where subject = $1", subjects);
  const keys = known.rows.map(({ id }) => id);
  const connections = await Promise.all(Array.from({ length: clients }, () => bench.pool.connect()));
  const contentSha256 = createHash("sha256").update("x").digest("hex");

  async function byHand(person: Person, client: number): Promise<void> {
    const db = connections[client] as pg.PoolClient;
    const [at, id] = [new Date(), randomUUID()];
    const event = {
      ...sample,
      leaf: undefined,
      id: randomUUID(),
      actor_id: person.id,
      resource_id: id,
      occurred_at: at,
      recorded_at: at,
    };
    await db.query("begin");
    await db.query(
      "select set_config('role', 'portal_app', true), set_config('app.organization_id', $1, true), set_config('transaction_read_only', 'off', true)",
      [crowd.id],
    );
    const assignment = await db.query(
      "select id, status::text, acknowledgement_id, round from policy_assignment where version_id = $1 and person_id = $2 and current for update",
      [crowd.versionId, person.id],
    );
    await db.query(
      "select v.*, p.reference from policy_version v join policy p on p.id = v.policy_id where v.id = $1",
      [crowd.versionId],
    );
    await db.query("select status::text from policy_version where id = $1 for share", [crowd.versionId]);
    await db.query("select set_config('app.person_id', $1, true)", [person.id]);
    await db.query(
      `insert into policy_acknowledgement (id, organization_id, version_id, person_id, content_sha256, statement, method, typed_name, acknowledged_at, ip, user_agent)
       values ($1, $2, $3, $4, $5, $6, 'portal', $7, $8, '192.0.2.1', 'bench')`,
      [id, crowd.id, crowd.versionId, person.id, contentSha256, acknowledgementStatement, person.name, at],
    );
    await db.query(
      "update policy_assignment set status = 'acknowledged', acknowledgement_id = $1, closed_at = $2 where id = $3",
      [id, at, assignment.rows[0].id],
    );
    await db.query(
      `select k.*, v.number, p.reference, p.title, o.name as organization, person.name from policy_acknowledgement k
         join policy_version v on v.id = k.version_id join policy p on p.id = v.policy_id join organization o on o.id = k.organization_id
         join person on person.id = k.person_id where k.id = $1`,
      [id],
    );
    const outbox = [
      {
        id: randomUUID(),
        name: "policy/version.acknowledged",
        data: { organizationId: crowd.id, policyId, versionId: crowd.versionId, acknowledgementId: id },
        created_at: at,
      },
    ];
    await db.query("select portal_record_sealed($1::jsonb, $2, null, $3::jsonb, $4::text[], $5::uuid[], '{}')", [
      JSON.stringify(event),
      sample.leaf,
      JSON.stringify(outbox),
      subjects,
      keys,
    ]);
    await db.query("commit");
  }

  const ratios: number[] = [];
  for (let round = 1; round <= 2; round += 1) {
    const hand = await rate(take(), byHand);
    const portal = await rate(take(), acknowledge);
    ratios.push(portal / hand);
    console.log(
      `round ${round}: by hand ${hand.toFixed(0)}/s, commands ${portal.toFixed(0)}/s, ratio ${(portal / hand).toFixed(2)}`,
    );
  }
  console.log(`acknowledgements ÷ by hand: ${Math.min(...ratios).toFixed(2)} at the least (aim 0.40)`);
  for (const connection of connections) connection.release();
} finally {
  await bench.stop();
}
process.exit();
