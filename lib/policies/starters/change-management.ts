import type { Starter } from "./starter";

export const changeManagement: Starter = {
  key: "change-management",
  title: "Change management policy",
  type: "change_management",
  description: "How systems are changed so that nothing breaks by surprise and everything can be undone.",
  requirementIds: [
    "A.8.9",
    "A.8.19",
    "A.8.25",
    "A.8.29",
    "A.8.31",
    "A.8.32",
    "CC7.1",
    "CC8.1",
    "PI1.3",
    "164.308(a)(8)",
    "164.312(c)(2)",
    "1.2.2",
    "6.2.3",
    "6.2.3.1",
    "6.3.3",
    "6.5.1",
    "6.5.2",
    "6.5.3",
    "6.5.4",
    "6.5.5",
    "11.3.1.3",
    "Art.25",
    "Art.32",
  ],
  text: `## Purpose

Most failures begin with a change that seemed harmless. This policy says how we change software, settings, networks and infrastructure: deliberately, seen by a second person, tested, and so that we can go back.

## Whom it concerns

Everyone who writes, configures, approves or operates systems of [organisation], suppliers included. It holds for programs, settings, database structures, access rules, network rules, and the machinery that builds and delivers them.

## Kinds of change

| Kind | What it is | Approval |
| --- | --- | --- |
| Standard | Done often, low risk, described step by step and approved once | By following the description |
| Normal | Everything else | A second person who knows the system, and its owner when people will notice |
| Major | New system, data moved, architecture, protection of confidential data changed | Also the change meeting, with the security officer |
| Emergency | Something is broken or under attack | Whoever is on duty and one other person; the rest afterwards |

## The way of a normal change

1. **Describe** it in a ticket: what, why, which systems, what could go wrong, how it is undone, when.
2. **Think about security and privacy.** Does it touch access, secrets, logging, data about people, or the scope of an audit? Then ask the security or privacy officer now, not at the end.
3. **Build** it in a branch and an environment of its own. No real data about people in development or test; where nothing else will do, they are made anonymous first.
4. **Check.** Automatic tests and scans for known weaknesses run every time. A second person reads the change and approves it; the author never approves it. High findings are mended before delivery.
5. **Deliver** what was approved, byte for byte, by the delivery machinery. Nobody copies files to production by hand, and nobody who only develops has standing rights there.
6. **Confirm** that it works, watch for [number] hours, and close the ticket with the result. If in doubt, go back first and search afterwards.

## Emergencies

An emergency change is the smallest one that stops the harm. It is announced in [channel], made by one person while another looks on, and recorded as it happens. Within two working days the ticket is completed, the tests are made up for, and a person who was not involved approves or undoes it. Three emergencies in the same system within a quarter are a reason for a review of the system.

## Updates

Security updates count as standard changes: within 72 hours when a weakness is being attacked, within 14 days when it is rated high or critical, otherwise within 60 days. The owner of a system knows its parts and versions from a list that is made automatically.

## Settings

Every kind of system has a hardened base configuration, kept under version control. Deviations are found automatically at least once a week, and are either put back or turned into an approved change.

## When to wait

No major change on Fridays, before public holidays, or during [busy periods]. Two changes to things that depend on each other are never made in the same window.

## What is recorded

The ticket, the approval, the results of tests, the exact version and the time of delivery are kept for at least [number] years. An auditor must be able to follow any line in production back to the person who wrote it, the one who approved it, and the reason.

## Measures

The owner of this policy reports every quarter: number of changes, share that failed or was undone, share of emergencies, and the age of open updates. A change that bypassed this policy is an incident; the question is how it was possible, then who it was.
`,
};
