import "server-only";
import nodemailer from "nodemailer";
import SMTPPool from "nodemailer/lib/smtp-pool";
import { compose, type Outgoing } from "./compose";
import type { MailTrouble } from "./schema";
import { troubleOf, wordsOf } from "./smtp-trouble";

/** A mail server hands out few connections to one client; each carries a hundred mails. */
export const lanes = 8;

export type Times = { connectionTimeout: number; greetingTimeout: number; socketTimeout: number; deadline: number };
const patience: Times = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 45_000, deadline: 90_000 };

export type HandedOver = { taken: true } | { taken: false; trouble: MailTrouble; error: string; answer: number | null };
export type Transport = { handOver(mail: Outgoing): Promise<HandedOver>; close(): void };

/** One pool of connections to the mail server, for as long as the process lives. */
export function openTransport(url: string, times: Times = patience): Transport {
  const { deadline, ...timeouts } = times;
  const options = {
    ...{ url, pool: true as const, maxConnections: lanes, maxMessages: 100, ...timeouts },
    ...{ disableFileAccess: true, disableUrlAccess: true },
    // The queue tries again by its own clock; nodemailer by itself would do so at once and for ever.
    maxRequeues: 0,
  };
  // createTransport with an address in its options would drop all others.
  const pool = nodemailer.createTransport(new SMTPPool(options));
  return {
    async handOver(mail) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error("The mail server did not answer in time")), deadline);
      });
      try {
        await Promise.race([pool.sendMail(compose(mail)), late]);
        return { taken: true };
      } catch (error) {
        const { responseCode } = error as { responseCode?: number };
        return { taken: false, trouble: troubleOf(error), error: wordsOf(error), answer: responseCode ?? null };
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => pool.close(),
  };
}
