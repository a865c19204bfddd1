import "server-only";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashPassword } from "@/lib/platform/auth/password";
import { roleLabel } from "@/lib/platform/auth/roles";
import { client, disconnect } from "@/lib/platform/db/client";
import { setStoryClock } from "@/lib/platform/setup/story-clock";
import { seedAbsences } from "@/prisma/seed/absences";
import { seedAudit } from "@/prisma/seed/audit";
import { seedIncidents } from "@/prisma/seed/audit-incidents";
import { seedKeys } from "@/prisma/seed/audit-keys";
import { seedAccessReviews, seedCollectors } from "@/prisma/seed/audit-reviews";
import { seedEvidenceVault } from "@/prisma/seed/evidence-vault";
import { makeOrganization } from "@/prisma/seed/organizations";
import { aster, customers, leads, others } from "@/prisma/seed/people";
import { seedPolicies } from "@/prisma/seed/policies";
import { seedPolicyPeople } from "@/prisma/seed/policies-people";
import { seedTraining } from "@/prisma/seed/policies-training";
import { seedViolations } from "@/prisma/seed/policies-violations";
import { seedPrivacy } from "@/prisma/seed/privacy";
import { seedSupport } from "@/prisma/seed/support";

const dataFolder = process.env.DATA_FOLDER ?? ".data";
/** Stands while the story is being told: `npm run up` begins anew when it finds it (a kill in the middle). */
const unfinished = path.join(dataFolder, "demo-story.unfinished");

/** The demo story, told once: an organisation with history, and a second one to prove isolation. */
async function seed(): Promise<void> {
  // A story's emails are kept, whatever mail server is set: nobody of it exists.
  process.env.SMTP_URL = "";
  const password = process.env.DEMO_PASSWORD;
  if (!password) throw new Error("DEMO_PASSWORD is not set: `npm run up` generates one per installation.");
  writeFileSync(path.join(dataFolder, "demo-sign-ins.json"), JSON.stringify(signIns(), null, 2));
  if (await client().organization.findUnique({ where: { slug: "northwind-health" } })) return;

  writeFileSync(unfinished, "");
  await setStoryClock(true);
  const today = new Date();
  const passwordHash = await hashPassword(password);
  const northwind = await makeOrganization(
    {
      slug: "northwind-health",
      name: "Northwind Health",
      timeZone: "Europe/Berlin",
      country: "DE-BE",
      supervisoryAuthority: "Berlin Commissioner for Data Protection and Freedom of Information",
      privacyContact: "privacy@northwind.example",
    },
    [...leads, ...others, ...customers],
    "northwind.example",
    passwordHash,
    // Made before the other: people who belong to both begin with the older one.
    new Date(today.getTime() - 1000),
  );
  const second = await makeOrganization(
    {
      slug: "aster-logistics",
      name: "Aster Logistics",
      timeZone: "Europe/Amsterdam",
      country: "NL",
      supervisoryAuthority: "Dutch Data Protection Authority",
      privacyContact: "privacy@aster.example",
    },
    aster,
    "aster.example",
    passwordHash,
    today,
  );
  for (const story of [northwind, second]) await seedPolicies(story);
  await seedPolicyPeople(northwind);
  await seedViolations(northwind);
  await seedTraining(northwind);
  await seedAbsences(northwind);
  for (const story of [northwind, second]) await seedSupport(story);
  await seedPrivacy(northwind);
  await seedAudit(northwind);
  await seedAccessReviews(northwind);
  await seedCollectors(northwind);
  await seedEvidenceVault(northwind);
  await seedKeys(northwind);
  await seedIncidents(northwind);
  rmSync(unfinished);
  console.log(
    `The demo story is told: ${Object.keys(northwind.people).length} people in ${northwind.slug}, ${Object.keys(second.people).length} in ${second.slug}.`,
  );
}

function signIns() {
  return leads
    .filter((person) => !["pia.otto", "rosa.keller"].includes(person.signIn))
    .map((person) => ({
      role: roleLabel[person.roles.at(-1) ?? "employee"],
      name: person.name,
      email: `${person.signIn}@northwind.example`,
    }));
}

try {
  await seed();
} finally {
  // Also when it was told already, or broke off: from here on the database's own clock counts.
  await setStoryClock(false).finally(disconnect);
}
