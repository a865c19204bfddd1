import { readFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryFolder, removeFolder } from "../../scripts/lib/temporary-folder.mjs";
import { startTestPortal } from "../../scripts/lib/test-portal.mjs";
import { sqlAt } from "../database";
import { makeSession } from "../session-cookie";

export type Call = { method: string; address: string; headers?: Record<string, string>; body?: BodyInit };
export const people = [
  "otto.weiss",
  "nora.falk",
  "ida.krause",
  "lea.hahn",
  "mara.lindner",
  "emil.sander",
  "clara.moss",
];
const tables = [
  "policy",
  "policy_version",
  "evidence",
  "ticket",
  "data_subject_request",
  "audit_event",
  "person",
  "incident",
];

/** A whole portal for questions that would disturb every other test. */
export async function startFuzzedPortal() {
  const folder = await makeTemporaryFolder();
  const closing: (() => unknown)[] = [];
  const environment = await startTestPortal(folder, process.env.PORTAL_BUILD_FOLDER ?? "", closing);
  const { DATABASE_URL: database, PORTAL_TEST_URL: url } = environment;
  const cookies = new Map<string, string>();
  for (const person of people) {
    const { cookie } = await makeSession(`${person}@northwind.example`, environment);
    cookies.set(person, `${cookie.name}=${cookie.value}`);
  }
  const rows = await Promise.all(
    tables.map((table) => sqlAt<{ id: string }>(database, `select id from ${table} order by id desc limit 3`)),
  );
  const failures: string[] = [];
  let asked = 0;

  async function ask({ method, address, headers = {}, body }: Call): Promise<string> {
    asked += 1;
    // What limits are for is shown elsewhere; here they would hide what lies behind them.
    if (asked % 25 === 0) await sqlAt(database, "delete from rate_window");
    const request = { method, headers, body, signal: AbortSignal.timeout(180_000), redirect: "manual" } as const;
    try {
      const answer = await fetch(url + address, request);
      // A stream has no end; that it began is enough.
      const endless =
        answer.headers.get("content-type")?.startsWith("text/event-stream") || address.includes("/audit/stream");
      const text = endless ? "" : await answer.text();
      if (endless) await answer.body?.cancel();
      const comeAgain = answer.status === 503 && answer.headers.has("retry-after");
      if (answer.status >= 500 && !comeAgain)
        failures.push(`${answer.status}: ${method} ${address.slice(0, 300)} ${shown(body)}`);
      return text;
    } catch (error) {
      failures.push(`${error}: ${method} ${address.slice(0, 300)} ${shown(body)}`);
      return "";
    }
  }

  return {
    ids: rows.flat().map(({ id }) => id),
    as: (person: string) => ({ cookie: cookies.get(person) ?? "", origin: url }),
    ask,
    async askAll(calls: readonly Call[]): Promise<void> {
      const waiting = calls.toReversed();
      const lane = async () => {
        for (let call = waiting.pop(); call; call = waiting.pop()) await ask(call);
      };
      await Promise.all([lane(), lane(), lane(), lane()]);
    },
    asked: () => asked,
    /** Answers that are the portal's fault, and what it logged as such, since the last time. */
    failures(): string[] {
      const lines = readFileSync(path.join(folder, "logs/web.log"), "utf8").split("\n");
      const logged = lines
        .filter((line) => /"level":(50|60)|⨯|Unhandled/.test(line))
        .map((line) => line.slice(0, 1_500));
      return [...failures, ...logged];
    },
    async stop(): Promise<void> {
      for (const close of closing.reverse()) await close();
      removeFolder(folder);
    },
  };
}

function shown(body: BodyInit | undefined): string {
  if (body instanceof FormData) return JSON.stringify([...body]).slice(0, 600);
  return body instanceof Uint8Array ? JSON.stringify(Buffer.from(body).toString("latin1")).slice(0, 400) : "";
}
