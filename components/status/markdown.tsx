import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { cn } from "../ui/cn";
import { rehypeHeadings } from "./rehype-headings";

// No pictures: an address in a text must not make the reader's browser call another server.
// No prefix: ids come from this renderer alone (raw HTML is dropped), and footnotes carry theirs already.
const schema = {
  ...defaultSchema,
  clobberPrefix: "",
  tagNames: (defaultSchema.tagNames ?? []).filter((tag) => tag !== "img"),
};

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
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
