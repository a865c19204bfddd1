import "server-only";
import { systemActor } from "../auth/actor-types";
import { now as clockNow } from "../clock";
import { claimMails, organizationsWithQueuedMails } from "../db/door";
import { env } from "../env";
import { newRequestId } from "../ids";
import { log } from "../log";
import { type Loop, startLoop } from "../loop";
import { claimedMails, keepQueued, type Outcome, recordDelivery } from "./deliver";
import { type HandedOver, lanes, openTransport, type Transport } from "./transport";

/** Polled like the outbox of events: a notification would take a lock over the whole cluster at each commit. */
const pollEvery = 500;
/** Longer than a hand-over can last: whoever was killed in it leaves the mail to the next. */
const lease = 3 * 60_000;
const longestWait = 60_000;
const atStop = 8_000;

type Options = { now?: () => Date; pollMs?: number; transport?: Transport };
type Finished = { organizationId: string } & Outcome;

const actorOf = (organizationId: string) => systemActor(organizationId, "deliver-mails", newRequestId());

/** Hands what is queued to the mail server, codes first, within seconds of the commit that wrote it. */
export function startDelivery(options: Options = {}): Pick<Loop, "stop"> {
  const { now = clockNow, pollMs = pollEvery } = options;
  const transport = options.transport ?? (env.SMTP_URL ? openTransport(env.SMTP_URL) : null);
  const underWay = new Set<Promise<void>>();
  const finished: Finished[] = [];
  let kept = false;
  /** Hand-overs in a row that did not reach the server, and when it is asked again: by one mail, not by all of them. */
  let away = 0;
  let askAgain = 0;

  async function turn(): Promise<void> {
    if (transport === null) {
      if (!kept) await keepAll();
      kept = true;
      return;
    }
    await recordFinished(finished);
    const free = (away > 0 ? 1 : lanes) - underWay.size;
    if (free < 1 || (away > 0 && Date.now() < askAgain)) return;
    const claims = await claimMails(free, now(), new Date(now().getTime() + lease));
    for (const organizationId of new Set(claims.map((claim) => claim.organizationId))) {
      const ids = claims.filter((claim) => claim.organizationId === organizationId).map(({ id }) => id);
      for (const mail of await claimedMails(actorOf(organizationId), { ids })) {
        const { text, id } = mail;
        if ("unreadable" in text) {
          over(organizationId, id, { kind: "trouble", trouble: "key", error: text.unreadable, answer: null });
        } else if (text.body === null || (mail.expiresAt && mail.expiresAt <= now())) {
          over(organizationId, id, { kind: "expired" });
        } else start(transport.handOver({ ...mail, body: text.body }), organizationId, id);
      }
    }
  }

  function start(handingOver: Promise<HandedOver>, organizationId: string, id: string): void {
    const work = handingOver.then((answer) => {
      heard(answer);
      underWay.delete(work);
      over(organizationId, id, resultOf(answer));
    });
    underWay.add(work);
  }

  function over(organizationId: string, id: string, result: Outcome["result"]): void {
    finished.push({ organizationId, id, result });
    loop.wake();
  }

  function heard(answer: HandedOver): void {
    const reached = answer.taken || (answer.trouble !== "connection" && answer.trouble !== "setup");
    if (reached && away > 0) log.info({ failures: away }, "the mail server takes mails again");
    away = reached ? 0 : away + 1;
    if (reached) return;
    askAgain = Date.now() + Math.min(longestWait, 1_000 * 2 ** Math.min(away, 6));
    if (away % 20 === 1) log.warn(answer, "mails wait in the outbox: the mail server cannot be used");
  }

  const loop = startLoop(
    turn,
    () => pollMs,
    (error) => log.warn({ err: error }, "mails wait in the outbox: they cannot be read or recorded"),
  );
  return {
    async stop() {
      await loop.stop();
      await Promise.race([Promise.allSettled(underWay), new Promise((done) => setTimeout(done, atStop).unref())]);
      await recordFinished(finished).catch((error) => log.warn({ err: error }, "deliveries could not be recorded"));
      transport?.close();
    },
  };
}

const resultOf = (answer: HandedOver): Outcome["result"] =>
  answer.taken
    ? { kind: "sent" }
    : { kind: "trouble", trouble: answer.trouble, error: answer.error, answer: answer.answer };

/** Before anything is claimed: what cannot be recorded stands in the way of sending more. */
async function recordFinished(finished: Finished[]): Promise<void> {
  while (finished[0]) {
    const { organizationId } = finished[0];
    const batch = finished.filter((each) => each.organizationId === organizationId).slice(0, 200);
    await recordDelivery(actorOf(organizationId), { outcomes: batch.map(({ id, result }) => ({ id, result })) });
    for (const each of batch) finished.splice(finished.indexOf(each), 1);
  }
}

async function keepAll(): Promise<void> {
  for (const organizationId of await organizationsWithQueuedMails()) await keepQueued(actorOf(organizationId), {});
}
