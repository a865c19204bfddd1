import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's argon2id floor is 19 MiB and two passes; the library's default algorithm is argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string) => hash(password.normalize("NFKC"), cost);

let decoy: Promise<string> | undefined;

/** Takes the same time whether or not there is a hash, so that nobody learns who is known. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash("nobody has this password", cost);
  const matches = await verify(stored ?? (await decoy), password.normalize("NFKC")).catch(() => false);
  return stored !== null && matches;
}
