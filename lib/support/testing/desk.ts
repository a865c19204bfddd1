import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";

/** A desk with first SLA values for database tests: Mon–Fri 09:00–17:00 Europe/Berlin, no holidays unless given. */
export async function createDesk(name = "Desk", holidays: string[] = []) {
  const organization = await createTestOrganization(name);
  const { setUpSla } = await import("../sla/set-up");
  const sla = await setUpSla(organization.person.support_manager, { holidays });
  return { organization, sla, ...organization.person };
}

export type Desk = Awaited<ReturnType<typeof createDesk>>;

/** Runs with the clock stopped at an instant. */
export async function at<T>(instant: string, work: () => Promise<T>): Promise<T> {
  const { setClock } = await import("@/lib/platform/clock");
  setClock(instant);
  try {
    return await work();
  } finally {
    setClock(null);
  }
}

export const words = {
  title: "The export fails 🔥",
  description: "It says <b>error</b> — שלום",
  category: "technical_issue",
} as const;

export async function readTicket(organization: Pick<TestOrganization, "id">, id: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(organization.id, "read", (tx) =>
    tx.ticket.findUniqueOrThrow({
      where: { id },
      include: {
        clocks: { orderBy: { startedAt: "asc" } },
        pauses: true,
        messages: { orderBy: { ticketVersion: "asc" } },
      },
    }),
  );
}

export async function clockOf(organization: Pick<TestOrganization, "id">, id: string, metric: string) {
  const { clocks } = await readTicket(organization, id);
  const clock = clocks.findLast((each) => each.metric === metric);
  if (!clock) throw new Error(`The ticket has no clock for ${metric}.`);
  return clock;
}

export const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;
