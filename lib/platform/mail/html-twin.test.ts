import fc from "fast-check";
import { expect, it } from "vitest";
import { htmlTwin } from "./html-twin";

const twin = (body: string, organization = "Aster Logistics") => htmlTwin({ organization, subject: "A & B", body });
const textOf = (html: string) => {
  const content = html.slice(html.indexOf("</p>\n") + 5, html.lastIndexOf("</div>"));
  return content
    .replaceAll(/<br>|<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
};
const bare = (text: string) => text.replaceAll(/\s/g, "");

it("says what the plain text says, whatever stands in it, and nothing in it becomes markup", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("\n", "\n\n", "<script>", "&amp;", "https://portal.example/p/a?x=1&y=2", "'\"", "</div>"),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const body = pieces.join(" ");
      const html = twin(body);
      expect(bare(textOf(html))).toBe(bare(body));
      expect(html).not.toMatch(/<script|<img|src=/i);
    }),
  );
});

it("makes links that end before the sentence does, and shows the organisation's mark", () => {
  const html = twin("Open https://portal.example/r/abc?x=1&y=2. Thank you.\n\nYours");
  expect(html).toContain('<a href="https://portal.example/r/abc?x=1&amp;y=2"');
  expect(html).toContain("</a>. Thank you.</p>");
  expect(html).toContain(">AL</span>Aster Logistics</p>");
  expect(twin("x", "Österreichische <Post>")).toContain(">ÖP</span>Österreichische &lt;Post&gt;</p>");
});
