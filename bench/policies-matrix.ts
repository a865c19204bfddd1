import { makeCrowd, startPolicyBench } from "./policies-crowd";

/** A page of the matrix of 10,000 people × 50 policies: 95th percentile over different pages and filters. Aim: < 300 ms. */
const bench = await startPolicyBench();
const { policyMatrix } = await import("../lib/policies/officer/matrix");
const visits = 60;

try {
  const crowd = await makeCrowd(bench, 10_000);
  const versions = [crowd.versionId];
  while (versions.length < 50) versions.push((await makeCrowd(bench, 0, crowd.id)).versionId);
  await bench.sql(
    `insert into policy_assignment (id, organization_id, version_id, person_id, status, due_on, assigned_at)
     select gen_random_uuid(), m.organization_id, v, m.person_id, 'pending', current_date + 20 - (random() * 30)::int, now()
     from membership m cross join unnest($2::uuid[]) v where m.organization_id = $1`,
    [crowd.id, versions],
  );
  await bench.sql("analyze policy_assignment");
  const officer = crowd.person?.compliance_officer;
  if (!officer) throw new Error("The crowd has no officer.");
  const kinds = [
    {},
    { department: "D3" },
    { state: "overdue" },
    { q: "Person 77" },
    { state: "open", location: "L2" },
  ] as const;
  const times: number[] = [];
  for (let visit = 0; visit < visits + 5; visit += 1) {
    const started = performance.now();
    const { people } = await policyMatrix(officer, { ...kinds[visit % kinds.length], page: 1 + (visit % 4) });
    if (people.length === 0) throw new Error("A page of the matrix was empty.");
    if (visit >= 5) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.ceil(times.length * share) - 1] ?? Number.NaN).toFixed(0);
  console.log(`matrix of 10,000 × 50, one page: median ${at(0.5)} ms, p95 ${at(0.95)} ms (aim < 300)`);
} finally {
  await bench.stop();
}
process.exit();
