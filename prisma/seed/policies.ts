import "server-only";
import { acknowledgePolicy } from "@/lib/policies/acknowledge-policy";
import { distributeVersion } from "@/lib/policies/distribute-version";
import { draftPolicy } from "@/lib/policies/draft-policy";
import { editDraft } from "@/lib/policies/edit-draft";
import { publishVersion } from "@/lib/policies/publish-version";
import { approveVersion, sendBackVersion } from "@/lib/policies/review-version";
import { revisePolicy } from "@/lib/policies/revise-policy";
import { acceptableUse } from "@/lib/policies/starters/acceptable-use";
import { dataProtection } from "@/lib/policies/starters/data-protection";
import { incidentResponse } from "@/lib/policies/starters/incident-response";
import { informationSecurity } from "@/lib/policies/starters/information-security";
import type { Starter } from "@/lib/policies/starters/starter";
import { submitVersion } from "@/lib/policies/submit-version";
import type { SeedContext } from "./context";

const everyone = [{ kind: "everyone" as const }];
type Cast = { author: string; approver: string; organisation: string; security: string; privacy: string };

/** Northwind's policies over a year; Aster Logistics has one, to prove that nothing crosses over. */
export async function seedPolicies(context: SeedContext): Promise<void> {
  if (context.people["mara.lindner"]) await northwind(context);
  else await aster(context);
}

async function northwind(context: SeedContext): Promise<void> {
  const told = telling(context, {
    author: "mara.lindner",
    approver: "jonas.brandt",
    organisation: "Northwind Health",
    security: "security@northwind.example",
    privacy: "privacy@northwind.example",
  });
  const people = Object.values(context.people)
    .filter(({ roles }) => roles.some((role) => role !== "customer" && role !== "auditor"))
    .map(({ personId }) => personId);
  const idOf = (signIn: string) => context.actor(signIn).personId;
  const others = (left: readonly string[]) => people.filter((id) => !left.some((signIn) => idOf(signIn) === id));

  // Three versions: the second corrects words, the third asks everybody again; the campaign stands at about 83 %.
  const security = await told.publish(informationSecurity, 320, { reviewDate: told.date(45) });
  await told.acknowledge(security, people.slice(0, 20), 315);
  const corrected = told.text(informationSecurity).replaceAll("five minutes", "5 minutes");
  await told.revise(
    security.policyId,
    informationSecurity,
    corrected,
    150,
    false,
    "Numbers are written as numerals. No rule changed.",
  );
  const stricter = corrected
    .replace(
      "A second factor protects every account that can be reached from the internet.",
      "A second factor protects every account. It is an app or a security key, never a text message.",
    )
    .replace("within 72 hours when a weakness is being attacked", "within 48 hours when a weakness is being attacked");
  const campaign = await told.revise(
    security.policyId,
    informationSecurity,
    stricter,
    10,
    true,
    "A second factor now protects every account, not only those on the internet. Updates against attacked weaknesses are installed within 48 hours instead of 72.",
  );
  const waiting = ["emil.sander", ...[31, 32, 33, 34, 35, 36, 37, 38].map((number) => `employee.${number}`)];
  await told.acknowledge(campaign, others(waiting), 9.5);

  // Due for review soon; its next version was sent back.
  const use = await told.publish(acceptableUse, 200, { reviewDate: told.date(21) });
  await told.acknowledge(use, people, 198);
  const returned = await context.daysAgo(6, () =>
    told.begin(
      use.policyId,
      acceptableUse,
      told.text(acceptableUse).replace("A little private use is fine", "Private use is forbidden"),
      true,
      "Private use is no longer allowed.",
    ),
  );
  await context.daysAgo(4, () =>
    sendBackVersion(context.actor("jonas.brandt"), {
      versionId: returned,
      comment:
        "A plain ban contradicts the works agreement on phones. Please say what stays allowed, and keep the sentence about cost.",
    }),
  );

  // One person of each department is late.
  const privacy = await told.publish(dataProtection, 60, { reviewDate: told.date(-5) });
  await told.acknowledge(privacy, others([6, 7, 8, 9, 10].map((n) => `employee.${String(n).padStart(2, "0")}`)), 58);

  const incident = await context.daysAgo(3.2, () => told.draft(incidentResponse));
  await context.daysAgo(3, () => submitVersion(context.actor("mara.lindner"), { versionId: incident.versionId }));
}

