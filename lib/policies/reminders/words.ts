import { parseLocalDate } from "../../platform/calendar";

export type Line = { reference: string; title: string; dueOn: string; link: string };

/** "due in 3 days", "due today", "2 days late". Local ISO dates. */
export function dueWords(dueOn: string, today: string): string {
  const days = parseLocalDate(dueOn) - parseLocalDate(today);
  if (days === 0) return "due today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `due in ${count}` : `${count} late`;
}

const policies = (count: number) => (count === 1 ? "1 policy" : `${count} policies`);

/** One mail about everything that waits, the most urgent first. */
export function digestMail(name: string, lines: readonly Line[], today: string) {
  const late = lines.filter(({ dueOn }) => dueOn < today).length;
  return {
    subject: `${policies(lines.length)} to read and acknowledge${late > 0 ? `, ${late} late` : ""}`,
    body: [
      `Hello ${name},`,
      "",
      "these policies wait for you. Reading one takes a few minutes; the button at the end acknowledges it.",
      "",
      ...lines.flatMap(({ reference, title, dueOn, link }) => [
        `${title} (${reference}): ${dueWords(dueOn, today)}`,
        link,
        "",
      ]),
      "Each link is yours alone and opens the text once. After that you find everything under Policies in the portal.",
    ].join("\n"),
  };
}

/** For a manager: who of their people is late, and with how much. */
export function managerMail(
  name: string,
  people: readonly { name: string; count: number; dueOn: string }[],
  today: string,
) {
  return {
    subject: `${people.length === 1 ? "1 person" : `${people.length} people`} of your team late with policies`,
    body: [
      `Hello ${name},`,
      "",
      "these people of your team have been reminded several times and have not acknowledged what they were asked to read:",
      "",
      ...people.map(
        (person) => `${person.name}: ${policies(person.count)}, the oldest ${dueWords(person.dueOn, today)}`,
      ),
      "",
      "Please give them the few minutes it takes, or tell the compliance officer what stands in the way.",
    ].join("\n"),
  };
}
