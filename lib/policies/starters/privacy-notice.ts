import type { Starter } from "./starter";

export const privacyNotice: Starter = {
  key: "privacy",
  title: "Privacy policy",
  type: "privacy_policy",
  description: "What we tell people about their data, and how each of their rights is honoured.",
  requirementIds: [
    "A.5.31",
    "A.5.34",
    "P1.1",
    "P2.1",
    "P3.1",
    "P5.1",
    "P5.2",
    "P8.1",
    "Art.7",
    "Art.12",
    "Art.13",
    "Art.14",
    "Art.15",
    "Art.16",
    "Art.17",
    "Art.18",
    "Art.20",
    "Art.21",
    "Art.22",
    "1798.100",
    "1798.105",
    "1798.106",
    "1798.110",
    "1798.120",
    "1798.121",
    "1798.130",
    "164.316(a)",
    "12.1.1",
  ],
  text: `## Purpose

People have a right to know what is done with their data, and to have a say in it. This policy says what we at [organisation] tell them, what they may ask of us, and how we make sure that they get it. It covers visitors, customers, applicants, partners and our own staff.

## Whom it concerns

Everyone who designs forms, writes to people, takes their calls, builds products that touch personal data, or decides about them.

## What we tell people

Whenever we collect data we say, at that moment and in plain words:

- who we are, and how to reach the privacy officer at [privacy contact];
- what we collect, for which purpose, and on which legal basis;
- who receives it, and whether it leaves the European Economic Area;
- how long we keep it;
- which rights they have, the one to complain to [supervisory authority] among them;
- whether they must give it, and what happens if they do not;
- whether a machine decides anything about them, by which logic and with which effect.

Where data come from somebody else, we say so within a month. The notice has layers: the essential in a few lines, the rest one click away. It is kept in versions, so that we can show what a person was told on a given day.

## Consent

Where we rely on consent it is asked for separately, never ticked in advance, and never the price for something unrelated. Refusing is as easy as agreeing, and so is withdrawing. We record who agreed to which text, when and how. Advertising by e-mail, and cookies that are not needed, wait for a yes. A browser signal against sale or tracking is honoured without asking again. For children under [age] a parent agrees.

## What people may ask

| Right | What we do | By when |
| --- | --- | --- |
| To know and get a copy | Hand over the data with the explanations of Article 15 | One month |
| To correct | Mend it, and tell those we passed it on to | One month |
| To delete | Delete what no law makes us keep, and say what stays and why | One month |
| To restrict | Keep it, but do not use it | At once, confirmed within one month |
| To take along | Hand it over in a machine-readable format | One month |
| To object | Stop, unless there are compelling reasons; for advertising always | At once |
| To have a person decide | Look again at what a machine decided | One month |
| To opt out of sale or sharing, to limit use of sensitive data | Stop, and tell those who received it | 15 working days |

The deadline counts from the day the request reaches anybody here. It can be prolonged only by the privacy officer, with reasons, before it has run out. Under Californian law we confirm within 10 working days and answer within 45 days.

## How requests are handled

1. **Recognise.** A request needs no form and no law. "What do you know about me?" in a chat is one.
2. **Pass on** to [privacy contact] on the same day.
3. **Check who is asking**, with what we know already. Never ask for more than is needed, and never for a copy of a passport by e-mail.
4. **Search** all systems in the record of processing, archives and suppliers included.
5. **Protect others**: data of other people are covered before a copy leaves.
6. **Answer** in plain words, free of charge, through the protected portal. A refusal names the reason and the ways to complain.
7. **Record** what was asked, decided and done. Who asked is never treated worse for it.

## Decisions by machines

No decision with serious effects is made by a machine alone, unless the law allows it, the person was told, and a competent person can change it.

## Keeping this true

The privacy officer compares notices with the record of processing every six months, tries the way of a request each quarter, and reports numbers, times and complaints to management. New forms and products are shown to the privacy officer before they go live. This policy is reviewed every year.
`,
};
