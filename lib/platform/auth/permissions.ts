import type { Role } from "./roles";

/** Everyone who can act: a role of a membership, or one of the actors that have none. */
export type Grantee = Role | "visitor" | "anonymous" | "subject" | "system";

const everyone: readonly Grantee[] = [
  "employee",
  "customer",
  "support_agent",
  "support_manager",
  "privacy_officer",
  "compliance_officer",
  "policy_author",
  "policy_approver",
  "executive",
  "auditor",
  "admin",
];
const staff = everyone.filter((grantee) => grantee !== "customer");
const employed = staff.filter((grantee) => grantee !== "auditor");
const desk: readonly Grantee[] = ["support_agent", "support_manager"];

type Entry = { sentence: string; granted: readonly Grantee[] };

/**
 * Who may do what, one sentence each. A permission that is not here is refused, and so is a role that is not named.
 * Settings → Roles shows this very table.
 */
export const permissions = {
  "work:read:own": { sentence: "See one's own duties", granted: everyone },
  "session:manage:own": { sentence: "See where one is signed in, and sign out devices", granted: everyone },
  "people:read": {
    sentence: "See the people of the organisation",
    granted: ["admin", "compliance_officer", "privacy_officer", "policy_author", "support_manager", "auditor"],
  },
  "absence:read": { sentence: "See one's own absences and those of the people one manages", granted: employed },
  "absence:read:any": {
    sentence: "See on which days anybody is away, to judge due dates; not the kind",
    granted: ["admin", "compliance_officer"],
  },
  "absence:record": { sentence: "Record absences of the people one manages, never one's own", granted: employed },
  "absence:record:any": { sentence: "Record absences of anybody else", granted: ["admin"] },
  "role:read": { sentence: "See the table of roles and permissions", granted: everyone },
  "api-key:manage": { sentence: "Create and revoke API keys", granted: ["admin"] },
  "outbox:read": { sentence: "Read mails kept by the portal", granted: ["admin"] },
  "outbox:send": { sentence: "Send emails of the outbox", granted: ["admin"] },
  "mail:send": { sentence: "Hand queued emails to the mail server", granted: ["system"] },
  "job:read": { sentence: "See the background jobs of one's organisation and their state", granted: ["admin"] },
  "job:run": { sentence: "Start a failed background job of one's organisation anew", granted: ["admin"] },

  "policy:read": { sentence: "Read published policies addressed to oneself", granted: staff },
  "policy:library": {
    sentence: "See every policy and its versions",
    granted: ["policy_author", "policy_approver", "compliance_officer", "auditor"],
  },
  "policy:write": { sentence: "Draft policies and hand them in for review", granted: ["policy_author"] },
  "policy:approve": { sentence: "Approve or send back what somebody else wrote", granted: ["policy_approver"] },
  "policy:publish": { sentence: "Publish an approved version", granted: ["policy_approver"] },
  "policy:publish-emergency": {
    sentence: "Publish in an emergency what a second person confirms within 72 hours",
    granted: ["policy_approver", "compliance_officer"],
  },
  "policy:confirm-emergency": {
    sentence: "Confirm an emergency publication as the second person",
    granted: ["policy_approver", "compliance_officer"],
  },
  "policy:review": {
    sentence: "Record that a policy was reviewed and stays as it is",
    granted: ["policy_author", "policy_approver", "compliance_officer"],
  },
  "policy:settings": {
    sentence: "Change whose a policy is, who is asked how often, and how many approve it",
    granted: ["compliance_officer"],
  },
  "policy:groups": {
    sentence: "Keep the groups of people policies are addressed to",
    granted: ["policy_author", "compliance_officer"],
  },
  "policy:exemption:request": { sentence: "Ask for an exemption from a policy", granted: staff },
  "policy:exemption:decide": {
    sentence: "Decide about exemptions somebody else asked for",
    granted: ["policy_approver", "compliance_officer"],
  },
  "policy:meeting": {
    sentence: "Record who was at a meeting about a policy",
    granted: ["policy_author", "policy_approver", "compliance_officer", "support_manager"],
  },
  "policy:verify-files": { sentence: "Compare the lists of meetings with the trail", granted: ["system"] },
  "policy:remind": { sentence: "Remind people of policies that wait for them", granted: ["system"] },
  "policy:keep-time": {
    sentence: "Bring versions into force on their day and undo emergencies nobody confirmed",
    granted: ["system"],
  },
  "policy:acknowledge": { sentence: "Acknowledge a policy for oneself", granted: staff },
  "policy:distribute": { sentence: "Make one assignment per person and version", granted: ["system"] },
  "policy:status": {
    sentence: "See how far policies are acknowledged",
    granted: ["compliance_officer", "policy_author", "policy_approver", "executive", "auditor"],
  },

  "training:learn": { sentence: "Take one's own training and its quiz", granted: staff },
  "training:read": {
    sentence: "See courses and who has passed them",
    granted: ["policy_author", "compliance_officer", "auditor"],
  },
  "training:write": { sentence: "Write courses, their questions and answers", granted: ["policy_author"] },
  "training:assign": { sentence: "Ask the audience of a course, and again before it expires", granted: ["system"] },
  "training:check-certificate": { sentence: "Check the certificate whose address one holds", granted: ["visitor"] },
  "violation:report": { sentence: "Report a violation in one's own name", granted: staff },
  "violation:report:anonymous": {
    sentence: "Report a violation anonymously and follow the report by its key",
    granted: ["anonymous"],
  },
  "violation:read": {
    sentence: "See violations and how they are worked on",
    granted: ["compliance_officer", "auditor"],
  },
  "violation:handle": {
    sentence: "Investigate violations and decide about them",
    granted: ["compliance_officer"],
  },
  "violation:act": { sentence: "Finish a corrective action one was given", granted: staff },
  "violation:detect": { sentence: "Open violations that rules find, and tell officers", granted: ["system"] },

  "request:create": { sentence: "Hand in a data-subject request for oneself", granted: ["visitor", ...everyone] },
  "request:create:any": { sentence: "Enter a request for somebody else", granted: ["privacy_officer", ...desk] },
  "request:verify": { sentence: "Prove the address of a request by its code", granted: ["visitor"] },
  "request:follow": { sentence: "Follow one's own request by its link", granted: ["subject"] },
  "request:withdraw": { sentence: "Withdraw one's own request", granted: ["subject", ...everyone] },
  "request:download": { sentence: "Download one's own package by its link", granted: ["subject"] },
  "request:read:own": { sentence: "See one's own requests", granted: everyone },
  "request:read": { sentence: "See the queue of data-subject requests", granted: ["privacy_officer", "auditor"] },
  "request:decide": { sentence: "Approve or refuse a request", granted: ["privacy_officer"] },
  "request:execute": { sentence: "Collect data and build the package", granted: ["system"] },
  "privacy:report": {
    sentence: "See privacy figures",
    granted: ["privacy_officer", "compliance_officer", "executive", "auditor"],
  },

  "ticket:create": { sentence: "Open a ticket", granted: everyone },
  "ticket:create:any": { sentence: "Open a ticket for somebody else", granted: desk },
  "ticket:read:own": { sentence: "See one's own tickets", granted: everyone },
  "ticket:reply:own": { sentence: "Answer on one's own ticket", granted: everyone },
  "ticket:read": { sentence: "See the queue and every ticket", granted: desk },
  "ticket:work": { sentence: "Reply, note, assign and resolve", granted: desk },
  "ticket:set-tier": { sentence: "Set the support tier of a ticket", granted: ["support_manager"] },
  "ticket:relax": {
    sentence: "Lower a priority when less than a quarter of the time is left",
    granted: ["support_manager"],
  },
  "ticket:sweep": { sentence: "Warn before and record breaches", granted: ["system"] },
  "sla:read": { sentence: "See SLA policies and calendars", granted: ["support_agent", "support_manager", "auditor"] },
  "sla:manage": { sentence: "Change SLA policies and calendars", granted: ["support_manager"] },
  "support:report": {
    sentence: "See figures of the desk",
    granted: ["support_manager", "compliance_officer", "executive", "auditor"],
  },

  "audit:read": { sentence: "Search the audit trail", granted: ["compliance_officer", "auditor"] },
  "audit:export": { sentence: "Export the audit trail with its proofs", granted: ["compliance_officer", "auditor"] },
  "audit:export:build": { sentence: "Build and destroy the files of exports", granted: ["system"] },
  "audit:report": {
    sentence: "See figures of the audit trail",
    granted: ["compliance_officer", "executive", "auditor"],
  },
  "audit:ingest": { sentence: "Record events of other systems (API keys only)", granted: ["admin"] },
  "audit:stream": {
    sentence: "Follow the events of the trail as a stream",
    granted: ["compliance_officer", "auditor"],
  },
  "webhook:manage": { sentence: "Send events of the trail to other systems", granted: ["compliance_officer"] },
  "webhook:deliver": { sentence: "Deliver events to webhooks", granted: ["system"] },
  "alert:read": { sentence: "See alerts and what raised them", granted: ["compliance_officer", "auditor"] },
  "alert:sweep": { sentence: "Tell of alerts, and escalate those nobody took up", granted: ["system"] },
  "alert:handle": { sentence: "Acknowledge, snooze and resolve alerts", granted: ["compliance_officer"] },
  "detection:read": { sentence: "See detection rules", granted: ["compliance_officer", "auditor"] },
  "detection:manage": { sentence: "Change detection rules", granted: ["compliance_officer"] },
  "detection:run": { sentence: "Run the detection rules on new events", granted: ["system"] },
  "incident:read": { sentence: "See incidents and their timelines", granted: ["compliance_officer", "auditor"] },
  "incident:handle": { sentence: "Open incidents and work on them", granted: ["compliance_officer"] },
  "incident:sweep": { sentence: "Escalate incidents nobody acknowledged", granted: ["system"] },
  "incident:document": { sentence: "Make evidence of closed incidents", granted: ["system"] },
  "log:follow": {
    sentence: "Follow checkpoints and hash tiles of the log",
    granted: ["compliance_officer", "auditor", "admin"],
  },
  "log:read": { sentence: "Read the entries of the log", granted: ["compliance_officer", "auditor"] },
  "log:verify": {
    sentence: "Check the whole log against its last checkpoint",
    granted: ["compliance_officer", "auditor", "system"],
  },
  "log:close": {
    sentence: "Propose and confirm, two people together, that a log is closed and its successor opened",
    granted: ["compliance_officer", "admin"],
  },
  "log:rotate-key": { sentence: "Give the log a new key", granted: ["compliance_officer", "admin"] },
  "subject-key:read": {
    sentence: "See the retention of protected values and what was erased",
    granted: ["compliance_officer", "privacy_officer", "auditor"],
  },
  "subject-key:propose": {
    sentence: "Put forward the erasure of protected values in the trail",
    granted: ["compliance_officer", "privacy_officer"],
  },
  "subject-key:approve": {
    sentence: "Approve an erasure in the trail that somebody else put forward",
    granted: ["compliance_officer", "privacy_officer"],
  },
  "subject-key:erase": { sentence: "Carry out an erasure that two people decided", granted: ["system"] },
  "subject-key:retain": { sentence: "Find and destroy keys whose retention has ended", granted: ["system"] },
  "log:watch": { sentence: "Tell of halted and healed logs and of witnesses that refuse", granted: ["system"] },
  "log:anchor": { sentence: "Push checkpoints to places outside", granted: ["system"] },
  "evidence:read": { sentence: "See evidence and its custody", granted: ["compliance_officer", "auditor"] },
  "evidence:collect": { sentence: "Add evidence", granted: ["compliance_officer"] },
  "evidence:approve": { sentence: "Approve or reject what somebody else collected", granted: ["compliance_officer"] },
  "evidence:retain": { sentence: "Keep evidence longer, or say why it stays", granted: ["compliance_officer"] },
  "evidence:download": { sentence: "Download evidence files", granted: ["compliance_officer", "auditor"] },
  "hold:read": { sentence: "See legal holds", granted: ["compliance_officer", "privacy_officer", "auditor"] },
  "hold:place": { sentence: "Place a legal hold", granted: ["compliance_officer", "privacy_officer"] },
  "hold:release": {
    sentence: "Propose and confirm the end of a legal hold",
    granted: ["compliance_officer", "privacy_officer"],
  },
  "hold:apply": { sentence: "Write holds into chains of custody", granted: ["system"] },
  "disposal:read": { sentence: "See disposal lists", granted: ["compliance_officer", "privacy_officer", "auditor"] },
  "disposal:propose": {
    sentence: "List evidence past its retention",
    granted: ["compliance_officer", "system"],
  },
  "disposal:decide": { sentence: "Request, approve or refuse a disposal", granted: ["compliance_officer"] },
  "disposal:execute": { sentence: "Destroy what an approved disposal list names", granted: ["system"] },
  "archive:read": { sentence: "See archived months of the log", granted: ["compliance_officer", "auditor"] },
  "archive:download": { sentence: "Download archived months of the log", granted: ["compliance_officer", "auditor"] },
  "archive:propose": {
    sentence: "List months of the log past every retention",
    granted: ["compliance_officer", "system"],
  },
  "archive:decide": {
    sentence: "Request, approve or refuse that a month of the log is archived",
    granted: ["compliance_officer"],
  },
  "archive:execute": { sentence: "Move approved months of the log to bundles", granted: ["system"] },
  "evidence:scrub": { sentence: "Check all stored evidence at night", granted: ["system"] },
  "evidence:verify": { sentence: "Re-check stored evidence", granted: ["compliance_officer", "system"] },

  "collector:read": { sentence: "See collectors and their runs", granted: ["compliance_officer", "auditor"] },
  "collector:run": { sentence: "Run a collector by hand", granted: ["compliance_officer"] },
  "collector:manage": { sentence: "Add and stop sources of other systems", granted: ["compliance_officer"] },
  "review:read": { sentence: "See access reviews and their decisions", granted: ["compliance_officer", "auditor"] },
  "review:manage": { sentence: "Begin and close access reviews", granted: ["compliance_officer"] },
  "review:decide": { sentence: "Decide about the roles of people one is asked to review", granted: staff },
  "review:confirm": {
    sentence: "Confirm a removal of roles as the second person",
    granted: ["compliance_officer", "admin"],
  },
  "review:execute": { sentence: "Carry out what an access review decided", granted: ["system"] },
  "collector:execute": { sentence: "Collect evidence by schedule", granted: ["system"] },

  "dashboard:read": { sentence: "See the executive page", granted: ["executive", "compliance_officer", "auditor"] },
} as const satisfies Record<string, Entry>;

export type Permission = keyof typeof permissions;

/** Fails closed: an unknown permission or grantee is refused. */
export function isGranted(permission: string, grantees: readonly string[]): boolean {
  const entry = Object.hasOwn(permissions, permission) ? permissions[permission as Permission] : undefined;
  if (!entry) return false;
  return grantees.some((grantee) => (entry.granted as readonly string[]).includes(grantee));
}
