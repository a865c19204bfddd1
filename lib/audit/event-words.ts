import { phrases } from "./sentences";

const irregular: Record<string, string> = {
  begin: "began",
  build: "built",
  keep: "kept",
  run: "ran",
  cancel: "cancelled",
  find: "found",
  plan: "planned",
  read: "read",
  send: "sent",
  set: "set",
  submit: "submitted",
  sweep: "swept",
  withdraw: "withdrew",
  write: "wrote",
};

/** "approve a policy" → "approved a policy". The first word is the verb. */
export function pastOf(phrase: string): string {
  const [verb = "", ...rest] = phrase.split(" ");
  return [irregular[verb] ?? regular(verb), ...rest].join(" ");
}

function regular(verb: string): string {
  if (verb.endsWith("e")) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return `${verb}ed`;
}

type Act = { action: string; outcome: string; actorKind: string; actorName: string | null };

/** The words of an action nobody wrote a phrase for: "run ticket.merge". */
export const phraseOf = (action: string) => phrases[action] ?? `run ${action}`;

/** Who acted; honest about a name whose key was destroyed (A17). */
export function actorWords({ actorKind, actorName }: Pick<Act, "actorKind" | "actorName">): string {
  // Which job it was stands with the event's facts.
  if (actorKind === "system") return "The portal";
  if (actorKind === "api_key") return actorName ? `The API key ${actorName}` : "An API key";
  if (actorKind === "subject") return "A data subject";
  if (actorKind === "visitor") return "A visitor";
  if (actorKind === "anonymous") return "Somebody who stays anonymous";
  if (actorKind === "claimed")
    return actorName ? `${actorName} (as another system says)` : "Somebody of another system";
  if (actorKind === "installation") return "The installation";
  return actorName ?? "A person whose name was erased";
}

/** What they did, after the actor: "approved a policy version", "was not allowed to approve a policy version". */
export function didWords({ action, outcome }: Pick<Act, "action" | "outcome">): string {
  const phrase = phraseOf(action);
  if (action === "session.start" && outcome !== "success") return "tried to sign in and failed";
  if (outcome === "denied") return `was not allowed to ${phrase}`;
  if (outcome === "failure") return `tried to ${phrase}, and nothing was changed`;
  return phrases[action] === undefined ? `ran ${action}` : pastOf(phrase);
}

/** One event as a sentence: "Jonas Brandt approved a policy version". */
export function eventSentence(act: Act): string {
  return `${actorWords(act)} ${didWords(act)}`;
}
