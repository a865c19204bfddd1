import "server-only";
import { env } from "../../env";
import { AppError } from "../../errors";
import { allowList } from "./addresses";
import { type Address, addressOf, namesOf, PrivateAddress, urlOf } from "./look-up";

/**
 * Refuses an address somebody enters, by the guard that stands before each call. A name nobody knows yet is let through: it is looked
 * up again whenever it is called, and may lie elsewhere by then anyway. @throws AppError invalid, marking `field`
 */
export async function assertCallable(
  address: string,
  field: string,
  resolveName: (host: string) => Promise<Address[]> = namesOf,
): Promise<void> {
  try {
    await addressOf(urlOf(address), allowList(env.OUTGOING_ALLOWED_ADDRESSES), resolveName);
  } catch (error) {
    if (!(error instanceof PrivateAddress)) return;
    throw new AppError("invalid", "Some fields need attention. Nothing was saved.", {
      fieldErrors: { [field]: [error.message] },
    });
  }
}
