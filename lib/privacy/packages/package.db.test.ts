import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DataSource } from "@/lib/platform/contribution";
import { createTestOrganization } from "@/scripts/testing/organization";
import { codeIn, linkIn, otherThan, type PrivacyStory, stranger, tellPrivacyStory } from "../testing/story";
import { unzip } from "../testing/unzip";

let told: PrivacyStory;
let api: PrivacyStory["api"];
let ours: PrivacyStory["ours"];
let packages: Awaited<ReturnType<typeof load>>;
let sources: readonly DataSource[];

async function load() {
  return {
    ...(await import("./run")),
    ...(await import("./download")),
    ...(await import("./send-link-again")),
    ...(await import("./part")),
    ...(await import("./build-package")),
    ...(await import("@/lib/platform/storage/encryption")),
  };
}

beforeAll(async () => {
  told = await tellPrivacyStory();
  ({ api, ours } = told);
  packages = await load();
  sources = (await import("../contributions")).dataSources;
});
afterEach(() => api.setClock(null));
afterAll(() => told.end());

const once = <T>(_: string, work: () => Promise<T>) => work();
const twice = async <T>(_: string, work: () => Promise<T>) => {
  await work();
  return work();
};
const officer = () => ours.person.privacy_officer;
const emailOf = (personId: string) =>
  api.inTenant(ours.id, "read", async (tx) => {
    return (await tx.person.findUniqueOrThrow({ where: { id: personId } })).email;
  });
const packageOf = (requestId: string) =>
  api.inTenant(ours.id, "read", (tx) => tx.requestPackage.findFirstOrThrow({ where: { requestId } }));
const countOf = (action: string, requestId: string) =>
  api.inTenant(ours.id, "read", (tx) => tx.auditEvent.count({ where: { action, resourceId: requestId } }));
