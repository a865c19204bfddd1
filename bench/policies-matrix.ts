import { makeCrowd, startPolicyBench } from "./policies-crowd";

/**
 * A page of the matrix of people × 50 policies: 95th percentile over different pages and filters, at 1,000 and at 10,000 people;
 * ÷ reading the assignments of the same people by hand through `pg`. Aim: < 300 ms at 10,000.
 */
const bench = await startPolicyBench();
const { policyMatrix } = await import("../lib/policies/officer/matrix");
const visits = 60;
const warm = 5;
const kinds = [
  {},
  { department: "D3" },
  { state: "overdue" },
  { q: "Person 7" },
  { state: "open", location: "L2" },
] as const;

async function measure(people: number): Promise<{ page: number[]; byHand: number[] }> {
  const crowd = await makeCrowd(bench, people);
  const versions = [crowd.versionId];
  while (versions.length < 50) versions.push((await makeCrowd(bench, 0, crowd.id)).versionId);
  await bench.sql(
    `insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, base_due_on, counted_from, assigned_at)
     select gen_random_uuid(), m.organization_id, v, m.person_id, 'pending', d.due_on, d.due_on, d.due_on - 14, now()
     from membership m cross join unnest($2::uuid[]) v cross join lateral (select m.id, current_date + 20 - (random() * 30)::int as due_on) d
     where m.organization_id = $1`,
    [crowd.id, versions],
  );
  await bench.sql("analyze policy_assignment");
  const officer = crowd.person?.compliance_officer;
  if (!officer) throw new Error("The crowd has no officer.");
  const page: number[] = [];
  const byHand: number[] = [];
  for (let visit = 0; visit < visits + warm; visit += 1) {
    const started = performance.now();
    const found = await policyMatrix(officer, { ...kinds[visit % kinds.length], page: 1 + (visit % 2) });
    const middle = performance.now();
    if (found.people.length === 0) throw new Error("A page of the matrix was empty.");
    await bench.sql(
      `select person_id, version_id, status, due_on from policy_assignment
       where organization_id = $1 and person_id = any($2::uuid[])`,
      [crowd.id, found.people.map(({ personId }) => personId)],
    );
    if (visit < warm) continue;
    page.push(middle - started);
    byHand.push(performance.now() - middle);
  }
  return { page: page.sort((a, b) => a - b), byHand: byHand.sort((a, b) => a - b) };
}

const at = (times: readonly number[], share: number) => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;

try {
  const small = await measure(1_000);
  const large = await measure(10_000);
  const [page, byHand] = [at(large.page, 0.5), at(large.byHand, 0.5)];
  console.log(
    `matrix of 10,000 × 50, one page: median ${page.toFixed(0)} ms, p95 ${at(large.page, 0.95).toFixed(0)} ms (aim < 300)`,
  );
  console.log(`÷ the same assignments by hand: ${(page / byHand).toFixed(2)} (by hand ${byHand.toFixed(0)} ms)`);
  console.log(`growth from 1,000 people: ${(at(large.page, 0.95) / at(small.page, 0.95)).toFixed(2)}`);
} finally {
  await bench.stop();
}
process.exit();
