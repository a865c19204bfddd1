import "server-only";
import mammoth from "mammoth";
import type { Root } from "mdast";
import rehypeParse from "rehype-parse";
import rehypeRemark from "rehype-remark";
import { unified } from "unified";
import { AppError } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { largestPicture, pictureType } from "../files/picture-type";
import { fileAddress } from "../files/received";
import { assertHarmlessDocx } from "./check-archive";

const mostPictures = 100;
/** An old .doc, or a .docx locked by a password, is a container of another kind. */
const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** A picture of the text; its address there is made from `id`. */
export type FoundPicture = { id: string; name: string; mediaType: string; bytes: Uint8Array };
export type ReadDocument = { tree: Root; notes: string[]; pictures: FoundPicture[] };

/** The text of a Word file as a Markdown tree (P9), with its pictures. Throws AppError with what to do. */
export async function fromDocx(bytes: Buffer): Promise<ReadDocument> {
  if (bytes.subarray(0, 8).equals(container)) {
    throw new AppError(
      "unsupported",
      "This is an old Word file (.doc), or one locked by a password. Nothing was imported. Save it as .docx without a password.",
    );
  }
  await assertHarmlessDocx(bytes);
  const pictures: FoundPicture[] = [];
  let left = 0;
  const convertImage = mammoth.images.imgElement(async (image) => {
    const content = Buffer.from(await image.readAsArrayBuffer());
    const type = content.length <= largestPicture && pictures.length < mostPictures ? await pictureType(content) : null;
    if (!type) {
      left += 1;
      return { src: "" };
    }
    const id = newId();
    const name = `picture-${pictures.length + 1}.${type.ending}`;
    pictures.push({ id, name, mediaType: type.mediaType, bytes: content });
    return { src: fileAddress(id) };
  });
  let html: string;
  try {
    html = (
      await mammoth.convertToHtml({ buffer: bytes }, { convertImage, styleMap: ["p[style-name='Title'] => h1:fresh"] })
    ).value;
  } catch {
    throw new AppError(
      "invalid",
      "This Word file is damaged and could not be read. Nothing was imported. Save it again and try once more.",
    );
  }
  const tree = await treeOfHtml(html);
  const notes = left === 0 ? [] : [`${left} ${left === 1 ? "picture" : "pictures"} could not be taken over.`];
  return { tree, notes, pictures };
}

type Html = { type: string; tagName?: string; children?: Html[]; properties?: Record<string, unknown> };

/** Word's own anchors and pictures without a source say nothing in Markdown; a table's first row is its head there. */
function rehypeWithoutRests() {
  const visit = (node: Html): void => {
    node.children = (node.children ?? []).flatMap((child) => {
      if (child.tagName === "a" && child.properties?.href === undefined) return child.children ?? [];
      if (child.tagName === "a" && String(child.properties?.href).startsWith("#")) return child.children ?? [];
      if (child.tagName === "img" && !child.properties?.src) return [];
      return [child];
    });
    node.children.forEach(visit);
  };
  return (tree: Html) => visit(tree);
}

async function treeOfHtml(html: string): Promise<Root> {
  const reader = unified().use(rehypeParse, { fragment: true }).use(rehypeWithoutRests).use(rehypeRemark);
  return (await reader.run(reader.parse(html))) as unknown as Root;
}
