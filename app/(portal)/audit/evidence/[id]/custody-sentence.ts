import { actorWords, didWords } from "@/lib/audit/event-words";
import type { evidenceCustody } from "@/lib/audit/evidence/custody";

export type Act = Awaited<ReturnType<typeof evidenceCustody>>["acts"][number];

const verbs: Record<string, string> = {
  "evidence.collect": "collected it",
  "evidence.add-version": "added a version",
  "evidence.view": "viewed it",
  "evidence.download": "downloaded it",
  "evidence.verify": "checked the stored file",
  "evidence.integrity-alert": "found that the stored file is not intact",
  "evidence.submit": "submitted it",
  "evidence.approve": "approved it",
  "evidence.reject": "rejected it",
  "evidence.supersede": "superseded a version",
  "evidence.edit": "corrected its facts",
  "evidence.extend-retention": "extended its retention",
  "evidence.redact": "destroyed the content before the redaction",
  "evidence.hold-placed": "placed it under a legal hold",
  "evidence.hold-released": "released it from a legal hold",
  "evidence.disposal-requested": "requested its disposal",
  "evidence.dispose": "disposed of it",
};

/** One act of custody as a sentence; what was refused or failed says so, a name whose key was destroyed is not invented. */
export function custodySentence(act: Act): string {
  const verb = verbs[act.action];
  if (act.outcome !== "success" || !verb) return `${actorWords(act)} ${didWords(act)}`;
  return [actorWords(act), verb, act.version ? `(version ${act.version})` : "", act.hold ? `(${act.hold})` : ""]
    .filter(Boolean)
    .join(" ");
}

export function custodyTone(act: Act): "danger" | "warning" | undefined {
  if (act.action === "evidence.integrity-alert" || act.outcome === "denied") return "danger";
  return act.outcome === "failure" ? "warning" : undefined;
}
