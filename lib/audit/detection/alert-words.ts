import type { Finding } from "./rules";
import { type DetectionSettings, detectionLabels } from "./schema";

const suspectWords: Record<string, string> = {
  address: "one address",
  api_key: "one API key",
  person: "one person",
  claimed: "one person of another system",
};

const damaged: Record<string, string> = {
  evidence: "A stored evidence file is not what was collected",
  policy_meeting: "The stored list of a meeting is not what was handed in",
};

/** What an alert of a finding says. Nobody is named here: people stand in its events, where erasure reaches them (A17). */
export function alertWords({ rule, object }: Finding, { threshold, minutes }: DetectionSettings) {
  const who = suspectWords[object.type] ?? "one actor";
  const words: Record<Finding["rule"], string> = {
    "failed-sign-ins": `${threshold} or more failed sign-ins of ${who} within ${minutes} minutes`,
    "sign-in-after-failures": `A sign-in of ${who} right after ${threshold} or more failures`,
    "privileged-grant-off-hours":
      object.type === "api_key"
        ? "An API key was made outside working hours"
        : "A privileged role was granted outside working hours",
    "mass-export": `${threshold} or more exports or downloads by ${who} within ${minutes} minutes`,
    "foreign-access": `Access to others' protected data was refused to ${who}`,
    "integrity-failure": damaged[object.type] ?? "The audit log is not intact",
  };
  return { title: words[rule], detail: detectionLabels[rule].sentence, href: hrefOf(object, rule) };
}

function hrefOf({ type, id }: Finding["object"], rule: Finding["rule"]): string {
  if (type === "evidence") return `/audit/evidence/${id}`;
  if (type === "policy_meeting") return `/audit?resource=${encodeURIComponent(`${type}:${id}`)}`;
  if (type === "audit_log") return "/audit/integrity";
  if (type === "api_key" && rule === "privileged-grant-off-hours") return "/settings/keys";
  // An address stands here as a pseudonym that no search knows.
  if (type === "address") return "/audit?action=session.start";
  if (rule === "failed-sign-ins" || rule === "privileged-grant-off-hours")
    return `/audit?resource=${encodeURIComponent(`${type}:${id}`)}`;
  return `/audit?actor=${encodeURIComponent(id)}`;
}
