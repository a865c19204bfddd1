import "server-only";
import { ping } from "../db/door";

const trusted = 1_000;
const patience = 3_000;

// One for the process: the proxy is bundled apart from the pages.
const shared = globalThis as { portalPulse?: { answeredAt: number; asking?: Promise<boolean> } };
shared.portalPulse ??= { answeredAt: 0 };
const pulse = shared.portalPulse;

/** Does the database answer? Asked at most once a second while it does, and never waited for longer than three seconds. */
export function databaseAnswers(): Promise<boolean> {
  if (Date.now() - pulse.answeredAt < trusted) return Promise.resolve(true);
  pulse.asking ??= ask().finally(() => {
    pulse.asking = undefined;
  });
  return pulse.asking;
}

async function ask(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tired = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, false);
  });
  const answer = ping().then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([answer, tired]);
  clearTimeout(timer);
  if (answers) pulse.answeredAt = Date.now();
  return answers;
}