const files = async () => {
  const all = await readdir(process.env.DATA_EXPORT_PATH ?? "", { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).length;
};

async function approved(at: string, email = stranger()) {
  const request = await told.verified(at, email);
  await api.approveRequest(officer(), { requestId: request.requestId });
  return request;
}

async function delivered(at: string, email = stranger()) {
  const request = await approved(at, email);
  expect(await packages.collect(ours.system(), sources, request.requestId, once)).toEqual({ collected: true });
  return { ...request, link: linkIn(await told.lastMail(email), "download") };
}

const broken: DataSource = {
  id: "broken",
  title: "Broken",
  tables: [],
  categories: [],
  processing: { purposes: [], lawfulBasis: "", recipients: [], storagePeriod: "", origin: "" },
  // biome-ignore lint/correctness/useYield: it breaks before its first row
  async *collect() {
    throw new Error("the disk of Dana is full");
  },
};

async function download(link: string, email: string) {
  const actor = await told.subject(link);
  await packages.sendDownloadCode(actor, {});
  const taken = await packages.takePackage(actor, { code: codeIn(await told.lastMail(email)) });
  if (!taken.right) throw new Error("wrong code");
  const parts: Uint8Array[] = [];
  for await (const part of await packages.readObject(packages.packageStore(), taken.object)) parts.push(part);
  return { bytes: Buffer.concat(parts), fileName: taken.fileName };
}

describe("an access request, from approval to download (C12, section 6)", () => {
  test("holds everything about one person and nothing about another", async () => {
    const alice = await ours.join("Alice Subject", ["customer"], { company: "Wonder GmbH" });
    const bob = await ours.join("Bob Bystander", ["customer"], { company: "Cheshire AG" });
    const [aliceEmail, bobEmail] = [await emailOf(alice.personId), await emailOf(bob.personId)];
    api.setClock("2026-08-01T10:00:00Z");
    for (const person of [alice, bob]) {
      await api.createRequest(person, {
        kind: "objection",
        description: `=cmd|'/c calc' of ${person.name}\u2028شهر <b>`,
      });
    }
    const { requestId, reference, link } = await delivered("2026-09-03T10:00:00Z", aliceEmail);
    expect(await told.requestRow(requestId)).toMatchObject({ status: "fulfilled", personId: alice.personId });

    const { bytes, fileName } = await download(link, aliceEmail);
    expect(fileName).toBe(`${reference}.zip`);
    const content = await unzip(bytes);
    const text = [...content.values()].join("\n");
    for (const part of [bobEmail, "Bob Bystander", "Cheshire", bob.personId]) expect(text).not.toContain(part);
    for (const part of [aliceEmail, "Alice Subject", "Wonder GmbH"]) expect(text).toContain(part);
    // Nor what opens anything: codes, links, hashes.
    expect(text).not.toMatch(/\b\d{6}\b(?! rows)/);
    expect(text).not.toContain(link);
    expect(text).not.toMatch(/password|argon2|tokenHash|codeHash|token_hash/i);

    const requests = JSON.parse(content.get("data/privacy-requests/requests.json") ?? "");
    expect(requests.map((row: { kind: string }) => row.kind)).toEqual(["objection", "access"]);
    expect(requests[0].statement).toContain("\u2028شهر <b>");
    expect(content.get("data/privacy-requests/requests.csv")).toContain("'=cmd|'/c calc'");
    expect(content.get("index.html")).toContain("&lt;b&gt;");
    expect(content.get("index.html")).not.toMatch(/<(script|link|img)|(src|href)="(http|\/)/);
    expect(JSON.parse(content.get("article15.json") ?? "")).toMatchObject({
      confirmation: "We process personal data concerning you.",
      f_complaint: expect.stringContaining("Example Data Protection Authority"),
      processing: expect.arrayContaining([
        expect.objectContaining({ source: "people", d_storage_period: expect.any(String) }),
      ]),
    });

    const manifest = JSON.parse(content.get("manifest.json") ?? "");
    expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual([...content.keys()].slice(0, -1));
    for (const file of manifest.files) {
      const body = content.get(file.path) ?? "";
      expect([file.sha256, file.bytes]).toEqual([
        createHash("sha256").update(body).digest("hex"),
        Buffer.byteLength(body),
      ]);
    }
    expect((await packageOf(requestId)).manifest).toEqual(manifest);
  });

  test("says so when nothing is held, and sends it", async () => {
    const { requestId, email, link } = await delivered("2026-09-03T10:00:00Z");
    expect((await told.requestRow(requestId)).personId).toBeNull();
    const ready = (await told.mailsTo(email)).find(({ kind }) => kind === "request-package");
    expect(ready?.body).toContain("we hold no data about you besides this request");
    const content = await unzip((await download(link, email)).bytes);
    expect(content.get("article15.json")).toContain("We hold no personal data concerning you besides");
    expect([...content.keys()]).not.toContain("data/people/account.json");
  });

  test("every step run twice does nothing twice", async () => {
    const { requestId, email } = await approved("2026-09-03T10:00:00Z");
    expect(await packages.collect(ours.system(), sources, requestId, twice)).toEqual({ collected: true });
    expect((await told.requestRow(requestId)).status).toBe("fulfilled");
    const mails = await told.mailsTo(email);
    expect(mails.filter(({ kind }) => kind === "request-package")).toHaveLength(1);
    expect(await packages.collect(ours.system(), sources, requestId, once)).toEqual({ collected: false });
    expect(await countOf("request.build-package", requestId)).toBe(1);
  });

  test.each(["start", "settle", "build", "publish", "close", "discard"])(
    "killed after the work of “%s” and begun anew, it ends the same",
    async (last) => {
      const { requestId, email } = await approved("2026-09-03T10:00:00Z");
      const killed = async <T>(name: string, work: () => Promise<T>) => {
        const result = await work();
        if (name === last) throw new Error("killed");
        return result;
      };
      await expect(packages.collect(ours.system(), sources, requestId, killed)).rejects.toThrow("killed");
      await packages.collect(ours.system(), sources, requestId, once);
      await api.sweepOrganization(ours.system());
      expect((await told.requestRow(requestId)).status).toBe("fulfilled");
      const mails = await told.mailsTo(email);
      expect(mails.filter(({ kind }) => kind === "request-package")).toHaveLength(1);
      const content = await unzip((await download(linkIn(await told.lastMail(email), "download"), email)).bytes);
      expect(content.get("data/privacy-requests/requests.json")).toContain(email);
    },
  );

  test("is the same bytes however often it is built", async () => {
    const { zipOf } = await import("./zip");
    const build = async () => {
      const parts: Uint8Array[] = [];
      for await (const part of zipOf([{ path: "a.txt", content: () => ["x".repeat(200_000), "y"] }], JSON.stringify))
        parts.push(part);
      return Buffer.concat(parts);
    };
    const first = await build();
    expect((await build()).equals(first)).toBe(true);
    expect([...(await unzip(first)).keys()]).toEqual(["a.txt", "manifest.json"]);
  });
});

describe("a source that fails (C12)", () => {
  test("stops no other, is shown, and is tried again alone", async () => {
    const { requestId } = await approved("2026-09-03T10:00:00Z");
    expect(await packages.collect(ours.system(), [broken, ...sources], requestId, once)).toEqual({ collected: false });
    expect((await told.requestRow(requestId)).status).toBe("failed");
    const tasks = () =>
      api.inTenant(ours.id, "read", (tx) =>
        tx.requestTask.findMany({ where: { requestId }, orderBy: { sourceId: "asc" } }),
      );
    const states = (await tasks()).map(({ sourceId, state }) => `${sourceId} ${state}`);
    expect(states).toContain("broken failed");
    expect(states.filter((state) => state.endsWith("done"))).toHaveLength(sources.length);
    // The message of an error may hold data.
    expect((await tasks()).find(({ state }) => state === "failed")?.problem).not.toContain("Dana");

    await api.executeRequest(officer(), { requestId });
    const mended = { ...broken, collect: sources[0]?.collect ?? broken.collect };
    expect(await packages.collect(ours.system(), [mended, ...sources], requestId, once)).toEqual({ collected: true });
    expect(await countOf("request.collect-source", requestId)).toBe(sources.length + 1);
  });

  test("a request withdrawn meanwhile is not delivered, and what was collected is destroyed", async () => {
    const { requestId, email, token } = await approved("2026-09-03T10:00:00Z");
    const withdrawing = async <T>(name: string, work: () => Promise<T>) => {
      if (name === "build") await api.withdrawRequest(await told.subject(token), {});
      return work();
    };
    expect(await packages.collect(ours.system(), sources, requestId, withdrawing)).toEqual({ collected: false });
    expect((await told.mailsTo(email)).some(({ kind }) => kind === "request-package")).toBe(false);
    await api.sweepOrganization(ours.system());
    const alive = await api.inTenant(ours.id, "read", async (tx) => {
      const tasks = await tx.requestTask.findMany({ where: { requestId } });
      return tx.storedObject.count({
        where: { id: { in: tasks.flatMap((task) => task.objectId ?? []) }, destroyedAt: null },
      });
    });
    expect(alive).toBe(0);
  });
});

describe("the download", () => {
  test("needs a code beside the link; five wrong ones end it; five downloads are all", async () => {
    const { link, email } = await delivered("2026-09-03T10:00:00Z");
    const actor = await told.subject(link);
    expect(await packages.takePackage(actor, { code: "123456" })).toEqual({ right: false, triesLeft: 0 });
    await packages.sendDownloadCode(actor, {});
    const code = codeIn(await told.lastMail(email));
    expect(await packages.takePackage(actor, { code: otherThan(code) })).toEqual({ right: false, triesLeft: 4 });
    expect(await packages.takePackage(actor, { code })).toMatchObject({ right: true });
    expect(await packages.takePackage(actor, { code })).toMatchObject({ right: false });
    for (let hour = 11; hour < 15; hour += 1) {
      api.setClock(`2026-09-03T${hour}:00:00Z`);
      await download(link, email);
    }
    await expect(told.subject(link)).rejects.toMatchObject({ code: "gone" });
  });

  test("of the status page's link or another kind is not there", async () => {
    const { token, link } = await delivered("2026-09-03T10:00:00Z");
    const actor = await told.subject(token);
    await expect(packages.sendDownloadCode(actor, {})).rejects.toMatchObject({ code: "not_found" });
    await expect(api.withdrawRequest(await told.subject(link), {})).rejects.toMatchObject({ code: "not_found" });
    const theirs = await createTestOrganization("Theirs");
    const stolen = { ...actor, organizationId: theirs.id };
    await expect(packages.sendDownloadCode(stolen, {})).rejects.toMatchObject({ code: "not_found" });
  });

  test("sent again has a new link and ends the old one", async () => {
    const { token, link, email } = await delivered("2026-09-03T10:00:00Z");
    api.setClock("2026-09-03T11:00:00Z");
    await packages.sendLinkAgain(await told.subject(token), {});
    await expect(told.subject(link)).rejects.toMatchObject({ code: "gone" });
    const renewed = linkIn(await told.lastMail(email), "download");
    expect((await download(renewed, email)).bytes.length).toBeGreaterThan(500);
  });

  test("ends after seven days: link, key and file are gone, the manifest stays", async () => {
    const { requestId, link } = await delivered("2026-09-03T10:00:00Z");
    const before = await files();
    api.setClock("2026-09-10T09:59:00Z");
    await api.sweepOrganization(ours.system());
    expect(await told.subject(link)).toMatchObject({ kind: "subject" });
    api.setClock("2026-09-10T10:00:03Z");
    await api.sweepOrganization(ours.system());
    await expect(told.subject(link)).rejects.toMatchObject({ code: "gone" });
    const ended = await packageOf(requestId);
    expect(ended).toMatchObject({ endedReason: "expired", manifest: expect.objectContaining({ redactions: [] }) });
    const object = await api.inTenant(ours.id, "read", (tx) =>
      tx.storedObject.findUniqueOrThrow({ where: { id: ended.objectId } }),
    );
    expect(object.wrappedKey).toBeNull();
    expect(await packages.checkObject(packages.packageStore(), object)).not.toBe("verified");
    expect(await files()).toBeLessThan(before);
    await api.sweepOrganization(ours.system());
    expect(await countOf("request.expire-package", requestId)).toBe(1);
  });
});
