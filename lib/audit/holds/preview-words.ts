type Preview = {
  evidence: number;
  pastRetention: number;
  pieces: readonly { reference: string; title: string }[];
  events: { count: number; more: boolean } | null;
  objects: number;
  coversEvidence: boolean;
};

const number = new Intl.NumberFormat("en-GB");
const some = (count: number, noun: string, plural = `${noun}s`) =>
  `${number.format(count)} ${count === 1 ? noun : plural}`;

/** What a hold would catch, as one sentence and a short list. Says "nothing yet" rather than nothing. */
export function previewWords({ evidence, pastRetention, pieces, events, objects, coversEvidence }: Preview) {
  const parts = [
    evidence > 0 ? some(evidence, "piece of evidence", "pieces of evidence") : null,
    events ? `${events.more ? "more than " : ""}${some(events.count, "event")} of the trail` : null,
    objects > 0 ? some(objects, "named object") : null,
  ].filter((part) => part !== null);
  const caught = parts.length === 0 ? "nothing yet" : parts.join(" and ");
  const due =
    pastRetention > 0 ? ` ${number.format(pastRetention)} of the pieces would go with the next disposal list.` : "";
  const later = coversEvidence ? " Evidence that matches later is caught too." : "";
  const rest = evidence - pieces.length;
  return {
    message: `Nothing is held yet. This hold would catch ${caught} today.${due}${later} Press “Place the hold” if that is what you mean, or change it and look again.`,
    lines: [
      ...pieces.map(({ reference, title }) => `${reference}: ${title}`),
      ...(rest > 0 ? [`and ${some(rest, "more piece")}`] : []),
    ],
  };
}
