type Act = {
  id: string;
  action: string;
  outcome: string;
  actorName: string | null;
  actorKind: string;
  recordedAt: Date;
};

const verbs: Record<string, string> = {
  "evidence.collect": "collected it",
  "evidence.view": "viewed it",
  "evidence.download": "downloaded it",
  "evidence.verify": "checked the stored file",
  "evidence.integrity-alert": "found that the stored file is not intact",
};

/** One act of custody as a sentence for the timeline; the words for a name whose key was destroyed are honest about it. */
export function custodySentence(act: Act) {
  const who = act.actorName ?? (act.actorKind === "user" ? "A person whose name was erased" : "Somebody");
  const did = verbs[act.action] ?? act.action;
  const refused = act.outcome === "success" ? "" : act.outcome === "denied" ? ", which was refused" : ", which failed";
  const tone = act.action === "evidence.integrity-alert" || act.outcome === "denied" ? ("danger" as const) : undefined;
  return {
    id: act.id,
    sentence: `${act.actorKind === "system" ? "The portal" : who} ${did}${refused}`,
    at: act.recordedAt.toISOString(),
    tone,
  };
}
