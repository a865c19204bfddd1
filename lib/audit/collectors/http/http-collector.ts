import "server-only";
import type { Cell, Collector } from "@/lib/platform/contribution";
import { unwrap } from "@/lib/platform/crypto/keyring";
import type { HttpSource } from "@/lib/platform/db/generated/client";
import { fetchOutside } from "@/lib/platform/http/outgoing/fetch-outside";
import { OutgoingError } from "@/lib/platform/http/outgoing/look-up";
import { rowsOf, valuesAt } from "./json-path";
import { secretContext } from "./sources";

/** A source of another system as a collector like the others (E8). What it answers wrongly is said in the run. */
export function httpCollector(source: HttpSource): Collector {
  const { id, title, description, url, headerName, wrappedSecret, jsonPath, controlIds, evidenceType, cadence } =
    source;
  return {
    id: `http-${id}`,
    title,
    description: description || `What ${new URL(url).host} answers.`,
    controls: controlIds,
    evidenceType,
    schedule: "23 * * * *",
    cadence,
    kind: "snapshot",
    async collect() {
      const headers: Record<string, string> = { accept: "application/json" };
      if (headerName && wrappedSecret) headers[headerName] = unwrap(wrappedSecret, secretContext(id)).toString();
      const answer = await fetchOutside({ url, headers });
      const { columns, rows } = read(answer, jsonPath);
      return {
        query: `GET ${url}, JSON path ${jsonPath}`,
        parameters: { status: answer.status, bytes: answer.body.length },
        columns,
        rows: each(rows),
      };
    },
  };
}

type Answer = Awaited<ReturnType<typeof fetchOutside>>;

function read(answer: Answer, path: string) {
  const host = new URL(answer.url).host;
  if (answer.status < 200 || answer.status > 299) {
    throw new OutgoingError(`${host} answered ${answer.status} instead of 200.`);
  }
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
  } catch {
    throw new OutgoingError(`${host} did not answer with JSON.`);
  }
  const values = valuesAt(document, path);
  // An empty list is an answer; a list that is not there is none.
  const emptyList = path.endsWith("[*]") && valuesAt(document, path.slice(0, -3)).length > 0;
  if (values.length === 0 && !emptyList) throw new OutgoingError(`In the answer of ${host} nothing stands at ${path}.`);
  return rowsOf(values);
}

async function* each(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}
