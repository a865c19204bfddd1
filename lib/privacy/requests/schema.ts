import { z } from "zod";
import { cursorAfter } from "../../platform/list-input";
import { emailAddress, line, optional, paragraph } from "../../platform/text";
import { RequestChannel, RequestKind, RequestStatus } from "../schema";

export const RefusalCode = z.enum([
  "identity_not_proven",
  "manifestly_unfounded",
  "manifestly_excessive",
  "expression",
  "legal_obligation",
  "public_interest",
  "public_health",
  "archiving",
  "legal_claims",
  "third_party_rights",
  "confidentiality",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** The ground in words and where the law has it; the letter says both (C7). */
export const refusalGrounds: Record<RefusalCode, { label: string; article: string }> = {
  identity_not_proven: { label: "Identity could not be proven", article: "Article 12(2) and (6)" },
  manifestly_unfounded: { label: "Manifestly unfounded", article: "Article 12(5)" },
  manifestly_excessive: { label: "Manifestly excessive", article: "Article 12(5)" },
  expression: { label: "Freedom of expression and information", article: "Article 17(3)(a)" },
  legal_obligation: { label: "Legal obligation to keep the data", article: "Article 17(3)(b)" },
  public_interest: { label: "Task in the public interest", article: "Article 17(3)(b)" },
  public_health: { label: "Public health", article: "Article 17(3)(c)" },
  archiving: { label: "Archiving, research or statistics", article: "Article 17(3)(d)" },
  legal_claims: { label: "Legal claims", article: "Article 17(3)(e)" },
  third_party_rights: { label: "Rights of others", article: "Article 15(4)" },
  confidentiality: { label: "Duty of confidentiality", article: "Article 23(1)" },
};

/** The eight rights as people would say them. */
export const publicKinds = [
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "automated_decision",
  "consent_withdrawal",
] as const satisfies readonly RequestKind[];
export const PublicKind = z.enum(publicKinds, { error: "Choose what you would like to do." });
export type PublicKind = z.infer<typeof PublicKind>;

export const publicKindWords: Record<PublicKind, { title: string; line: string }> = {
  access: { title: "Get a copy of my data", line: "See what we hold about you, why, and who receives it." },
  rectification: { title: "Correct my data", line: "Something is wrong or incomplete." },
  erasure: { title: "Delete my data", line: "You want us to erase what we hold about you." },
  restriction: { title: "Pause the use of my data", line: "Keep it, but do nothing else with it for now." },
  portability: { title: "Take my data elsewhere", line: "Receive what you gave us in a format machines can read." },
  objection: { title: "Object to the use of my data", line: "For example against direct marketing." },
  automated_decision: {
    title: "Have a decision reviewed",
    line: "A computer decided about you; a person should look.",
  },
  consent_withdrawal: { title: "Withdraw my consent", line: "You agreed to something and no longer do." },
};

/** Rights this portal carries out to the end by itself; the others reach the officer, who answers by hand. */
export const executedKinds: readonly RequestKind[] = ["access"];

const id = z.uuid("This reference is not one of ours.");
const name = line(120, "Enter your name.");
const statement = optional(paragraph(4000));

export const submitInput = z.object({ kind: PublicKind, name, email: emailAddress, statement });
export const createInput = z.object({
  kind: RequestKind,
  description: optional(paragraph(4000)),
  /** Somebody else of the organisation: by id or by the number of another system. */
  personId: optional(line(200)),
});
export const enterInput = z.object({
  kind: RequestKind,
  channel: RequestChannel.exclude(["web", "api"]),
  receivedOn: z.iso.date("Enter the day it arrived."),
  name,
  email: emailAddress,
  statement,
});

export const codeInput = z.object({
  requestId: id,
  code: z
    .string({ error: "Enter the six digits." })
    .transform((value) => value.replaceAll(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits of the code.")),
});
export const requestInput = z.object({ requestId: id });
export const approveInput = z.object({ requestId: id, noDoubtReason: optional(paragraph(1000)) });
export const refuseInput = z.object({
  requestId: id,
  code: RefusalCode,
  narrative: paragraph(4000, "Say in plain words why."),
});
/** `decisionId`: the decision the second person read; another may have been prepared since. */
export const confirmInput = z.object({ requestId: id, decisionId: optional(id) });
export const returnInput = confirmInput.extend({ reason: paragraph(1000, "Say what should change.") });
export const extendInput = z.object({
  requestId: id,
  months: z.coerce.number().int().min(1).max(2),
  reason: paragraph(1000, "Say why more time is needed."),
});

export const deadlineFilter = z.enum(["late", "soon", "later", "paused"]);
export const deadlineFilterLabels: Record<z.infer<typeof deadlineFilter>, string> = {
  late: "Overdue",
  soon: "Due within 10 days",
  later: "Due later",
  paused: "Waiting for the person",
};
export const queueInput = z.object({
  q: optional(line(120)).catch(undefined),
  status: optional(RequestStatus).catch(undefined),
  kind: optional(RequestKind).catch(undefined),
  deadline: optional(deadlineFilter).catch(undefined),
  state: z.enum(["open", "closed", "all"]).catch("open").default("open"),
  cursor: optional(cursorAfter(z.iso.date())).catch(undefined),
});
export type QueueInput = z.infer<typeof queueInput>;
