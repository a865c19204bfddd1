import "server-only";
import pg, { type QueryResult } from "pg";

type Done = (error: Error | null, result: QueryResult) => void;
type Ask = (question: unknown, values: unknown, done?: Done) => unknown;

/**
 * A connection whose answers are free as soon as nobody holds them. Asked for a promise, the driver links each answer to the one
 * before, and all of them stay until a full collection: a reader of many rows then spends more on its garbage than on the rows.
 * Asked by callback it does not, so this always asks by callback.
 */
export class LightClient extends pg.Client {
  constructor(...settings: ConstructorParameters<typeof pg.Client>) {
    super(...settings);
    const ask = super.query.bind(this) as Ask;
    const query: Ask = (question, values, done) => {
      const ownWay = typeof (question as { submit?: unknown } | null)?.submit === "function";
      return ownWay || done || typeof values === "function"
        ? ask(question, values, done)
        : answer(ask, question, values);
    };
    this.query = query as pg.Client["query"];
  }
}

async function answer(ask: Ask, question: unknown, values: unknown): Promise<QueryResult> {
  try {
    return await new Promise<QueryResult>((resolve, reject) => {
      ask(question, values, (error, result) => (error ? reject(error) : resolve(result)));
    });
  } catch (error) {
    // Where the question was asked says more than the socket that answered.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
