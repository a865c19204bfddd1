import "server-only";
import { now } from "../clock";
import { mailsWaitSince } from "../db/door";
import { env } from "../env";
import { waitsTooLong } from "../mail/rules";

const trusted = 5_000;
const patience = 2_000;

type MailPulse = "in time" | "late" | "kept" | "unknown";
let last: { at: number; pulse: MailPulse } | undefined;

/** Do emails leave in time? Without a mail server they are kept. Anybody can ask, so the database is asked every five seconds at most. */
export async function mailPulse(): Promise<MailPulse> {
  if (!env.SMTP_URL) return "kept";
  if (last && Date.now() - last.at < trusted) return last.pulse;
  const asking = mailsWaitSince(new Date(now().getTime() - waitsTooLong)).then(
    (late): MailPulse => (late ? "late" : "in time"),
    (): MailPulse => "unknown",
  );
  const tired = new Promise<MailPulse>((resolve) => setTimeout(resolve, patience, "unknown").unref());
  const pulse = await Promise.race([asking, tired]);
  last = { at: Date.now(), pulse };
  return pulse;
}
