import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

/** Which call to the file system fails, and how. */
const trouble = vi.hoisted(() => ({ at: "" as "" | "open" | "write" | "sync" | "sync-folder", code: "" }));
vi.mock("node:fs/promises", async (original) => {
  const actual = await original<typeof import("node:fs/promises")>();
  const fail = async () => {
    throw Object.assign(new Error(`${trouble.code}: ${trouble.at}`), { code: trouble.code, syscall: trouble.at });
  };
  const open: typeof actual.open = async (file, flags, mode) => {
    const writes = flags === "wx";
    if (writes && trouble.at === "open") await fail();
    const handle = await actual.open(file, flags, mode);
    if (writes && trouble.at === "write") Object.assign(handle, { write: fail });
    if (writes ? trouble.at === "sync" : trouble.at === "sync-folder") Object.assign(handle, { sync: fail });
    return handle;
  };
  return { ...actual, default: actual, open };
});
vi.mock("next/headers", () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));

vi.mock("next/navigation", () => ({ redirect: vi.fn(), unstable_rethrow: vi.fn() }));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let folder: string;
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-trouble-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  key = `plinto_${randomBytes(32).toString("base64url")}`;
  const { client } = await import("@/lib/platform/db/client");
  await client().apiKey.create({
    data: {
      id: randomUUID(),
      organizationId: ours.id,
      name: "Test",
      hash: createHash("sha256").update(key).digest("hex"),
      prefix: key.slice(0, 12),
      permissions: ["evidence:collect", "policy:write", "training:write", "policy:meeting"],
      createdById: ours.person.admin.personId,
      createdAt: new Date(),
    },
  });
});
afterEach(() => Object.assign(trouble, { at: "", code: "" }));
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const kept = async () => {
  const { client } = await import("@/lib/platform/db/client");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const [objects, policies, evidence] = [client().storedObject, client().policy, client().evidence] as const;
  return {
    files: entries.filter((entry) => entry.isFile()).length,
    rows: [await objects.count(), await policies.count(), await evidence.count()],
  };
};

type Post = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
const about = { title: "A list", evidence_type: "system_log", control_ids: ["CC7.2"] };
const bytes = (body: Uint8Array<ArrayBuffer>, search: string) => ({ search, body, type: "application/octet-stream" });

function multipart() {
  const form = new FormData();
  for (const [name, value] of Object.entries(about)) form.append(name, String(value));
  form.append("file", new Blob(["a,b\n1,2\n"]), "list.csv");
  return { search: "", body: form, type: null };
}

/** Each way in that keeps bytes. */
const ways: Record<
  string,
  { load: () => Promise<{ POST: unknown }>; send: () => { search: string; body: BodyInit; type: string | null } }
> = {
  "evidence as a file": {
    load: () => import("./api/v1/audit/evidence/files/route"),
    send: () => bytes(Buffer.from("a,b\n"), "?name=a.csv"),
  },
  "evidence in one form": { load: () => import("./api/v1/audit/evidence/route"), send: multipart },
  "evidence in the request": {
    load: () => import("./api/v1/audit/evidence/route"),
    send: () => ({
      search: "",
      body: JSON.stringify({ ...about, content: "what was seen" }),
      type: "application/json",
    }),
  },
  "a picture of a policy": {
    load: () => import("./api/v1/policies/files/route"),
    send: () => bytes(png, `?policy_id=${randomUUID()}&name=a.png`),
  },
  "an imported policy": {
    load: () => import("./api/v1/policies/import/route"),
    send: () => bytes(Buffer.from("# Rules\n\nBe kind.\n"), "?type=security_policy&name=rules.md"),
  },
  "a lesson": {
    load: () => import("./api/v1/policies/lessons/files/route"),
    send: () => bytes(pdf, "?name=lesson.pdf"),
  },
  "the list of a meeting": {
    load: () => import("./api/v1/policies/meetings/files/route"),
    send: () => bytes(png, "?name=list.png"),
  },
};

async function send(way: string): Promise<Response> {
  const { load, send: what } = ways[way] as (typeof ways)[string];
  const { search, body, type } = what();
  const headers = new Headers({ authorization: `Bearer ${key}`, ...(type ? { "content-type": type } : {}) });
  const request = new Request(`http://portal/api${search}`, { method: "POST", headers, body });
  return ((await load()).POST as Post)(request, { params: Promise.resolve({}) });
}

describe.each(Object.keys(ways))("where storage fails, %s", (way) => {
  test.each([
    ["open", "EROFS", 503],
    ["open", "EACCES", 503],
    ["write", "ENOSPC", 507],
    ["write", "EDQUOT", 507],
    ["write", "EIO", 503],
    ["sync", "ENOSPC", 507],
    ["sync-folder", "EIO", 503],
  ] as const)("at %s with %s is answered by %s in words, and nothing of it stays", async (at, code, status) => {
    const before = await kept();
    Object.assign(trouble, { at, code });
    const answer = await send(way);
    expect(await answer.json()).toMatchObject({
      status,
      type: status === 507 ? "/problems/storage-full" : "/problems/unavailable",
      detail: expect.stringMatching(/portal's storage.*Nothing was saved/),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await kept()).toEqual(before);
  });
});

test("a form says it in a sentence and keeps what was typed", async () => {
  const { translate } = await import("@/lib/platform/http/problem");
  const error = translate(Object.assign(new Error(), { code: "ENOSPC", syscall: "write" }), "request", "form");
  expect(error).toMatchObject({ code: "storage_full", message: expect.stringContaining("Tell your administrator") });
});

test("a database without room takes the bytes away again", async () => {
  const { client } = await import("@/lib/platform/db/client");
  await client().$executeRaw`create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'no space left on device' using errcode = '53100'; end $$`;
  await client()
    .$executeRaw`create trigger full_disk before insert on stored_object for each row execute function full_disk()`;
  const before = await kept();
  for (const way of ["evidence as a file", "evidence in one form", "evidence in the request"]) {
    const answer = await send(way);
    expect([way, answer.status]).toEqual([way, 507]);
  }
  expect(await kept()).toEqual(before);
});
