import type { Starter } from "./starter";

export const dataProtection: Starter = {
  key: "data-protection",
  title: "Data protection policy",
  type: "data_protection",
  description: "How we handle data about people lawfully, and how we answer when they ask about it.",
  requirementIds: ["Art.5", "Art.6", "Art.12", "Art.24", "Art.25", "Art.30", "Art.33", "A.5.34", "P1.1", "P4.1"],
  text: `## Purpose

Data about people belong in careful hands. This policy says how [organisation] handles them lawfully, fairly and openly, whether they concern patients, customers, applicants or colleagues.

## Whom it concerns

Everyone who works for us and can see or use data about people, and every system that holds such data.

## The principles

1. **A reason for everything.** We collect data only for a purpose that we can name, and on a legal basis that is written in the record of processing. A new purpose needs a new look.
2. **As little as possible.** We ask only for what the purpose needs. A field that nobody uses is removed.
3. **Correct.** We mend wrong data as soon as we learn of it, and tell those we passed them on to.
4. **Not for ever.** Every kind of data has a time after which it is deleted or made anonymous. The retention schedule says when.
5. **Safe.** Only people who need data for their work can reach them. Confidential data are encrypted where they are stored and where they travel.
6. **Provable.** We can show that we keep these rules: what is not recorded did not happen.

## Health data and other special data

Data about health, origin, belief, union membership or sexual life need a basis of their own in law. Use them only in the systems made for them. Do not put them into e-mail, chat or notes, and never talk about them where others can hear.

## When people ask about their data

People may ask what we hold about them, have it corrected or deleted, object, or take it with them. They may ask in any form and need not quote a law.

- Pass such a request to [privacy contact] **on the day it reaches you**. The law gives us one month from the day it arrived anywhere in our organisation.
- Do not answer it yourself, and do not delete anything because of it.
- Make sure you know who is asking before you say anything about a person.

## New projects and suppliers

Before you begin to use data in a new way, buy a service or connect two systems, talk to the privacy officer. They decide with you whether an impact assessment is needed. No supplier receives data about people before a contract under Article 28 is signed. Sending data outside the European Economic Area needs an additional safeguard.

## When data are lost or go astray

A letter to the wrong address, a stolen laptop, an open folder: report it to [security contact] at once, at any hour. We may have to inform the authority within 72 hours, and that time runs from the moment the first of us knew.

## Responsibilities

The privacy officer advises, keeps the record of processing and answers requests. Managers see to it that their people are trained when they start and every year. Each of us asks when in doubt. Management reviews this policy every year, and whenever the law or our work changes.
`,
};
