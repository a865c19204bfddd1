import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeIn, tellPrivacyStory } from "../testing/story";

let story: Awaited<ReturnType<typeof tellPrivacyStory>>;

beforeAll(async () => {
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  story = await tellPrivacyStory();
});
afterAll(() => story.end());

async function fail(id: string, trouble: "address" | "refused" = "address") {
  const { recordDelivery } = await import("@/lib/platform/mail/deliver");
  const result = { kind: "trouble" as const, trouble, error: "550 5.1.1 no such user", answer: 550 };
  await recordDelivery(story.ours.system(), { outcomes: [{ id, result }] });
}

async function take(id: string) {
  const { recordDelivery } = await import("@/lib/platform/mail/deliver");
  await recordDelivery(story.ours.system(), { outcomes: [{ id, result: { kind: "sent" } }] });
}

async function seen(requestId: string) {
  const { readRequest } = await import("./read");
  return readRequest(story.ours.person.privacy_officer, { requestId });
}

const tell = async (requestId: string, mailId: string) =>
  (await import("./tell-lost-mail")).tellLostMail(story.ours.system(), { requestId, mailId });

describe("an email to the person of a request that did not arrive", () => {
  test("the code bounced: the officers are told once, the address is marked, and another code can be sent", async () => {
    const { requestId, email, code } = await story.submitted("2026-03-02T09:00:00Z");
    const [mail] = await story.mailsTo(email);
    if (!mail) throw new Error("no mail");
    expect(mail).toMatchObject({ priority: 0, thread: `request-${requestId}`, replyTo: "privacy@example.com" });
    expect(mail.expiresAt?.toISOString()).toBe("2026-03-02T09:10:00.000Z");
    expect((await seen(requestId)).lost).toEqual([]);

    await fail(mail.id);
    const request = await seen(requestId);
    expect(request.lost).toEqual([
      { id: mail.id, name: "email with the code", state: "failed", addressRefused: true, act: "code" },
    ]);
    expect(request.addressRefused).toBe(true);

    story.api.setClock("2026-03-02T09:00:05Z");
    expect(await tell(requestId, mail.id)).toEqual({ told: true });
    expect(await tell(requestId, mail.id)).toEqual({ told: false });
    const told = await story.api.inTenant(story.ours.id, "read", (tx) =>
      tx.mailMessage.findMany({ where: { kind: "request-mail-lost" } }),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).toContain("email with the code did not arrive");
    expect(told[0]?.body).not.toContain(email);
    expect((await seen(requestId)).timeline[0]?.sentence).toBe(
      "The email with the code did not reach the person; the officers were told",
    );

    const { sendLostAgain } = await import("./send-lost-again");
    await expect(sendLostAgain(story.ours.person.employee, { requestId })).rejects.toMatchObject({ code: "forbidden" });
    expect(await sendLostAgain(story.ours.person.privacy_officer, { requestId })).toEqual({ sent: 1 });
    const again = (await story.mailsTo(email)).at(-1);
    expect(again?.kind).toBe("request-code");
    const fresh = codeIn(await story.lastMail(email));
    expect(fresh).not.toBe("");
    expect(fresh).not.toBe(code);
    expect((await seen(requestId)).lost).toEqual([]);
    await take(again?.id ?? "");
    expect((await seen(requestId)).addressRefused).toBe(false);
    await expect(sendLostAgain(story.ours.person.privacy_officer, { requestId })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("a later letter is sent again as it was, and one of an answered request lost its code long ago", async () => {
    const { requestId, email } = await story.verified("2026-03-03T09:00:00Z");
    const [acknowledgement, confirmation] = await story.mailsTo(email);
    await fail(acknowledgement?.id ?? "");
    await fail(confirmation?.id ?? "", "refused");
    const { lost } = await seen(requestId);
    expect(lost).toEqual([
      {
        id: confirmation?.id,
        name: "confirmation of the address",
        state: "failed",
        addressRefused: false,
        act: "again",
      },
    ]);
    const { sendLostAgain } = await import("./send-lost-again");
    expect(await sendLostAgain(story.ours.person.privacy_officer, { requestId })).toEqual({ sent: 1 });
    expect((await story.mailsTo(email)).at(-1)).toMatchObject({
      ...{ id: confirmation?.id, body: confirmation?.body, state: "queued", attempts: 0, error: null },
    });
    expect((await seen(requestId)).lost).toEqual([]);
  });
});
