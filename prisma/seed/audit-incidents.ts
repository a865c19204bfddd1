import "server-only";
import { randomUUID } from "node:crypto";
import { runDetection } from "@/lib/audit/detection/run-detection";
import { answerPersonalData } from "@/lib/audit/incidents/answer-personal-data";
import { closeIncident } from "@/lib/audit/incidents/close-incident";
import { documentIncident } from "@/lib/audit/incidents/document-incident";
import { linkIncident, noteIncident } from "@/lib/audit/incidents/extend-timeline";
import { addIncidentAction, finishIncidentAction } from "@/lib/audit/incidents/incident-actions";
import { acknowledgeIncident, moveIncident } from "@/lib/audit/incidents/move-incident";
import { openIncident } from "@/lib/audit/incidents/open-incident";
import { connectSequencer, sequenceOnce } from "@/lib/audit/log/sequencer";
import { signIn } from "@/lib/platform/auth/sign-in";
import { inTenant } from "@/lib/platform/db/tenant";
import { env } from "@/lib/platform/env";
import { objectStore } from "@/lib/platform/storage/object-store";
import type { SeedContext } from "./context";

const minute = 1 / 1_440;

/** Somebody guesses Emil's password, the rules find it, and Nora follows it to a closed incident; another one has just begun. */
export async function seedIncidents(context: SeedContext): Promise<void> {
  const nora = context.actor("nora.falk");
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const origin = { requestId: randomUUID(), ip: "203.0.113.45", userAgent: "curl/8.5" };
    await context.daysAgo(6 - attempt * minute, () =>
      signIn("emil.sander@northwind.example", "guessed", origin).catch(() => undefined),
    );
  }
  await context.daysAgo(6 - 10 * minute, () => findBurst(context));
  const alertId = await burstAlert(context);
  if (alertId) await guessedPassword(context, alertId);

  await context.daysAgo(25 * minute, async () => {
    const { id } = await openIncident(nora, {
      title: "Mails that ask for the password of the time recorder",
      summary: "Three people in Finance forwarded the same mail. Nobody has entered a password as far as we know.",
      severity: "high",
      category: "phishing",
      affectedSystems: "Mail, Time recorder",
      affectedPeople: "Finance, three people so far",
      controlIds: "CC7.3, A.5.24",
    });
    await noteIncident(nora, { id, text: "Asked the mail provider to block the sender." });
  });
}

/** What the portal does by itself every second and every minute: the log gets its next leaves, the rules read them. */
async function findBurst(context: SeedContext): Promise<void> {
  const pool = connectSequencer(env.DATABASE_URL);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
  const actor = context.system("audit-detect");
  while ((await runDetection(actor, {})).more);
}

async function burstAlert(context: SeedContext): Promise<string | undefined> {
  const where = { rule: "failed-sign-ins", objectType: "person" };
  return (await inTenant(context.organizationId, "read", (tx) => tx.alert.findFirst({ where })))?.id;
}

async function guessedPassword(context: SeedContext, alertId: string): Promise<void> {
  const nora = context.actor("nora.falk");
  const { id } = await context.daysAgo(6 - 14 * minute, () =>
    openIncident(nora, {
      title: "Somebody tries to guess the password of an employee",
      summary: "Six failed sign-ins within six minutes from an address nobody knows. None of them succeeded.",
      severity: "medium",
      category: "unauthorized_access",
      affectedSystems: "Compliance portal",
      affectedPeople: "One employee",
      controlIds: "CC6.1, CC7.3, A.5.26",
      alertId,
    }),
  );
  await context.daysAgo(6 - 20 * minute, () => acknowledgeIncident(nora, { id }));
  await context.daysAgo(5.9, async () => {
    await noteIncident(nora, { id, text: "Called the employee: it was not them. Their password is of a leaked list." });
    await linkIncident(nora, { id, kind: "ticket", objectId: "SUP-2026-000004" });
    await answerPersonalData(nora, { id, answer: "no" });
    await moveIncident(nora, { id, to: "contained", note: "Blocked the address, set a new password." });
  });
  await context.daysAgo(5.5, () => moveIncident(nora, { id, to: "remediating" }));
  const { personId } = context.actor("otto.weiss");
  const dueOn = new Date(context.today.getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const { actionId } = await context.daysAgo(5.4, () =>
    addIncidentAction(nora, { id, title: "Refuse passwords of leaked lists", ownerId: personId, dueOn }),
  );
  await context.daysAgo(4.5, async () => {
    await finishIncidentAction(nora, { actionId });
    await moveIncident(nora, { id, to: "resolved" });
  });
  await context.daysAgo(4, async () => {
    await closeIncident(nora, {
      id,
      cause: "The employee used the same password elsewhere, where it was stolen.",
      lessons: "Passwords are compared with leaked lists from now on; a second factor would have made this harmless.",
    });
    await documentIncident(context.system("audit-document-incident"), id);
  });
}