async function aster(context: SeedContext): Promise<void> {
  const told = telling(context, {
    author: "mina.jansen",
    approver: "luuk.visser",
    organisation: "Aster Logistics",
    security: "security@aster.example",
    privacy: "privacy@aster.example",
  });
  await told.publish(acceptableUse, 30, {});
}

type Made = { policyId: string; versionId: string };

function telling(context: SeedContext, cast: Cast) {
  const [author, approver] = [() => context.actor(cast.author), () => context.actor(cast.approver)];
  const text = (starter: Starter) =>
    starter.text
      .replaceAll("[organisation]", cast.organisation)
      .replaceAll("[security contact]", cast.security)
      .replaceAll("[privacy contact]", cast.privacy);
  const date = (days: number) => new Date(context.today.getTime() + days * 86_400_000).toISOString().slice(0, 10);

  const draft = (starter: Starter, more: { reviewDate?: string } = {}) =>
    draftPolicy(author(), {
      title: starter.title,
      type: starter.type,
      description: starter.description,
      text: text(starter),
      audience: everyone,
      requirementIds: [...starter.requirementIds],
      ...more,
    });

  async function approve(versionId: string, material: boolean) {
    await approveVersion(approver(), { versionId, material });
    await publishVersion(approver(), { versionId });
    for (let after: string | null = null; ; ) {
      const batch: { next: string | null } = await distributeVersion(context.system("policies-distribute-version"), {
        versionId,
        after,
      });
      after = batch.next;
      if (!after) return;
    }
  }

  async function publish(starter: Starter, daysAgo: number, more: { reviewDate?: string }): Promise<Made> {
    const made = await context.daysAgo(daysAgo + 6, () => draft(starter, more));
    await context.daysAgo(daysAgo + 4, () => submitVersion(author(), { versionId: made.versionId }));
    await context.daysAgo(daysAgo, () => approve(made.versionId, true));
    return made;
  }

  /** The next version, handed in. */
  async function begin(
    policyId: string,
    starter: Starter,
    newText: string,
    material: boolean,
    changeNote: string,
  ): Promise<string> {
    const { versionId } = await revisePolicy(author(), { policyId });
    const { title, description } = starter;
    const edit = { title, description, text: newText, material, changeNote, audience: everyone };
    await editDraft(author(), { ...edit, versionId, revision: 1 });
    await submitVersion(author(), { versionId });
    return versionId;
  }

  async function revise(
    policyId: string,
    starter: Starter,
    newText: string,
    daysAgo: number,
    material: boolean,
    changeNote: string,
  ): Promise<Made> {
    const versionId = await context.daysAgo(daysAgo + 3, () => begin(policyId, starter, newText, material, changeNote));
    await context.daysAgo(daysAgo, () => approve(versionId, material));
    return { policyId, versionId };
  }

  /** People acknowledge over the days that follow, ten at a time. */
  async function acknowledge(made: Made, people: readonly string[], daysAgo: number) {
    const byId = new Map(Object.entries(context.people).map(([signIn, { personId }]) => [personId, signIn]));
    for (let begin = 0; begin < people.length; begin += 10) {
      await context.daysAgo(daysAgo - (begin / people.length) * Math.min(6, daysAgo), async () => {
        await Promise.all(
          people.slice(begin, begin + 10).map((personId) => {
            const person = context.actor(byId.get(personId) ?? "");
            return acknowledgePolicy(person, {
              ...made,
              typedName: person.name,
              readPercent: 100,
              visibleSeconds: 140 + (begin % 7) * 12,
            });
          }),
        );
      });
    }
  }

  return { text, date, draft, publish, begin, revise, acknowledge };
}
