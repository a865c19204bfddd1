import "server-only";
import { withdrawAbsence } from "@/lib/platform/people/absences/change-absence";
import { recordAbsence } from "@/lib/platform/people/absences/record-absence";
import { moveDueDates } from "@/lib/policies/due-dates/move-due-dates";
import type { SeedContext } from "./context";

/** Northwind's absences: leave that was and leave to come, somebody ill without an end, parental leave, and one recorded by mistake. */
export async function seedAbsences(context: SeedContext): Promise<void> {
  const { actor, daysAgo } = context;
  const day = (days: number) => new Date(context.today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const record = (by: string, who: string, kind: "leave" | "parental" | "sick" | "other", from: number, to?: number) =>
    recordAbsence(actor(by), {
      personEmail: `${who}@northwind.example`,
      kind,
      firstDay: day(from),
      lastDay: to === undefined ? undefined : day(to),
    });

  await daysAgo(120, () => record("lea.hahn", "emil.sander", "leave", -110, -97));
  await daysAgo(40, () => record("otto.weiss", "employee.24", "parental", -35, 150));
  await daysAgo(12, () => record("lea.hahn", "emil.sander", "leave", -9, -5));
  await daysAgo(7, async () => {
    const { absenceId } = await record("lea.hahn", "employee.01", "leave", 3, 9);
    await withdrawAbsence(actor("lea.hahn"), { absenceId });
    await record("lea.hahn", "employee.11", "leave", 3, 9);
  });
  await daysAgo(4, () => record("lea.hahn", "employee.16", "sick", -4));
  await daysAgo(2, () => record("victor.stein", "lea.hahn", "leave", 20, 34));
  await moveDueDates(context.system("policies-move-due-dates"), { limit: 5000 });
}
