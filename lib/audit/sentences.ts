/** What was done, as a verb with its object: "approve a policy version". The key is the name of the operation or event. */
export const phrases: Record<string, string> = {
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
  "dashboard.figure": "list what a figure counts",
  "dashboard.read": "open the executive page",
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
  "installation.create": "set up the installation",
  "job.list": "list the jobs",
  "job.read": "read a run of a job",
  "job.retry": "try a job again",
  "job.run": "start a job",
  "log.checkpoint": "read the checkpoint of the log",
  "log.entries": "read entries of the log",
  "log.follow": "follow the log",
  "log.follow-entries": "follow the entries of the log",
  "log.integrity-alert": "find that the log is not intact",
  "log.status": "read the state of the log",
  "log.tile": "read hashes of the log",
  "log.verify": "check the whole log",
  "mail.deliver": "deliver a mail",
  "mail.unsent": "find mails to send",
  "organization.create": "create the organisation",
  "outbox.list": "list the outbox",
  "outbox.read": "read a mail of the outbox",
  "person.list": "list people",
  "policy.acknowledge": "acknowledge a policy",
  "policy.approve": "approve a policy version",
  "policy.audience-choices": "list choices for an audience",
  "policy.audience-size": "count an audience",
  "policy.audiences-to-settle": "find audiences to settle",
  "policy.compliance-status": "read how far policies are acknowledged",
  "policy.detail": "read a policy with its versions",
  "policy.distribute": "distribute a policy to its audience",
  "policy.draft": "draft a policy",
  "policy.edit": "edit a draft",
  "policy.figure-rows": "list what a policy figure counts",
  "policy.library": "open the policy library",
  "policy.mine": "list own policies",
  "policy.my-reviews": "list reviews that wait",
  "policy.my-work": "read own policy duties",
  "policy.publish": "publish a policy version",
  "policy.read": "read a policy",
  "policy.receipt": "open a receipt of an acknowledgement",
  "policy.reviews": "list reviews",
  "policy.revise": "begin a new version of a policy",
  "policy.send-back": "send back a policy version",
  "policy.submit": "submit a policy version for review",
  "privacy.figure-rows": "list what a privacy figure counts",
  "privacy.figures": "read the figures of privacy",
  "request.approve": "approve a data-subject request",
  "request.build-package": "build the package of a data-subject request",
  "request.centre": "open the privacy centre",
  "request.close-delivered": "close a delivered data-subject request",
  "request.close-unverified": "close an unverified data-subject request",
  "request.collect-source": "collect data for a data-subject request",
  "request.confirm-decision": "confirm a decision on a data-subject request",
  "request.create": "enter a data-subject request over the interface",
  "request.discard-parts": "discard parts of a package",
  "request.download": "download the package of a data-subject request",
  "request.due-work": "find data-subject requests with something due",
  "request.enter": "enter a data-subject request for somebody",
  "request.execute": "execute a data-subject request",
  "request.expire-package": "destroy an expired package",
  "request.extend": "extend the time of a data-subject request",
  "request.fail-source": "record that a source could not be collected",
  "request.follow": "follow a data-subject request",
  "request.my-work": "read own duties with data-subject requests",
  "request.offered-download": "offer a package for download",
  "request.own": "list own data-subject requests",
  "request.package-plan": "plan the package of a data-subject request",
  "request.pending": "read a data-subject request that waits for its code",
  "request.prepare-refusal": "prepare the refusal of a data-subject request",
  "request.publish-package": "publish the package of a data-subject request",
  "request.queue": "list the queue of data-subject requests",
  "request.read": "read a data-subject request",
  "request.read-source": "read a source for a data-subject request",
  "request.remind": "remind of a data-subject request",
  "request.resend-code": "send a code again",
  "request.return-decision": "return a decision on a data-subject request",
  "request.send-download-code": "send a code for a download",
  "request.send-link-again": "send the link to a data-subject request again",
  "request.settle-execution": "settle the execution of a data-subject request",
  "request.start-execution": "start the execution of a data-subject request",
  "request.submit": "submit a data-subject request",
  "request.task": "read a task of a data-subject request",
  "request.verify": "prove the address of a data-subject request",
  "request.withdraw": "withdraw a data-subject request",
  "role.read": "read the table of roles",
  "session.end": "sign out",
  "session.start": "sign in",
  "session.switch": "switch the organisation",
  "sla-calendar.save": "save a support calendar",
  "sla-policy.older-tickets": "find tickets under an older SLA policy",
  "sla-policy.rejudge": "count tickets again under a new SLA policy",
  "sla-policy.save": "save an SLA policy",
  "sla.is-due": "find out whether service levels are due a check",
  "sla.set-up": "set up service levels",
  "sla.settings": "read the service levels",
  "sla.sweep": "sweep the service levels",
  "sla.try": "try an SLA policy",
  "support.attainment-by-bucket": "read how service levels were met over time",
  "support.figure-rows": "list what a figure of the desk counts",
  "support.figures": "read the figures of the desk",
  "ticket.assign": "assign a ticket",
  "ticket.breach": "record a breach on a ticket",
  "ticket.change-priority": "change the priority of a ticket",
  "ticket.change-status": "change the status of a ticket",
  "ticket.change-tier": "change the tier of a ticket",
  "ticket.claim": "claim a ticket",
  "ticket.customers": "list customers of the desk",
  "ticket.list-own": "list own tickets",
  "ticket.my-work": "read own duties at the desk",
  "ticket.note": "write an internal note on a ticket",
  "ticket.open": "open a ticket",
  "ticket.queue": "list the queue of tickets",
  "ticket.queue-counts": "count the queue of tickets",
  "ticket.read": "read a ticket",
  "ticket.read-own": "read an own ticket",
  "ticket.rejudge": "count a ticket again",
  "ticket.reply": "reply to a ticket",
  "ticket.warn": "warn of a ticket about to breach",
};

const irregular: Record<string, string> = {
  begin: "began",
  build: "built",
  keep: "kept",
  run: "ran",
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
