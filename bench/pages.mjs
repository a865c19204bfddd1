import { makeTemporaryFolder, removeFolder } from "../scripts/lib/temporary-folder.mjs";
import { startTestPortal } from "../scripts/lib/test-portal.mjs";

/**
 * The main pages of the built portal on the demo story: 95th percentile of server time at 20 requests a second ÷ the same
 * at one a second. Aim: below 2. Needs a build (`npm test -- --only=build` makes `.next-test`).
 */
const visits = [
  ["emil.sander", "/"],
  ["emil.sander", "/policies"],
  ["ida.krause", "/privacy"],
  ["theo.vogt", "/support"],
  ["nora.falk", "/audit"],
  ["nora.falk", "/audit/evidence"],
  ["victor.stein", "/dashboard"],
];
const slow = { perSecond: 1, requests: 15 };
const fast = { perSecond: 20, requests: 120 };

const folder = await makeTemporaryFolder();
const closing = [];
const environment = await startTestPortal(folder, ".next-test", closing);
const base = environment.PORTAL_TEST_URL;

async function signIn(name) {
  const csrf = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = await csrf.json();
  const jar = csrf.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  const body = new URLSearchParams({
    csrfToken,
    email: `${name}@northwind.example`,
    password: environment.DEMO_PASSWORD,
    json: "true",
  });
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: jar.join("; "), "content-type": "application/x-www-form-urlencoded" },
    body,
    redirect: "manual",
  });
  const cookies = [...jar, ...answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0])];
  if (!cookies.some((cookie) => cookie.includes("session-token=")))
    throw new Error(`${name} could not sign in: ${answer.status}`);
  return cookies.join("; ");
}

async function visit(path, cookie) {
  const started = performance.now();
  const answer = await fetch(base + path, { headers: { cookie }, redirect: "manual" });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return performance.now() - started;
}

/** Requests leave on their beat whether or not earlier ones are back (open loop). */
async function p95(path, cookie, { perSecond, requests }) {
  const running = [];
  for (let n = 0; n < requests; n += 1) {
    running.push(visit(path, cookie));
    await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
  }
  const times = (await Promise.all(running)).sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.95) - 1];
}

try {
  const jars = Object.fromEntries(
    await Promise.all([...new Set(visits.map(([name]) => name))].map(async (name) => [name, await signIn(name)])),
  );
  for (const [name, path] of visits) {
    // A server that has been up for a while: compiled, its connections open.
    for (let n = 0; n < 40; n += 1) await visit(path, jars[name]);
    const one = await p95(path, jars[name], slow);
    const twenty = await p95(path, jars[name], fast);
    console.log(
      `${path.padEnd(20)} p95 at 1/s ${one.toFixed(0)} ms, at 20/s ${twenty.toFixed(0)} ms, ratio ${(twenty / one).toFixed(2)} (aim < 2)`,
    );
  }
} finally {
  for (const close of closing.reverse()) await close();
  removeFolder(folder);
}
process.exit(0);
