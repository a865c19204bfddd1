import { StatusBadge } from "@/components/status/status-badge";
import type { Tone } from "@/components/ui/tone";
import { type MailState, mailStateLabels } from "@/lib/platform/mail/schema";

const tones: Record<MailState, Tone> = {
  queued: "info",
  kept: "neutral",
  sent: "success",
  failed: "danger",
  expired: "warning",
};

export const MailStatus = ({ state }: { state: MailState }) => (
  <StatusBadge tone={tones[state]} label={mailStateLabels[state]} />
);
