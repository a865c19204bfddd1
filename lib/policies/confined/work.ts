import "server-only";
import { serveConfined } from "../../platform/confined/serve";
import { printEdition } from "../export-policy/print-edition";
import { readMarkdown, readWord } from "../import-document/convert";
import { pagesOfPdf } from "../import-document/from-pdf";
import { compare } from "../reading/compare";
import { layOut, layOutPassages } from "../reading/lay-out";

/** What is done with texts and documents of others, in a process that may be ended at any moment. */
const works = { readWord, readMarkdown, countPages: pagesOfPdf, layOut, layOutPassages, compare, print: printEdition };
export type Works = typeof works;

serveConfined(works);
