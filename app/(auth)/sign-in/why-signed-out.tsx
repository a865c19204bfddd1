import { DropDrafts } from "@/components/form/drop-drafts";
import { Alert } from "@/components/ui/alert";
import type { Ended } from "@/lib/platform/auth/sessions/life";

const sentences: Record<Ended, string> = {
  other_device: "You were signed out from another device. Sign in to go on here.",
  everywhere: "You signed out on all your devices, this one too. Sign in to go on here.",
  roles_changed: "Your roles were changed, so you were signed out. Sign in to go on.",
  idle: "You were signed out after an hour without activity. Sign in to go on.",
};

/** Signing out takes along what was typed and not sent, from afar as well: the device may be in other hands. */
export function WhySignedOut({ ended }: { ended: Ended }) {
  return (
    <>
      <Alert tone="info">{sentences[ended]}</Alert>
      {ended === "other_device" || ended === "everywhere" ? <DropDrafts /> : null}
    </>
  );
}
