import type { Starter } from "./starter";

export const incidentResponse: Starter = {
  key: "incident-response",
  title: "Incident response policy",
  type: "incident_response",
  description: "How we notice, contain, report and learn from security incidents.",
  requirementIds: [
    "A.5.24",
    "A.5.25",
    "A.5.26",
    "A.5.27",
    "A.5.28",
    "A.6.8",
    "CC7.3",
    "CC7.4",
    "CC7.5",
    "Art.33",
    "Art.34",
    "164.308(a)(6)(ii)",
  ],
  text: `## Purpose

Something will go wrong one day. What matters then is that we notice early, limit the harm, tell those who must know, and come out wiser. This policy says who does what.

## What an incident is

Anything that harms, or may harm, the confidentiality, correctness or availability of our information: a lost device, data sent to the wrong person, a stolen password, malicious software, a system that fails, a door that was forced, a supplier that was attacked. You need not be sure. **If you wonder whether to report it, report it.**

## What everybody does

1. **Report at once** to [security contact], by phone outside working hours. Say what you saw, when, and how we reach you.
2. **Leave things as they are.** Do not switch off, delete or investigate. Disconnect the network if something is spreading.
3. **Keep it among those who need to know.** Only the communications lead speaks to the press, customers and authorities.

An honest report never has consequences for the one who makes it, whoever caused the incident.

## Who leads

The duty officer receives the report, opens a record and decides on the severity within one hour. From *high* upwards an incident lead is named, who may stop systems, call in specialists and set aside other rules for as long as the incident lasts. Every decision is written down with its time.

| Severity | Meaning | First action | Management is told |
| --- | --- | --- | --- |
| Low | No harm to be expected | Within 2 working days | In the monthly report |
| Medium | One team or system affected | Within 8 hours | On the next working day |
| High | Confidential data or an important system affected | Within 1 hour | Within 4 hours |
| Critical | People in danger, or the organisation cannot work | At once | At once |

## The steps

1. **Assess**: what happened, what is affected, whose data are concerned?
2. **Contain**: lock accounts, isolate machines, stop what is running, secure evidence before anything is cleaned.
3. **Remove the cause**: close the way in, renew passwords and keys, mend the weakness.
4. **Recover**: restore from a backup that is known to be clean, watch closely for at least two weeks.
5. **Learn**: within ten working days the people involved meet without blame, write down causes, and agree actions with a name and a date.

## Who must be told, and when

- **The data protection authority** within 72 hours after the first of us became aware, unless a risk for people is unlikely. The privacy officer decides and writes down why.
- **The people concerned** without delay when the risk for them is high, in plain words and with advice what they can do.
- **Customers and partners** as their contracts say.
- **Insurers and the police** when management decides so.

## Evidence

Logs, images and messages are copied, hashed and kept where only the incident lead and the duty officer can reach them. Who handled them is recorded.

## Practice

We rehearse a serious incident once a year, and the alarm chain twice. Management reviews this policy after every critical incident, and at least once a year.
`,
};
