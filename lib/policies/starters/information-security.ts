import type { Starter } from "./starter";

export const informationSecurity: Starter = {
  key: "information-security",
  title: "Information security policy",
  type: "security_policy",
  description: "How we protect information and the systems that hold it, and what each of us does for it every day.",
  requirementIds: [
    "A.5.1",
    "A.5.2",
    "A.5.4",
    "A.5.15",
    "A.8.13",
    "CC1.1",
    "CC5.3",
    "CC6.1",
    "Art.32",
    "164.308(a)(1)(i)",
  ],
  text: `## Purpose

People trust us with information they would not give to a stranger. This policy says how we keep that information confidential, correct and available, and what each of us must do for it. It is the frame for all other security rules; where another rule is stricter, the stricter one applies.

## Whom it concerns

Everyone who works for [organisation]: employees, temporary staff and contractors, on our premises and elsewhere, with our devices or with their own. Suppliers who handle our information are bound by contract to rules that protect it as well as these do.

## Who is responsible

- **Management** decides how much risk is acceptable, provides people and money, and reviews this policy every year.
- **The security officer** keeps the register of risks, proposes measures, checks that they work and reports to management every quarter.
- **Owners of systems** know what their system holds, who may use it and how it is brought back after a failure.
- **Managers** see to it that their people know these rules, and that access is requested, changed and removed in time.
- **Each of us** follows the rules, asks when they are unclear, and reports what looks wrong.

## What we do

### Access

1. Access is given for a task, approved by the owner of the system, and no wider than the task needs.
2. Accounts belong to one person. Nobody works with somebody else's account, and nobody gives theirs away.
3. A second factor protects every account that can be reached from the internet.
4. Owners confirm at least twice a year who still needs access. Access of people who leave ends on their last day.

### Devices and software

1. Devices lock after five minutes and are encrypted. Lock the screen when you leave your desk.
2. Security updates are installed within 14 days, and within 72 hours when a weakness is being attacked.
3. Only software that has been approved is installed on machines that hold our information.

### Information

1. Information is classified as public, internal or confidential. When in doubt, treat it as confidential.
2. Confidential information leaves us only encrypted, and only to somebody who is entitled to it.
3. Important systems are backed up daily. Owners prove once a year, by restoring, that the backup works.

### Change and suppliers

1. Changes to systems are tested, approved by a second person and can be undone.
2. Before a supplier receives confidential information we examine how it is protected, and agree it in writing.

## When something goes wrong

Report a lost device, a strange message, a wrong recipient or anything else that worries you at once to [security contact]. Nobody is punished for an honest report, also of a mistake of their own. How we respond is described in the incident response policy.

## Exceptions

Where a rule cannot be kept, ask the security officer in writing, with the reason and what you do instead. Exceptions are approved by somebody else than the one who asks, and end after a year at the latest.

## If rules are broken

Deliberate or repeated breaches may have consequences under employment or contract law. We look at the causes first: a rule that many break is a rule to mend.
`,
};
