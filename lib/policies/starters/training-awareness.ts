import type { Starter } from "./starter";

export const trainingAwareness: Starter = {
  key: "training-awareness",
  title: "Training and awareness policy",
  type: "training_policy",
  description: "What everybody learns about security and privacy, when, and how we know that it was of use.",
  requirementIds: [
    "A.6.2",
    "A.6.3",
    "A.6.6",
    "A.6.8",
    "CC1.4",
    "CC1.5",
    "CC2.2",
    "164.308(a)(5)(ii)(A)",
    "164.308(a)(5)(ii)(B)",
    "164.308(a)(5)(ii)(D)",
    "164.316(b)(2)(ii)",
    "6.2.2",
    "12.6.1",
    "12.6.2",
    "12.6.3",
    "12.6.3.1",
    "12.6.3.2",
    "12.10.4",
    "Art.39",
    "Art.47",
    "1798.130",
  ],
  text: `## Purpose

Attackers try people before they try machines, and laws are kept by people, not by paper. This policy says what everyone at [organisation] learns about security and privacy, when they learn it, and how we find out whether it helped.

## Whom it concerns

Everyone who works for us: employees, temporary staff, interns, and contractors who have an account here. Time spent on required training is working time.

## What everybody learns

| When | What | How long |
| --- | --- | --- |
| Before access to confidential information, at the latest in the first week | The basics: passwords and second factors, strange messages, devices, classification, data about people, reporting | 60 minutes |
| Every year | What is new, what went wrong here and elsewhere, the rules that are most often forgotten | 30 minutes |
| Every quarter | One short piece on one subject | 5 minutes |
| When a policy changes materially | The policy itself, read and acknowledged | As long as it takes |

## What some learn in addition

- **Developers**, every year: how the ten most common weaknesses come about, and how to avoid them in the languages we use.
- **Administrators**: hardening, logging, handling of special rights, first steps in an incident.
- **Managers**: joiners, movers and leavers; approving access; how to receive an honest report.
- **People who answer requests** about data, from customers or under privacy laws: recognising a request, checking who is asking, deadlines, what may be said.
- **People who handle payment cards**: the rules of the card industry, and how to notice a terminal that was tampered with.
- **The incident and crisis teams**: their plans, by exercise.

The owner of each role keeps the list of what it needs. The list is reviewed every year.

## How we teach

Training is short, about our own work, and in a language that people are at home in. It can be done with a keyboard and a screen reader, and on a phone. It ends with questions; with fewer than 80 per cent right the lesson is offered again. After the third attempt a person helps. Nobody is shown up.

## Practice messages

Several times a year we send harmless practice messages that imitate an attack. Who reports one is thanked. Who falls for one sees at once by what it could have been recognised. Results are reported by department, never by name, and have no consequences for the individual. Practice messages never use pay, dismissal, illness or family as a bait.

## If training is overdue

1. A reminder goes out 14 days and 3 days before the due date, and on the day after.
2. After 7 days the manager is told and plans the time.
3. After 30 days access to confidential information is suspended until the training is done. The security officer may put this off once, by two weeks.

Absence through illness or leave stops these times.

## Records

For each person we keep which training, which version, when, and whether it was passed. We keep no single answers. Records are kept for [number] years after the person has left, and can be seen by the person, the manager, the people team and auditors.

## How we know that it helps

Each quarter the security officer reports to management: share of people trained on time, with both numbers; share of practice messages reported, and how soon; number of real reports; and what the incidents of the quarter say about gaps. The programme is changed accordingly at least once a year.

## Questions

Go to [training contact]. Whoever finds a lesson wrong, dull or out of date does us a favour by saying so.
`,
};
