import type { ProcessingFacts } from "../../platform/contribution";
import { type DataCategory, dataCategoryLabels } from "../schema";

export type SourceAnswer = {
  id: string;
  title: string;
  categories: readonly string[];
  processing: ProcessingFacts;
  rows: number;
};

export type AnswerFacts = {
  organisation: { name: string; privacyContact: string; supervisoryAuthority: string };
  reference: string;
  /** ISO instant the request was approved: the answer is the same however often it is built. */
  asOf: string;
  personKnown: boolean;
  sources: readonly SourceAnswer[];
};

const rights = [
  "Rectification (Article 16)",
  "Erasure (Article 17)",
  "Restriction of processing (Article 18)",
  "Objection to processing (Article 21)",
];

const categoryLabel = (id: string) => dataCategoryLabels[id as DataCategory] ?? id;

/** The confirmation and the items of GDPR 15(1)(a)–(h) and 15(2), from the processing register of each source. */
export function article15({ organisation, reference, asOf, personKnown, sources }: AnswerFacts) {
  const held = sources.filter(({ rows }) => rows > 0);
  return {
    reference,
    controller: { name: organisation.name, contact: organisation.privacyContact },
    asOf,
    confirmation: personKnown
      ? "We process personal data concerning you."
      : "We hold no personal data concerning you besides this request and our letters about it.",
    processing: held.map(({ id, title, categories, processing }) => ({
      source: id,
      title,
      a_purposes: processing.purposes,
      lawful_basis: processing.lawfulBasis,
      b_categories: categories.map(categoryLabel),
      c_recipients: processing.recipients,
      d_storage_period: processing.storagePeriod,
      g_origin: processing.origin,
      transfers_outside: processing.transfers ?? [],
    })),
    e_rights: rights,
    f_complaint: `You can lodge a complaint with a supervisory authority, for instance ${organisation.supervisoryAuthority}.`,
    h_automated_decisions: "No decision about you is taken by automated means alone in the sense of Article 22.",
    searched: sources.map(({ id, title, rows }) => ({ source: id, title, rows })),
  };
}

export type Article15 = ReturnType<typeof article15>;
