import "server-only";
import { addToReport, answerReporter, confirmReceipt } from "@/lib/policies/violations/converse";
import { decideViolation, investigateViolation } from "@/lib/policies/violations/investigate-violation";
import { listViolations } from "@/lib/policies/violations/queries";
import { addCorrectiveAction, recordRootCause } from "@/lib/policies/violations/remedy-violation";
import { recordViolation, reportAnonymously } from "@/lib/policies/violations/report-violation";
import type { SeedContext } from "./context";

/** One violation from an audit, half remedied, and an anonymous report with a question and its answer. */
export async function seedViolations(context: SeedContext): Promise<void> {
  const officer = context.actor("nora.falk");
  const { violationId } = await context.daysAgo(16, () =>
    recordViolation(officer, {
      type: "access_violation",
      title: "Two people shared one account of the ward tablet",
      description:
        "The access review of the Care department showed sign-ins of one account from two tablets at the same minute, on five days.",
      severity: "high",
      detection: "audit",
    }),
  );
  await context.daysAgo(15, () => investigateViolation(officer, { violationId }));
  await context.daysAgo(12, () =>
    decideViolation(officer, {
      violationId,
      decision: "confirmed",
      reason: "Both say so. The second account had been asked for and was not there in time.",
    }),
  );
  await context.daysAgo(11, async () => {
    await recordRootCause(officer, {
      violationId,
      rootCause: "New starters wait up to nine days for an account, and the shift cannot wait.",
    });
    await addCorrectiveAction(officer, {
      violationId,
      title: "Make accounts of new starters ready on their first day",
      ownerId: context.actor("emil.sander").personId,
      dueOn: new Date(context.today.getTime() + 9 * 86_400_000).toISOString().slice(0, 10),
    });
  });

  const nobody = { kind: "anonymous" as const, organizationId: context.organizationId, requestId: "" as const };
  const { key, reference } = await context.daysAgo(6, () =>
    reportAnonymously(nobody, {
      type: "data_misuse",
      title: "Customer lists are copied to a private drive",
      description: "Somebody in Sales keeps copies of the customer list outside our systems, to work from home.",
    }),
  );
  const { violations } = await listViolations(officer, { q: reference });
  const report = violations[0]?.id ?? "";
  await context.daysAgo(5, async () => {
    await confirmReceipt(officer, { violationId: report });
    await answerReporter(officer, { violationId: report, text: "Thank you. Since when did you see this?" });
  });
  await context.daysAgo(4, () => addToReport(nobody, { secretKey: key, text: "Since about the summer." }));
}
