import { phrasesOfDomains } from "./phrases-of-domains";

/** What was done, as a verb with its object: "approve a policy version". The key is the name of the operation or event. */
export const phrases: Record<string, string> = {
  ...phrasesOfDomains,
  "access-review.carry-out": "carry out the decisions of an access review",
  "access-review.close": "close an access review",
  "access-review.confirm": "confirm a removal of roles",
  "access-review.decide": "decide about the roles of a person",
  "access-review.desk": "open the access to review",
  "access-review.due": "find reviewers to remind",
  "access-review.finish": "keep an access review as evidence",
  "access-review.list": "list the access reviews",
  "access-review.my-work": "read own duties in access reviews",
  "access-review.read": "read an access review",
  "access-review.remaining": "find what is left of an access review",
  "access-review.remind": "remind a reviewer",
  "access-review.start": "begin an access review",
  "access-review.waiting": "read removals that wait for a second person",
  "alert.acknowledge": "acknowledge an alert",
  "alert.list": "list alerts",
  "alert.raise": "raise an alert",
  "alert.resolve": "resolve an alert",
  "alert.snooze": "snooze an alert",
  "alert.view": "read an alert",
  "api-key.create": "create an API key",
  "api-key.list": "list the API keys",
  "api-key.revoke": "revoke an API key",
  "audit.export": "export the audit trail",
  "audit.export-advance": "build a part of an export",
  "audit.export-cancel": "cancel an export",
  "audit.export-disclose": "record what an export discloses",
  "audit.export-download": "download an export of the audit trail",
  "audit.export-due": "find exports to destroy",
  "audit.export-expire": "destroy the file of an export",
  "audit.export-fail": "abandon an export",
  "audit.export-finish": "finish an export",
  "audit.export-list": "list the exports",
  "audit.export-start": "begin to build an export",
  "audit.export-status": "read the state of an export",
  "audit.figure-rows": "list what a figure of the audit trail counts",
  "audit.figures": "read the figures of the audit trail",
  "audit.search": "search the audit trail",
  "audit.view": "read an event of the audit trail",
  "collector.begin": "begin to collect evidence",
  "collector.fail": "record that evidence could not be collected",
  "collector.finish": "keep collected evidence",
  "collector.list": "list the collectors",
  "collector.read": "read the runs of a collector",
  "collector.run": "run a collector",
  "detection.change-rule": "change a detection rule",
  "detection.is-due": "find out whether the detection rules have something to read",
  "detection.rules": "read the detection rules",
  "detection.run": "apply the detection rules",
  "detection.try": "try a detection rule",
  "evidence.add-version": "add a version of evidence",
  "evidence.approve": "approve evidence",
  "evidence.collect": "collect evidence",
  "evidence.download": "download evidence",
  "evidence.due": "find evidence to check",
  "evidence.edit": "edit evidence",
  "evidence.extend-retention": "extend the retention of evidence",
  "evidence.hold-placed": "place evidence under a legal hold",
  "evidence.hold-released": "release evidence from a legal hold",
  "evidence.integrity-alert": "find that evidence is not intact",
  "evidence.list": "list evidence",
  "evidence.locate": "find the stored bytes of evidence",
  "evidence.redact": "destroy the content that evidence had before its redaction",
  "evidence.reject": "reject evidence",
  "evidence.submit": "submit evidence",
  "evidence.supersede": "supersede a version of evidence",
  "evidence.verify": "check the stored file of evidence",
  "evidence.view": "view evidence",
  "file.store": "store a file",
  "hold.apply": "write a legal hold into chains of custody",
  "hold.choices": "list choices for a legal hold",
  "hold.due": "find legal holds to write into chains of custody",
  "hold.keep": "refuse the release of a legal hold",
  "hold.list": "list the legal holds",
  "hold.place": "place a legal hold",
  "hold.propose-release": "propose the release of a legal hold",
  "hold.read": "read a legal hold",
  "hold.release": "release a legal hold",
  "http-source.add": "add a source of another system",
  "http-source.due": "find sources of other systems to ask",
  "http-source.open": "open a source of another system",
  "http-source.stop": "stop a source of another system",
  "incident.acknowledge": "acknowledge an incident",
  "incident.add-action": "add an action to an incident",
  "incident.answer-personal-data": "answer whether an incident concerns personal data",
  "incident.change-clocks": "change the clocks of incidents",
  "incident.clocks": "read the clocks of incidents",
  "incident.close": "close an incident",
  "incident.document": "document an incident as evidence",
  "incident.escalate": "escalate an incident nobody acknowledged",
  "incident.finish-action": "finish an action of an incident",
  "incident.is-due": "find incidents nobody acknowledged",
  "incident.link": "link something to an incident",
  "incident.list": "list incidents",
  "incident.move": "move an incident one state further",
  "incident.note": "note something about an incident",
  "incident.open": "open an incident",
  "incident.people": "list people an incident can be given to",
  "incident.revise": "revise an incident",
  "incident.sweep": "sweep the incidents",
  "incident.to-document": "read a closed incident for its documentation",
  "incident.view": "view an incident",
  "installation.create": "set up the installation",
  "job.list": "list the jobs",
  "job.read": "read a run of a job",
  "job.retry": "try a job again",
  "job.run": "start a job",
  "log.anchor": "push a checkpoint to a place outside",
  "log.anchors-due": "find checkpoints to push outside",
  "log.checkpoint": "read the checkpoint of the log",
  "log.confirm-closing": "close the log and open its successor",
  "log.dismiss-closing": "dismiss the proposal to close the log",
  "log.entries": "read entries of the log",
  "log.follow": "follow the log",
  "log.follow-entries": "follow the entries of the log",
  "log.halted": "find that the log is halted",
  "log.healed": "find that the log was healed from its copy",
  "log.history": "read the history of the log",
  "log.integrity-alert": "find that the log is not intact",
  "log.propose-closing": "propose to close the log",
  "log.rotate-key": "order a new key for the log",
  "log.status": "read the state of the log",
  "log.tile": "read hashes of the log",
  "log.trust": "read the keys and the policy of the log",
  "log.untold": "find what is to be told of the log",
  "log.verify": "check the whole log",
  "log.watch": "watch the log",
  "log.witness-refused": "find that a witness does not cosign",
  "mail.deliver": "deliver a mail",
  "mail.unsent": "find mails to send",
  "organization.create": "create the organisation",
  "outbox.list": "list the outbox",
  "outbox.read": "read a mail of the outbox",
  "person.change-roles": "change the roles of a person",
  "person.list": "list people",
  "role.read": "read the table of roles",
  "session.end": "sign out",
  "session.start": "sign in",
  "session.switch": "switch the organisation",
  "subject-key.adopt": "put forward a destruction of keys",
  "subject-key.approve": "approve a destruction of keys",
  "subject-key.destroy": "destroy keys of protected values",
  "subject-key.destroy-batch": "destroy keys whose retention has ended",
  "subject-key.destroyed": "read which keys were destroyed",
  "subject-key.erase": "erase a person from the trail",
  "subject-key.overview": "read the retention of keys",
  "subject-key.propose": "propose the erasure of a person from the trail",
  "subject-key.propose-ended": "propose keys whose retention has ended",
  "subject-key.read": "read a destruction of keys",
  "subject-key.replay": "destroy keys again after a restore",
  "subject-key.withdraw": "withdraw a destruction of keys",
};

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
  if (actorKind === "system") return actorName ? `The portal (${actorName})` : "The portal";
  if (actorKind === "api_key") return actorName ? `The API key ${actorName}` : "An API key";
  if (actorKind === "subject") return "A data subject";
  if (actorKind === "visitor") return "A visitor";
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
