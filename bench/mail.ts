import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { optionsOf } from "./lib/options";
import { quantile, startBench } from "./lib/start";

const help = `Emails queued at once, handed to a mail server on this machine by the delivery loop as it runs in the jobs process, and one code
every half second meanwhile: how long all take, and how long after its commit a code is taken (p95). Beside it the same emails handed
over through the same pool without a database.
Aims: 10,000 in under 180 s; p95 of a code under 5 s while they run.`;

/** A process of its own, so that the server's work is not the portal's. */
async function serve(): Promise<void> {
  const { startMailServer } = await import("../lib/platform/mail/testing/mail-server");
  const server = await startMailServer({ onMail: ({ to }) => void process.send?.({ to, at: Date.now() }) });
  process.send?.({ port: server.port });
  process.on("disconnect", () => process.exit(0));
}

async function startServer() {
  const child: ChildProcess = fork(import.meta.filename, ["serve"], { execArgv: process.execArgv });
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const taken = new Map<string, number>();
  child.on("message", ({ to, at }: { to: string; at: number }) => taken.set(to, at));
  return { url: `smtp://127.0.0.1:${port}`, taken, stop: () => child.disconnect() };
}

async function measure(): Promise<void> {
  const { mails } = optionsOf(help, { mails: [10_000, "how many"] });
  const server = await startServer();
  process.env.SMTP_URL = server.url;
  const bench = await startBench();
  try {
    const { openTransport, lanes } = await import("../lib/platform/mail/transport");
    const { startDelivery } = await import("../lib/platform/mail/delivery");
    const { mailbox } = await import("../lib/platform/mail/testing/mailbox");
    const box = mailbox(bench.organization.id);
    const body = `${"A paragraph of a notice, as long as people write them. ".repeat(8)}\n\n`.repeat(4);
    for (let first = 0; first < mails; first += 50) {
      const batch = Array.from({ length: Math.min(50, mails - first) }, (_, n) => `bulk-${first + n}@example.com`);
      await Promise.all(batch.map((recipient) => box.write(recipient, { body, priority: "bulk" })));
    }
    const committed = new Map<string, number>();
    const began = performance.now();
    const delivery = startDelivery();
    for (let n = 0; server.taken.size < mails + committed.size; n += 1) {
      const recipient = `code-${n}@example.com`;
      await box.write(recipient, { body, priority: "code" });
      committed.set(recipient, Date.now());
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const seconds = (performance.now() - began) / 1000;
    await delivery.stop();
    const waits = [...committed].map(([to, at]) => (server.taken.get(to) ?? Number.NaN) - at);
    const p95 = quantile(waits, 0.95);

    const pool = openTransport(server.url);
    const organization = { name: "Bench", contact: "bench@example.com" };
    const rest = {
      subject: "Bench",
      body,
      createdAt: new Date(),
      thread: null,
      replyTo: null,
      priority: 1,
      organization,
    };
    const bare = Math.min(mails, 2_000);
    const beganBare = performance.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let n = next++; n < bare; n = next++) {
          const answer = await pool.handOver({ ...rest, id: `bare-${n}`, recipient: `bare-${n}@example.com` });
          if (!answer.taken) throw new Error(answer.error);
        }
      }),
    );
    const bareRate = bare / ((performance.now() - beganBare) / 1000);
    pool.close();
    const rate = (mails + committed.size) / seconds;
    console.log(`${mails} emails: ${seconds.toFixed(1)} s, ${rate.toFixed(0)}/s (aim < 180 s for 10,000)`);
    console.log(`a code meanwhile, commit to the server, p95 of ${waits.length}: ${p95} ms (aim < 5,000)`);
    console.log(`÷ the same pool without a database (${bareRate.toFixed(0)}/s): ${(rate / bareRate).toFixed(2)}`);
  } finally {
    server.stop();
    await bench.stop();
  }
}

await (process.argv[2] === "serve" ? serve() : measure());
