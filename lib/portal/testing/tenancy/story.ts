import type { SeedContext } from "@/prisma/seed/context";

const nobodySignsIn = "unused";

/** The demo story of one organisation, told by its commands: rows of every domain, in the states they come to in a year. */
export async function tellStory(): Promise<SeedContext> {
  // Mails wait in the queue: no job of this test hands them over.
  process.env.SMTP_URL = "smtp://127.0.0.1:9";
  const { makeOrganization } = await import("@/prisma/seed/organizations");
  const { customers, leads, others } = await import("@/prisma/seed/people");
  const story = await makeOrganization(
    {
      slug: "northwind-health",
      name: "Northwind Health",
      timeZone: "Europe/Berlin",
      country: "DE-BE",
      supervisoryAuthority: "Example Data Protection Authority",
      privacyContact: "privacy@northwind.example",
    },
    [...leads, ...others, ...customers],
    "northwind.example",
    nobodySignsIn,
    new Date(),
  );
  const audit = await import("@/prisma/seed/audit-reviews");
  const chapters = [
    (await import("@/prisma/seed/policies")).seedPolicies,
    (await import("@/prisma/seed/policies-people")).seedPolicyPeople,
    (await import("@/prisma/seed/policies-violations")).seedViolations,
    (await import("@/prisma/seed/policies-training")).seedTraining,
    (await import("@/prisma/seed/absences")).seedAbsences,
    (await import("@/prisma/seed/support")).seedSupport,
    (await import("@/prisma/seed/privacy")).seedPrivacy,
    (await import("@/prisma/seed/audit")).seedAudit,
    audit.seedAccessReviews,
    audit.seedCollectors,
    (await import("@/prisma/seed/evidence-vault")).seedEvidenceVault,
    (await import("@/prisma/seed/audit-keys")).seedKeys,
    (await import("@/prisma/seed/audit-incidents")).seedIncidents,
  ];
  for (const tell of chapters) await tell(story);
  return story;
}
