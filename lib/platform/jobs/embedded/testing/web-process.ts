import { appendFileSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { eventKey, signingKey } from "./keys";

/** A web server to be killed: it writes a line for each thing it does, and stops where a gate is shut. */
const { WEB_PORT, ENGINE_URL, LOG_FILE, GATE_FOLDER } = process.env as Record<string, string>;

const note = (line: string): void => appendFileSync(LOG_FILE as string, `${line}\n`);
const gate = async (name: string): Promise<void> => {
  while (!existsSync(`${GATE_FOLDER}/${name}`)) await new Promise((resolve) => setTimeout(resolve, 10));
};

const client = new Inngest({
  id: "test",
  isDev: false,
  checkpointing: false,
  signingKey,
  eventKey,
  baseUrl: ENGINE_URL,
});
const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `test/${id}` } });

/** Takes a moment, so that kills at random times hit it, and writes when it began. */
const work = async (line: string): Promise<void> => {
  note(`mixed ${line} ${Date.now()}`);
  await new Promise((resolve) => setTimeout(resolve, 30));
};
const child = client.createFunction(on("child"), async ({ event, step }) => {
  await step.run("child", () => work(`${event.data.n} child`));
  return event.data.n;
});
const functions = [
  child,
  client.createFunction(on("mixed"), async ({ event, step }) => {
    const { n } = event.data;
    await step.run("first", () => work(`${n} first`));
    await Promise.all(["left", "right"].map((name) => step.run(name, () => work(`${n} ${name}`))));
    await step.sleep("pause", "1s");
    const same = await step.invoke("invoke", { function: child, data: { n } });
    await step.run("last", () => work(`${same} last`));
  }),
  client.createFunction(on("poison"), async ({ step, attempt }) => {
    await step.run("kill", () => {
      note(`poison ${attempt}`);
      process.kill(process.pid, "SIGKILL");
    });
  }),
  client.createFunction(on("in-step"), async ({ event, step }) => {
    await step.run("one", () => note(`in-step ${event.data.n} one`));
    await step.run("two", async () => {
      note(`in-step ${event.data.n} two begins`);
      await gate(event.data.n);
      note(`in-step ${event.data.n} two ends`);
    });
    await step.run("three", () => note(`in-step ${event.data.n} three`));
  }),
  client.createFunction(on("between"), async ({ event, step }) => {
    await step.run("one", () => note(`between ${event.data.n} one`));
    note(`between ${event.data.n} waits`);
    await gate(event.data.n);
    await step.run("two", () => note(`between ${event.data.n} two`));
  }),
  client.createFunction(on("asleep"), async ({ event, step }) => {
    await step.run("one", () => note(`asleep ${event.data.n} one`));
    await step.sleep("pause", "2s");
    await step.run("two", () => note(`asleep ${event.data.n} two`));
  }),
  client.createFunction(on("side-by-side"), async ({ event, step }) => {
    const part = (name: string, shut: boolean) =>
      step.run(name, async () => {
        note(`side-by-side ${event.data.n} ${name} begins`);
        if (shut) await gate(event.data.n);
      });
    await Promise.all([part("a", false), part("b", true), part("c", false)]);
    await step.run("end", () => note(`side-by-side ${event.data.n} end`));
  }),
];

createServer(serve({ client, functions, enableUnauthedSync: false })).listen(Number(WEB_PORT), "127.0.0.1", () =>
  note("web"),
);
