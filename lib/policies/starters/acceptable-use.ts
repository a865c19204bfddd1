import type { Starter } from "./starter";

export const acceptableUse: Starter = {
  key: "acceptable-use",
  title: "Acceptable use policy",
  type: "acceptable_use",
  description: "What devices, accounts, networks and online services may be used for, and what not.",
  requirementIds: ["A.5.10", "A.5.14", "A.6.7", "A.7.7", "A.8.1", "CC1.4", "CC6.7", "164.310(b)"],
  text: `## Purpose

We give each other good tools and trust each other to use them well. This policy says what that means for computers, phones, accounts, networks and online services.

## Whom it concerns

Everyone who uses a device, an account or a network of [organisation], and everyone who uses a device of their own for our work.

## In short

Use our tools for your work, protect them as if they were yours, and do nothing with them that you would not explain to a colleague.

## Devices

1. Keep your device with you or locked away. On a journey it stays in your hand luggage.
2. Do not switch off encryption, updates, the screen lock or protection against malicious software.
3. Do not connect drives whose origin you do not know.
4. Report a lost or stolen device at once to [security contact], so that it can be locked from afar.
5. Give everything back on your last day. What is private you take off before.

## Accounts and passwords

1. Use the password manager we provide, and another password for every account.
2. Never tell anybody your password or a one-time code. Nobody here will ever ask for it.
3. If you are asked to approve a sign-in that is not yours, refuse it and report it.

## E-mail, chat and sharing

1. Check the recipient before you send. Share a link with named people instead of sending a file.
2. Do not forward work to private accounts, and do not put it into private storage.
3. Be wary of messages that hurry you, ask for money or want you to sign in. Use the report button: a report too many costs nothing.

## Online services and artificial intelligence

1. Use services that are on the approved list. To have one added, ask [security contact].
2. Put neither confidential information nor data about people into a service that is not approved for them. This holds for assistants, translators and note-takers as well.
3. You answer for what you send out, whoever or whatever drafted it.

## Working elsewhere

1. See to it that nobody reads your screen or hears your calls.
2. Use our secure connection on networks you do not know.
3. Confidential paper stays in the office unless your manager has agreed; it is shredded, never thrown away.

## Private use

A little private use is fine as long as it costs nothing, harms nobody and does not get in the way of work. Gaming, mining, running a business of your own, and content that is illegal or demeans others have no place on our tools.

## What we record

For security we record sign-ins, connections and changes, keep them for a limited time, and look at them when there is a reason. We do not read private messages. Looking at what one person did needs a concrete suspicion and the approval of two people, one of them the privacy officer.

## If rules are broken

Talk to your manager or to [security contact] as soon as you notice. Deliberate breaches may have consequences under employment or contract law.
`,
};
