import "server-only";
import { lookup as resolve } from "node:dns/promises";
import type { BlockList } from "node:net";
import { mayCall } from "./addresses";

/** Why another system could not be asked; the message is for people and names no secret. */
export class OutgoingError extends Error {
  override name = "OutgoingError";
}

/** Not an address the portal calls: this machine, its neighbours, a cloud's inside. */
export class PrivateAddress extends OutgoingError {
  override name = "PrivateAddress";
}

export type Address = { address: string; family: number };

/** @throws OutgoingError for what is no web address */
export function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new OutgoingError("Only addresses that begin with https:// or http:// can be called.");
  }
  if (url.username || url.password) throw new OutgoingError("An address must not carry a name or password.");
  return url;
}

export const namesOf = (host: string): Promise<Address[]> => resolve(host, { all: true, verbatim: true });

const patience = 5_000;

/**
 * Where a name lies, or the address it is however it is written (decimal, octal, hexadecimal: `URL` has made one of them). Every answer
 * must be allowed. @throws OutgoingError, PrivateAddress
 */
export async function addressOf(
  url: URL,
  allowed: BlockList,
  names: (host: string) => Promise<Address[]>,
): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  let found: Address[];
  try {
    found = await answered(names(host));
  } catch {
    throw new OutgoingError(`The name ${host} cannot be resolved.`);
  }
  const [first] = found;
  if (!first) throw new OutgoingError(`The name ${host} cannot be resolved.`);
  const refused = found.find(({ address }) => !mayCall(address, allowed));
  if (refused) {
    const where = refused.address === host ? `${host} is` : `${host} lies at ${refused.address},`;
    throw new PrivateAddress(`${where} a private address. The operator allows it by OUTGOING_ALLOWED_ADDRESSES.`);
  }
  return first;
}

/** A name server that says nothing must not hold up whoever waits. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), patience);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
