import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { ActorOf } from "@/lib/platform/operation/context";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

async function load() {
  const { setClock } = await import("@/lib/platform/clock");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { subjectOf } = await import("@/lib/platform/auth/public-actors");
  return {
    setClock,
    inTenant,
    subjectOf,
    ...(await import("@/lib/platform/mail/secrets")),
    ...(await import("../requests/submit")),
    ...(await import("../requests/create")),
    ...(await import("../requests/enter")),
    ...(await import("../requests/verify")),
    ...(await import("../requests/resend-code")),
    ...(await import("../requests/withdraw")),
    ...(await import("../requests/approve")),
    ...(await import("../requests/prepare-refusal")),
    ...(await import("../requests/confirm-decision")),
    ...(await import("../requests/extend")),
    ...(await import("../requests/execute")),
    ...(await import("../requests/run-sweep")),
  };
}

export const codeIn = (body: string) => /: (\d{6})$/m.exec(body)?.[1] ?? "";
export const linkIn = (body: string, part: string) => new RegExp(`/${part}/([\\w-]+)`).exec(body)?.[1] ?? "";
export const otherThan = (code: string) => (code === "000000" ? "000001" : "000000");

const later = (at: string, ms: number) => new Date(new Date(at).getTime() + ms).toISOString();
let counter = 0;
export const stranger = () => `stranger.${++counter}@example.org`;

/** A database with one organisation whose requests are told, and what every test of them needs. */
export async function tellPrivacyStory() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-packages-"));
  process.env.DATA_EXPORT_PATH = path.join(folder, "store");
  const database = await createTestDatabase();
  const ours: TestOrganization = await createTestOrganization("Ours");
  const api = await load();

  const requestRow = (id: string) =>
    api.inTenant(ours.id, "read", (tx) => tx.dataSubjectRequest.findUniqueOrThrow({ where: { id } }));
  const mailsTo = (recipient: string) =>
    api.inTenant(ours.id, "read", (tx) => tx.mailMessage.findMany({ where: { recipient }, orderBy: { id: "asc" } }));
  /** The newest letter as its recipient reads it. */
  const lastMail = (recipient: string) =>
    api.inTenant(ours.id, "read", async (tx) => {
      const where = { recipient };
      const mail = await tx.mailMessage.findFirst({ where, orderBy: { id: "desc" }, include: { secrets: true } });
      return (mail && api.textOf(mail, mail.createdAt)) ?? "";
    });

  async function submitted(at: string, email = stranger(), kind: "access" | "erasure" | "portability" = "access") {
    api.setClock(at);
    const received = await api.submitRequest(ours.visitor(), { kind, name: "Dana Stranger", email });
    return { ...received, email, code: codeIn(await lastMail(email)) };
  }

  /** Confirmed a second later, so that mails have an order. */
  async function verified(at: string, email = stranger(), kind: "access" | "erasure" | "portability" = "access") {
    const request = await submitted(at, email, kind);
    api.setClock(later(at, 1000));
    const result = await api.verifyRequest(ours.visitor(), { requestId: request.requestId, code: request.code });
    if (!result.proven) throw new Error("not proven");
    api.setClock(later(at, 2000));
    return { ...request, token: result.token };
  }

  const subject = async (token: string): Promise<ActorOf<"subject">> =>
    (await api.subjectOf(token, new Headers())).actor;

  async function end() {
    const { disconnect } = await import("@/lib/platform/db/client");
    await disconnect();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
  return { api, ours, requestRow, mailsTo, lastMail, submitted, verified, subject, end };
}

export type PrivacyStory = Awaited<ReturnType<typeof tellPrivacyStory>>;
