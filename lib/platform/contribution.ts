import "server-only";
import type { Tx } from "./db/client";

/** Whose data are looked for: the person when one was matched, and the addresses they proved or wrote from. */
export type DataSubject = {
  /** Null when nobody of that address is known. */
  personId: string | null;
  /** Lower case. */
  emails: readonly string[];
};

export type Field = string | number | boolean | null | Field[] | { [name: string]: Field };

/** One row of one collection. Dates as ISO 8601 text; never credentials, hashes of secrets, or somebody else's data. */
export type CollectedRow = { collection: string; row: { [column: string]: Field | undefined } };

/** Each call is one short read-only transaction of the organisation: a source with many rows reads them page by page. */
export type ReadTenant = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** What Article 15(1) wants said about a source, whether or not rows are found in it. */
export type ProcessingFacts = {
  purposes: readonly string[];
  lawfulBasis: string;
  recipients: readonly string[];
  storagePeriod: string;
  /** Where the data come from [15(1)(g)]. */
  origin: string;
  /** Countries outside the area of the law and the safeguard [15(2)]; left out: none. */
  transfers?: readonly string[];
};

/**
 * Where a domain keeps data about people. The privacy domain gets the list handed to it and never imports a domain.
 * Collecting is safe to repeat: same rows, same order.
 */
export type DataSource = {
  /** Stable, lower case with hyphens: it names the folder in packages. */
  id: string;
  title: string;
  /** Names of the tables it covers; a test asks for every table with personal data. */
  tables: readonly string[];
  /** Members of privacy's `DataCategory`. */
  categories: readonly string[];
  processing: ProcessingFacts;
  /** Yields the subject's rows, collection by collection. */
  collect(subject: DataSubject, read: ReadTenant): AsyncIterable<CollectedRow>;
};

/** What one domain offers the others (architecture section 3). */
export type Contributions = { dataSources: readonly DataSource[] };
