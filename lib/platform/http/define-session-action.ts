import "server-only";
import { headers } from "next/headers";
import { originOf } from "./origin";

type Origin = ReturnType<typeof originOf>;

/**
 * The three acts on a session itself (sign in, sign out, switch organisation). They have no organisation to be a command
 * of; each records what it did itself. Anything else is a command behind `defineAction`.
 */
export function defineSessionAction<Args extends unknown[], Result>(
  name: "session.start" | "session.end" | "session.switch",
  act: (origin: Origin, ...args: Args) => Promise<Result>,
) {
  const action = async (...args: Args): Promise<Result> => act(originOf(await headers()), ...args);
  return Object.assign(action, { operation: { kind: "session" as const, name } });
}
