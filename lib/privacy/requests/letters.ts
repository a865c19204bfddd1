import { dayInWords } from "@/lib/platform/calendar";
import type { Regulation, RequestKind } from "../schema";
import { type RefusalCode, refusalGrounds } from "./schema";

export type Letter = { subject: string; body: string };

/** What every letter of an organisation is signed with. */
export type Sender = {
  name: string;
  regulation: Regulation;
  supervisoryAuthority: string;
  privacyContact: string;
};

const rightNames: Record<RequestKind, string> = {
  access: "for a copy of your data (Article 15)",
  rectification: "to correct your data (Article 16)",
  erasure: "to erase your data (Article 17)",
  restriction: "to restrict the use of your data (Article 18)",
  portability: "to receive your data in a portable format (Article 20)",
  objection: "with your objection (Article 21)",
  automated_decision: "to review an automated decision (Article 22)",
  consent_withdrawal: "to withdraw your consent (Article 7(3))",
  know_categories: "to know the categories of your data (CCPA)",
  know_specific: "to know the specific pieces of your data (CCPA)",
  delete: "to delete your data (CCPA)",
  correct: "to correct your data (CCPA)",
  opt_out: "to opt out of sale and sharing (CCPA)",
  limit: "to limit the use of sensitive data (CCPA)",
  admt_access: "about automated decision-making (CCPA)",
  admt_opt_out: "to opt out of automated decision-making (CCPA)",
};

const signed = (sender: Sender) => `\n${sender.name}\nQuestions: ${sender.privacyContact}\n`;

type Ack = { reference: string; kind: RequestKind; due: string; next: string };

/**
 * C2: reference, due date, next step. No name: until the address has answered, whoever typed it could make us send their
 * words to somebody else.
 */
export function acknowledgement(sender: Sender, { reference, kind, due, next }: Ack): Letter {
  return {
    subject: `${reference}: we received your request`,
    body: `Hello,

we received a request ${rightNames[kind]} from this address. Its reference is ${reference}.

${next}

We will answer by ${dayInWords(due)}. There is no fee.

If this was not you, ignore this mail: nothing will be disclosed or changed.
${signed(sender)}`,
  };
}

export const nextWithCode = (code: string, minutes: number, link: string) =>
  `Next step: confirm that this address is yours. Open

${link}

and enter this code within ${minutes} minutes: ${code}

Days that pass until you confirm may be added to the date below.`;

export const nextWithoutCode = (link: string) =>
  `Next step: nothing to do for you. A privacy officer looks at your request. Follow it or withdraw it here; the link is personal, so do not pass it on:

${link}`;

export function anotherCode(sender: Sender, reference: string, code: string, minutes: number, link: string): Letter {
  return {
    subject: `${reference}: your new code`,
    body: `Hello,

enter this code within ${minutes} minutes: ${code}

${link}

Older codes no longer work. If you did not ask for it, ignore this mail.
${signed(sender)}`,
  };
}

export function packageCode(sender: Sender, reference: string, code: string, minutes: number): Letter {
  return {
    subject: `${reference}: your download code`,
    body: `Hello,

enter this code within ${minutes} minutes on the page you came from: ${code}

Older codes no longer work. If you did not ask for it, tell us.
${signed(sender)}`,
  };
}

export function confirmed(sender: Sender, reference: string, due: string, link: string): Letter {
  return {
    subject: `${reference}: your address is confirmed`,
    body: `Hello,

your address is confirmed and a privacy officer now looks at your request. We will answer by ${dayInWords(due)}.

Follow your request or withdraw it here; the link is personal, so do not pass it on:

${link}
${signed(sender)}`,
  };
}

export function packageReady(sender: Sender, facts: { reference: string; until: string; held: boolean; link: string }) {
  const { reference, until, held, link } = facts;
  const what = held
    ? "the copy of your data is ready."
    : "we hold no data about you besides this request and our letters about it. The answer with these is ready.";
  return {
    subject: `${reference}: your data is ready`,
    body: `Hello,

${what} Open

${link}

and ask there for a code, which we send to this address. The link works until ${dayInWords(until)}, for five downloads at most. Afterwards the file is destroyed.

The package also says what we use your data for, who receives it, how long we keep it, and which rights you have.
${signed(sender)}`,
  };
}

