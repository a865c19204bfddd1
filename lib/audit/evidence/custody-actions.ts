import type { CustodyAction } from "../schema";

/** E4: which act of custody an event is. What is missing here is still listed, in the words of its event. */
export const custodyActions: Record<string, CustodyAction> = {
  "evidence.collect": "collected",
  "evidence.push": "collected",
  "evidence.add-version": "collected",
  "evidence.view": "viewed",
  "evidence.custody": "viewed",
  "evidence.download": "downloaded",
  "evidence.export": "exported",
  "evidence.verify": "verified",
  "evidence.integrity-alert": "verified",
  "evidence.submit": "submitted",
  "evidence.approve": "approved",
  "evidence.reject": "rejected",
  "evidence.supersede": "superseded",
  "evidence.hold-placed": "hold_placed",
  "evidence.hold-released": "hold_released",
  "evidence.disposal-requested": "disposal_requested",
  "evidence.dispose": "disposed",
};

type Change = { before?: unknown; after?: unknown };

/** The hash an act of custody was about, from the change its event recorded. */
export function hashOf({ before, after }: Change): string | null {
  const found = [after, before].map((part) => (part as { sha256?: unknown } | null | undefined)?.sha256);
  return (found.find((hash) => typeof hash === "string") as string | undefined) ?? null;
}
