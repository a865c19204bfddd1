import type { Starter } from "./starter";

export const codeOfConduct: Starter = {
  key: "code-of-conduct",
  title: "Code of conduct",
  type: "code_of_conduct",
  description: "How we treat each other, our customers and our partners, and what we do when it is not easy.",
  requirementIds: [
    "A.5.4",
    "A.5.32",
    "A.6.1",
    "A.6.2",
    "A.6.4",
    "A.6.6",
    "CC1.1",
    "CC1.3",
    "CC1.5",
    "CC2.3",
    "164.308(a)(1)(ii)(C)",
    "164.308(a)(3)(ii)(B)",
    "12.1.3",
    "12.7.1",
    "Art.32",
    "1798.125",
  ],
  text: `## Purpose

Rules cannot foresee everything. This code says what [organisation] stands for, so that each of us can decide well where no rule helps. It holds for everyone: those who began this morning and those who own the company.

## Four questions

When you are in doubt, ask yourself:

1. Is it lawful?
2. Is it fair to everyone it touches, those who are not in the room included?
3. Would I tell a colleague, or read about it in a newspaper, without shame?
4. Would I want it done to me?

If one answer is no, do not do it. If you do not know, ask before you act.

## How we treat each other

- We judge work by its quality, and never people by origin, skin, sex, gender, age, disability, belief or whom they love.
- Nobody here is bullied, threatened, touched or spoken about in a way they do not want. What counts is how it arrives, not how it was meant.
- We disagree openly and politely. Bad news is welcome early, and whoever brings it is thanked.
- We keep each other safe: no work under the influence of alcohol or drugs, no short cuts around protective measures.

## How we treat customers and the public

We promise what we can keep, and say so when we cannot keep it. Advertising is true. Complaints are answered by a person. Information that people trust us with is used for what they gave it for, and for nothing else. Whoever makes use of their rights, for instance over their own data, is not treated worse for it.

## Gifts and money

| What | Allowed |
| --- | --- |
| A coffee, a calendar, a working lunch | Yes |
| Up to [amount] from one source in a year | Yes, after telling your manager |
| More than that, travel, tickets | Only when [compliance contact] has agreed in writing before |
| Cash, or anything during a tender | Never |
| Anything for public officials | Never without [compliance contact] |

The same holds for what we give. We pay no bribes, however small, and use nobody to pay them for us. We give no money to political parties.

## Conflicts of interest

Tell your manager when you, somebody close to you, or a second job of yours could gain from a decision you take part in. Saying so is all that is asked; another person then decides. Managers keep a note of it.

## Competition and fairness

We do not agree with competitors on prices, customers or tenders, and we leave the room when others begin to. We take no secrets from former employers, and respect the rights in software, pictures and texts.

## Property, records and silence

We take care of what belongs to the organisation. Books, timesheets and records are true and complete; nobody alters or destroys them to please or to hide. What is confidential stays so, also after we have left. Only those named by management speak for the organisation; in private everybody may speak for themselves.

## Before and during employment

For positions with special trust we check references and what the law allows, before the first day and with the person's knowledge. Everyone signs this code and an undertaking of confidentiality.

## Speaking up

Speak to your manager, to the people team, to [compliance contact], or use the anonymous form. You need no proof, only an honest concern. A report is confirmed within seven days and answered within three months. **Whoever punishes somebody for an honest report breaks this code more gravely than most of what could be reported.**

## If the code is broken

We find out what happened, hear everybody, and decide by the same measure for everyone. Consequences reach from a conversation to dismissal, and to the authorities where the law was broken. What we learn from it, without names, is shared with all.
`,
};
