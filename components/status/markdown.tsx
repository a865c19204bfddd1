import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { cn } from "../ui/cn";
import { rehypeHeadings } from "./rehype-headings";

// Pictures of this portal only: an address in a text must not make the reader's browser call another server.
// No prefix: ids come from this renderer alone (raw HTML is dropped), and footnotes carry theirs already.
const schema = {
  ...defaultSchema,
  clobberPrefix: "",
};
const ownPicture = /^\/api\/v1\/policies\/files\/[0-9a-f-]{36}$/;

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === "string" && ownPicture.test(src) ? (
      // biome-ignore lint/performance/noImgElement: it is sent by the portal itself, behind its access check
      <img src={src} alt={alt ?? ""} loading="lazy" />
    ) : (
      <span>{alt}</span>
    ),
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "Done:" : "Not done:"}>
      {checked ? "☑" : "☐"}
    </span>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <section className="reading-table" tabIndex={0} aria-label="Table">
      <table>{children}</table>
    </section>
  ),
};

/** Markdown as text to read: sanitised, headings below the page's title and with ids (see `headingsOf`). */
export function Markdown({ children, className }: { children: string; className?: string }) {
  return (
    <div data-slot="markdown" className={cn("reading", className)}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, schema], rehypeHeadings]}
        components={components}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