export function extension(sender: Sender, facts: { reference: string; due: string; reason: string }): Letter {
  return {
    subject: `${facts.reference}: we need more time`,
    body: `Hello,

we cannot answer your request within the first period. The new date is ${dayInWords(facts.due)}. The reason:

${facts.reason}

${complaint(sender)}
${signed(sender)}`,
  };
}

export function withdrawn(sender: Sender, reference: string): Letter {
  return {
    subject: `${reference}: your request is withdrawn`,
    body: `Hello,

you withdrew your request, so we closed it. You can make a new one at any time.
${signed(sender)}`,
  };
}

export function closedUnverified(sender: Sender, reference: string): Letter {
  return {
    subject: `${reference}: closed, because the address was not confirmed`,
    body: `Hello,

the request from this address was not confirmed within 90 days, so we closed it. Nothing was disclosed or changed. You can make a new one at any time.

${complaint(sender)}
${signed(sender)}`,
  };
}

type Refusal = { reference: string; kind: RequestKind; code: RefusalCode; narrative: string };

/** C7: ground, article, text, complaint and judicial remedy [12(4)]; under the CCPA there is no supervisory authority to name. */
export function refusal(sender: Sender, { reference, kind, code, narrative }: Refusal): Letter {
  const ground = refusalGrounds[code];
  const law = sender.regulation === "ccpa" ? "" : ` (${ground.article} ${regulationName(sender.regulation)})`;
  return {
    subject: `${reference}: our answer to your request`,
    body: `Hello,

you asked us ${rightNames[kind]}. We do not carry out this request.

Ground: ${ground.label}${law}.

${narrative}

${complaint(sender)}
${signed(sender)}`,
  };
}

const regulationName = (regulation: Regulation) => (regulation === "uk_gdpr" ? "UK GDPR" : "GDPR");

function complaint(sender: Sender): string {
  if (sender.regulation === "ccpa") {
    return `If you disagree, write to ${sender.privacyContact}; you can also turn to the California Privacy Protection Agency or the Attorney General.`;
  }
  const own = sender.regulation === "uk_gdpr" ? `You can complain to us first, at ${sender.privacyContact}. ` : "";
  return `${own}You have the right to lodge a complaint with a supervisory authority, for instance ${sender.supervisoryAuthority}, and the right to an effective judicial remedy.`;
}

const alarmWords: Record<string, string> = {
  overdue: "is overdue",
  "left-2": "is due within 2 days",
  "left-5": "is due within 5 days",
  "left-10": "is due within 10 days",
  "day-25": "was received 25 days ago",
};

/** To the officers: a reference and a link, nothing about the person. */
export function reminder(
  sender: Pick<Sender, "name" | "privacyContact">,
  facts: { reference: string; kind: string; due: string; link: string },
): Letter {
  const raw = facts.kind.startsWith("raw-");
  const words = alarmWords[facts.kind.replace(/^raw-/, "")] ?? "needs attention";
  const which = raw ? "Without the days waited for the person its date" : "Its date";
  return {
    subject: `${facts.reference} ${raw ? "(date without pauses) " : ""}${words}`,
    body: `${facts.reference} ${words}. ${which} is ${dayInWords(facts.due)}.

${facts.link}

${sender.name}
`,
  };
}

/** To the officers: which email did not arrive, and where the act that helps stands. */
export function notDelivered(
  sender: Pick<Sender, "name">,
  { reference, name, link }: { reference: string; name: string; link: string },
): Letter {
  return {
    subject: `${reference}: the ${name} did not arrive`,
    body: `The ${name} of ${reference} could not be delivered, so the person has not read it. You see why, and can send it again, here:

${link}

${sender.name}
`,
  };
}
