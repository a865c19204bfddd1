import type { Starter } from "./starter";

export const vendorManagement: Starter = {
  key: "vendor-management",
  title: "Vendor management policy",
  type: "vendor_management",
  description: "How we choose, bind, watch and leave suppliers who could harm us or the people who trust us.",
  requirementIds: [
    "A.5.19",
    "A.5.20",
    "A.5.21",
    "A.5.22",
    "A.5.23",
    "A.8.30",
    "CC9.2",
    "P6.4",
    "164.308(b)(3)",
    "164.314(a)(2)(i)",
    "164.314(a)(2)(iii)",
    "12.8.1",
    "12.8.2",
    "12.8.3",
    "12.8.4",
    "12.8.5",
    "Art.28",
    "Art.44",
    "1798.100",
  ],
  text: `## Purpose

Work can be given away, responsibility cannot. When a supplier loses our customers' data, it is our customers who are harmed and we who answer. This policy says how suppliers of [organisation] are chosen, bound, watched and left.

## Whom it concerns

Everyone who buys or uses a service from outside, free ones included, and everyone who looks after a supplier. Each supplier has one owner among our staff; without an owner nothing is bought.

## How much care is needed

The owner and [security contact] decide together which class a supplier belongs to, before talks about prices end.

| Class | When | Examined | Looked at again |
| --- | --- | --- | --- |
| Critical | We cannot work without it, or it holds confidential data about many people | In depth, with evidence | Every year |
| Important | It holds confidential information or reaches our network | By questionnaire and evidence | Every two years |
| Ordinary | Neither of these | Entry in the register | When something changes |

## Before the contract

1. **Describe** what the supplier will do, which information it will see, and in which countries.
2. **Examine** how it protects information: certificates and audit reports (read, not only filed), answers to our questionnaire, known incidents, its own suppliers, its financial health.
3. **Judge** what remains. Gaps are closed, accepted in writing by management, or end the talks.
4. **Plan the end**: how would we get our data back, and what would we use instead?

The one who wants the service does not approve the examination.

## In the contract

For suppliers of the classes critical and important the contract says at least:

- what may be done with our information, and that everything else is forbidden, selling and training of models included;
- how it is protected, and that the supplier's staff are bound to secrecy;
- that incidents are reported to us within 24 hours, to [security contact];
- which further suppliers are used, that we are told before that changes, and that we may object;
- that we, or somebody we send, may examine, and that reports are given every year;
- which service levels hold, and how soon the service is back after a failure;
- that our data are returned in a usable form and destroyed at the end, with a confirmation.

Where data about people are processed, the agreement of Article 28 GDPR is signed **before** the first record is handed over. Where health information of patients in the United States is concerned, a business associate agreement is needed as well. Leaving the European Economic Area needs a safeguard under Chapter V and the consent of the privacy officer. Who protects what, they or we, stands in a table that both have agreed.

## While we work together

The owner keeps the entry in the register true, meets critical suppliers at least twice a year, reads their reports, and follows up gaps until they are closed. Access of a supplier's people is personal, limited in time, protected by a second factor, and recorded. A change of ownership, an incident or a new purpose means: examine again.

## At the end

Access is closed on the last day. Keys and passwords the supplier knew are renewed. Data come back and are checked before the supplier destroys its copies. The confirmation is kept with the contract for [number] years.

## Small purchases

Signing up for an online service with a work address is buying. Use what is on the approved list; to have something added takes [number] days, so ask early.

## Review and exceptions

The register is reported to management twice a year. Exceptions need a reason, a measure in its place, an end date, and the approval of the security officer and, where people's data are concerned, of the privacy officer.
`,
};
