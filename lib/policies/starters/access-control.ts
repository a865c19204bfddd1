import type { Starter } from "./starter";

export const accessControl: Starter = {
  key: "access-control",
  title: "Access control policy",
  type: "access_control",
  description: "Who gets access to which systems, who decides, how it is checked, and when it ends.",
  requirementIds: [
    "A.5.15",
    "A.5.16",
    "A.5.17",
    "A.5.18",
    "A.8.2",
    "A.8.3",
    "A.8.5",
    "CC6.1",
    "CC6.2",
    "CC6.3",
    "164.308(a)(3)(ii)(A)",
    "164.308(a)(3)(ii)(C)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.312(a)(2)(i)",
    "164.312(a)(2)(ii)",
    "164.312(d)",
    "7.2.1",
    "7.2.2",
    "7.2.3",
    "7.2.4",
    "8.2.1",
    "8.2.5",
    "8.2.6",
    "8.3.6",
    "8.4.3",
    "Art.32",
  ],
  text: `## Purpose

Most harm is done with access that somebody had and no longer needed. This policy says how access at [organisation] is asked for, decided, checked and taken away, so that each person reaches what the work needs and nothing more.

## Whom it concerns

Everyone with an account, everyone who decides about accounts, and every program that signs in to a system by itself.

## Principles

1. **Need.** Access follows the task. Being curious, senior or an administrator is no reason.
2. **Closed unless opened.** What has not been allowed is refused.
3. **One person, one account.** Whatever is done can be traced to whoever did it.
4. **Four eyes.** Nobody approves their own access, nor builds and approves the same change of rights.

## Asking for access

- The manager asks, in the request form, for a named person, a named role and a reason.
- The owner of the system decides within two working days. For confidential information the owner checks that training has been completed.
- Rights come as roles, one per kind of job. A right outside a role needs a reason and an end date.
- Administrators carry out what was decided. They do not decide.

## Proving who you are

| Where | What is needed |
| --- | --- |
| Any account | A password of at least 14 characters from the password manager, or a passkey |
| From outside our network | A second factor: an app or a security key, never a text message |
| Administration | A separate account with a security key, used for nothing else |
| Programs | A key of their own, kept in the vault, renewed at least once a year |

After ten wrong attempts an account is locked for 30 minutes. A session without activity ends after 15 minutes. Whoever resets a password first makes sure who is asking: by a video call or through the manager, never by an answer to a question.

## Special rights

Administrative rights are given for the time of a task wherever the system can do that. What is done with them is recorded where the administrator cannot change it. A sealed emergency account exists for each important system; using it raises an alarm and is explained in writing on the next working day.

## Changing jobs and leaving

1. The people team tells [security contact] about every joiner, mover and leaver, at the latest the day before.
2. Who changes jobs loses the old rights **before** the new ones are a month old.
3. Who leaves loses all access at the end of the last day; at once, if the parting is not friendly.
4. An account that nobody used for 90 days is locked.

## Looking again

Every six months the owner of each system goes through the list of people and rights, and confirms or removes each one. Rights of administrators and of programs are looked at every quarter. What is not confirmed within three weeks is removed. The list and the decisions are kept as evidence.

## Suppliers and visitors

People from outside get an account in their own name, only for the time of the contract, switched on when they need it. Their host answers for them.

## If something is wrong

If you can see what you should not see, tell [security contact]. Nobody is blamed for reporting it, and using it is a breach of this policy. Exceptions are granted in writing by the security officer, for six months at most.
`,
};
