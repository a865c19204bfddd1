import "server-only";
import { approveDestruction } from "@/lib/audit/keys/approve";
import { proposeEndedKeys } from "@/lib/audit/keys/propose-ended";
import { proposeErasure } from "@/lib/audit/keys/propose-erasure";
import type { SeedContext } from "./context";

/** Northwind's erasures in the trail: one of a former customer done by two people, one of an employee waiting, and a sweep that found nothing ended. */
export async function seedKeys(context: SeedContext): Promise<void> {
  const { actor, people, daysAgo } = context;
  const subject = (signIn: string) => `person:${people[signIn]?.personId}`;
  const erased = await daysAgo(9, () =>
    proposeErasure(actor("ida.krause"), {
      person: subject("customer.09"),
      reason: "Request of a former customer, Article 17(1)(a)",
    }),
  );
  await daysAgo(8, () => approveDestruction(actor("nora.falk"), { id: erased.id }));
  await daysAgo(2, () =>
    proposeErasure(actor("ida.krause"), {
      person: subject("employee.07"),
      reason: "Request of an employee, Article 17(1)(b)",
    }),
  );
  await daysAgo(1, () => proposeEndedKeys(context.system("audit-propose-ended-keys"), {}));
}
