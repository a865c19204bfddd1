import type { Starter } from "./starter";

export const businessContinuity: Starter = {
  key: "business-continuity",
  title: "Business continuity policy",
  type: "business_continuity",
  description: "How we keep working, or get back to work, when systems, buildings or people fail.",
  requirementIds: [
    "A.5.29",
    "A.5.30",
    "A.7.5",
    "A.8.13",
    "A.8.14",
    "CC7.5",
    "CC9.1",
    "A1.3",
    "164.308(a)(7)(ii)(A)",
    "164.308(a)(7)(ii)(B)",
    "164.308(a)(7)(ii)(C)",
    "164.308(a)(7)(ii)(D)",
    "164.308(a)(7)(ii)(E)",
    "164.310(a)(2)(i)",
    "9.4.1.1",
    "Art.32",
  ],
  text: `## Purpose

Fire, flood, a failed update, an attack or an epidemic can stop us from one hour to the next. This policy says what must go on, how soon, and how we make sure that it will. People come first: no system is worth a risk to somebody's health.

## Whom it concerns

Owners of services and systems, managers, the crisis team, and everyone who is named in a plan. All others need one page of it: *What everybody does*.

## What must go on

Once a year each owner answers four questions about their service: who is harmed when it stands still, after which time the harm becomes serious, how much recorded work may be lost, and what the service itself depends on. The answers give its class.

| Class | Back after at most | Work lost at most | Example |
| --- | --- | --- | --- |
| 1 | 4 hours | 15 minutes | [the service that customers depend on] |
| 2 | 1 working day | 4 hours | [accounting, e-mail] |
| 3 | 5 working days | 1 day | [reports, archive] |

Management confirms the classes and provides the money they need. A service whose promise to customers is stricter than its class is a risk to be written down and decided.

## Backups

1. Every system of class 1 and 2 is backed up at least as often as the work it may lose allows.
2. There are three copies on two kinds of storage, one of them in another place and one that nobody can change or delete, administrators included.
3. Backups are encrypted. Their keys are kept apart from them and can be reached without the systems they protect.
4. Success is checked every day by whoever is on duty. A backup that failed twice is an incident.

## Plans

Each service of class 1 and 2 has a plan of at most five pages that a stranger to the service could follow at night: who decides, whom to call with numbers, how to work by hand meanwhile, how to restore in which order, how to know that it works, how to catch up. Plans are printed and kept at [two places], for a plan on a server that is down is no plan.

## The crisis team

[Names and deputies] are the crisis team. Any of them may declare a crisis, without asking. From then on they may spend up to [amount], stop services, and set aside other rules; what they decide is written down with its time. One person speaks to the outside. Every four hours the staff hear what is known.

## What everybody does

- Know how you will be reached, and keep your private number up to date with the people team.
- Know how you would work from elsewhere, and have what you need for it.
- Follow the crisis team. Do not try to repair things on your own, and speak to nobody outside about what has happened.

## Practice

| What | How often |
| --- | --- |
| Restore a system of class 1 from backup, timed | Every quarter |
| Restore a system of class 2 | Every year |
| Work through a crisis at the table | Every year |
| Test the alarm chain outside working hours | Twice a year |

What did not work gets an action, a name and a date. Management sees the results and the open actions every quarter.

## Suppliers

A supplier on whom a class 1 or 2 service depends tells us in the contract how soon it will be back, and shows its tests every year. For each we know what we would do without it.

## Review

This policy and the classes are reviewed every year, after every crisis, and when a service or a building changes. Questions go to [continuity contact].
`,
};
