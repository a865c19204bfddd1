import "server-only";
import { inTenant } from "@/lib/platform/db/tenant";
import { openSecrets } from "@/lib/platform/mail/secrets";
import { contributions } from "@/lib/portal/contributions";
import { collect } from "@/lib/privacy/packages/run";
import { approveRequest } from "@/lib/privacy/requests/approve";
import { confirmDecision } from "@/lib/privacy/requests/confirm-decision";
import { createRequest } from "@/lib/privacy/requests/create";
import { enterRequest } from "@/lib/privacy/requests/enter";
import { extendRequest } from "@/lib/privacy/requests/extend";
import { prepareRefusal } from "@/lib/privacy/requests/prepare-refusal";
import { sweepOrganization } from "@/lib/privacy/requests/run-sweep";
import type { PublicKind } from "@/lib/privacy/requests/schema";
import { submitRequest } from "@/lib/privacy/requests/submit";
import { verifyRequest } from "@/lib/privacy/requests/verify";
import { withdrawRequest } from "@/lib/privacy/requests/withdraw";
import type { SeedContext } from "./context";

const MINUTE = 1 / 1440;

/** A year of requests: one near its date, one extended, one refused with its letter, one with a package to fetch. */
export async function seedPrivacy(context: SeedContext): Promise<void> {
  if (!context.people["ida.krause"]) return;
  const tell = teller(context);

  const late = await tell.verified("customer.09", "access", 200);
  await tell.deliver(late, 160);
  const old = await tell.own("emil.sander", "access", 150);
  await tell.deliver(old, 140);

  const excessive = await tell.letter("customer.05", 80, "A copy of everything, again, as every week since spring.");
  await tell.refuse(excessive, "manifestly_excessive", 74, EXCESSIVE);
  await context.daysAgo(70, () => confirmDecision(context.actor("pia.otto"), { requestId: excessive }));

  const changedMind = await tell.own("customer.08", "erasure", 60);
  const withdraw = () => withdrawRequest(context.actor("customer.08"), { requestId: changedMind });
  await context.daysAgo(58, withdraw);

  const complex = await tell.verified(
    "customer.03",
    "erasure",
    50,
    "Please delete my account and all invoices with it.",
  );
  const extend = { requestId: complex, months: 2, reason: "Your data are spread over several archived systems." };
  await context.daysAgo(30, () => extendRequest(context.actor("ida.krause"), extend));

  await tell.verified("clara.moss", "access", 28, "I was a patient in Berlin in 2024 and wrote to support twice.");
  const ready = await tell.verified("customer.07", "access", 20);
  await tell.deliver(ready, 3);

  const invoices = await tell.verified("customer.06", "erasure", 12, "Forget me, invoices included.");
  await tell.refuse(invoices, "legal_obligation", 4, INVOICES);
  await tell.verified("customer.04", "objection", 9, "No more newsletters, please. 🙏");
  await tell.verified("customer.02", "portability", 5);
  await tell.pending("nobody.known@example.org", "Noor Haddad نور", "access", 2);
  await tell.own("emil.sander", "rectification", 1, "My location is Hamburg since October, not Berlin.");
  await tell.pending("sam.taylor@example.org", "Sam Taylor", "automated_decision", 0.2);

  await sweepOrganization(context.system("sweep-privacy-requests"));
}

const EXCESSIVE =
  "This is the ninth request for the same copy since March. You received a full copy each time, last on the day before this letter, and nothing has changed since.";
const INVOICES =
  "Tax law obliges us to keep invoices for eight years. We have erased nothing else yet; the rest of your data goes with a separate request.";

function teller(context: SeedContext) {
  const { organizationId, daysAgo } = context;

  async function contactOf(signIn: string) {
    const { personId, name } = context.actor(signIn);
    const person = await inTenant(organizationId, "read", (tx) =>
      tx.person.findUniqueOrThrow({ where: { id: personId } }),
    );
    return { email: person.email, name };
  }

  async function codeFor(email: string): Promise<string> {
    const mail = await inTenant(organizationId, "read", (tx) =>
      tx.mailMessage.findFirstOrThrow({
        where: { recipient: email, body: { contains: "code within" } },
        orderBy: { id: "desc" },
        include: { secrets: true },
      }),
    );
    return openSecrets(mail.secrets, mail.createdAt)?.[0]?.value ?? "";
  }

  async function pending(email: string, name: string, kind: PublicKind, days: number, statement?: string) {
    const input = { kind, name, email, statement };
    return (await daysAgo(days, () => submitRequest(context.visitor(), input))).requestId;
  }

  async function prove(requestId: string, email: string, days: number) {
    const code = await codeFor(email);
    await daysAgo(days - 4 * MINUTE, () => verifyRequest(context.visitor(), { requestId, code }));
    return requestId;
  }

  return {
    pending,
    async verified(signIn: string, kind: PublicKind, days: number, statement?: string) {
      const { email, name } = await contactOf(signIn);
      return prove(await pending(email, name, kind, days, statement), email, days);
    },
    async own(signIn: string, kind: PublicKind, days: number, description?: string) {
      return (await daysAgo(days, () => createRequest(context.actor(signIn), { kind, description }))).requestId;
    },
    async letter(signIn: string, days: number, statement: string) {
      const contact = await contactOf(signIn);
      const receivedOn = new Date(context.today.getTime() - (days + 2) * 86_400_000).toISOString().slice(0, 10);
      const input = { kind: "access", channel: "letter", receivedOn, statement, ...contact } as const;
      const { requestId } = await daysAgo(days, () => enterRequest(context.actor("ida.krause"), input));
      return prove(requestId, contact.email, days);
    },
    async refuse(
      requestId: string,
      code: "manifestly_excessive" | "legal_obligation",
      days: number,
      narrative: string,
    ) {
      await daysAgo(days, () => prepareRefusal(context.actor("ida.krause"), { requestId, code, narrative }));
    },
    async deliver(requestId: string, days: number) {
      await daysAgo(days, () => approveRequest(context.actor("ida.krause"), { requestId }));
      const actor = context.system("collect-privacy-package");
      const sources = contributions.dataSources;
      await daysAgo(days - MINUTE, () => collect(actor, sources, requestId, (_, work) => work()));
    },
  };
}
