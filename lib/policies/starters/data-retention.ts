import type { Starter } from "./starter";

export const dataRetention: Starter = {
  key: "data-retention",
  title: "Retention and disposal policy",
  type: "retention_policy",
  description: "How long we keep which information, what stops its deletion, and how it is destroyed for good.",
  requirementIds: [
    "A.5.12",
    "A.5.33",
    "A.7.10",
    "A.7.14",
    "A.8.10",
    "C1.2",
    "CC6.5",
    "P4.2",
    "P4.3",
    "164.310(d)(2)(i)",
    "164.310(d)(2)(ii)",
    "164.310(d)(2)(iii)",
    "164.316(b)(2)(i)",
    "3.2.1",
    "3.3.1",
    "9.4.6",
    "9.4.7",
    "10.5.1",
    "Art.5",
    "Art.17",
    "Art.30",
    "1798.100",
    "1798.105",
  ],
  text: `## Purpose

Information that is kept too long can be stolen, misused or demanded; information that is destroyed too early cannot prove anything. This policy says how long [organisation] keeps what, who decides, and how it ends.

## Whom it concerns

Everyone who stores information, on servers, laptops, paper or with suppliers, and every owner of a system.

## Principles

1. **Every kind of record has a time**, written in the schedule with its reason: a law, a contract, or a need we can name. "Perhaps we shall need it" is no reason.
2. **The shortest time that satisfies all reasons** holds for data about people.
3. **The clock has a beginning** that a machine can recognise: the end of the contract, the last contact, the end of the financial year.
4. **Deletion is automatic** wherever the system can do it. Where it cannot, the owner has a date in the calendar.
5. **Copies count.** Exports, mailboxes, test systems and suppliers follow the same times.

## The schedule

| Records | Kept for | From | Reason |
| --- | --- | --- | --- |
| Accounts, invoices | [10] years | End of the financial year | Tax and commercial law |
| Contracts | [6] years | End of the contract | Limitation of claims |
| Records about employees | [3] years | Leaving | Limitation of claims |
| Applications that failed | 6 months | Refusal | Defence against claims |
| Customers' requests and tickets | [3] years | Closing | Service, limitation of claims |
| Requests about personal data | [3] years | Answer | Proof |
| Health information: policies and their records | 6 years | Last in force | 45 CFR 164.316 |
| Security logs | 12 months, 3 of them at hand | Event | Security, card industry |
| Audit trail of compliance | 7 years | Event | Proof |
| Backups | [35] days | Backup | Recovery |
| Card verification codes, PINs, full track data | Never stored after authorisation | | Card industry |

The privacy officer keeps the schedule. Owners of systems propose changes; the legal adviser and the privacy officer approve them, and the record of processing follows. Where laws differ between countries, the entry names the country.

## Legal holds

When a dispute, an investigation or an inquiry by an authority is pending or to be expected, the legal adviser places a hold in writing: which records, which people, why. From that moment nothing it covers may be deleted or altered, whatever the schedule or a person asking for deletion says. Who is asked to delete such data answers with the reason. Two people together end a hold; then the clocks run on as if they had never stopped.

## How things are destroyed

| What | How |
| --- | --- |
| Paper, internal | Cross-cut shredder or locked bin |
| Paper, confidential | Shredder of at least level P-4, or certified destruction |
| Disks and phones that stay | Encrypted from the start; the key is destroyed, then overwritten |
| Disks and phones that leave or are broken | Physically destroyed, with a certificate by serial number |
| Data in systems | Deleted, or made anonymous so that nobody can find the person again |
| Data with suppliers | Deleted, confirmed in writing |

Equipment is never given away, sold or returned before this is done and recorded in the inventory.

Backups are not searched for single records. They expire by themselves; until then a list of what was deleted makes sure that a restored backup is cleaned again before anybody uses it.

## Proof

Deleting leaves a record of what kind, how many, when, by which rule and by whom, but not of the content. Where a person asked for it, the confirmation goes to them.

## Responsibilities

Owners see to it that deletion runs, and look at its report every quarter. Managers go through team folders and paper once a year. The security officer tries each year, on at least three systems, whether what should be gone is gone. Results go to management.

## Questions and exceptions

Ask [privacy contact] before you delete something you are unsure about. Exceptions need a reason, an end date and the approval of the privacy officer.
`,
};
