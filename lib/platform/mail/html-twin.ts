const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** Links end before the sign that closes the sentence. */
const address = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

function linked(text: string): string {
  let html = "";
  let from = 0;
  for (const { 0: url, index } of text.matchAll(address)) {
    html += `${escaped(text.slice(from, index))}<a href="${escaped(url)}" style="color:#1d4ed8">${escaped(url)}</a>`;
    from = index + url.length;
  }
  return html + escaped(text.slice(from));
}

/** Two letters of the name, as the portal shows an organisation. */
function mark(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map(([first]) => first) : [...(words[0] ?? "")].slice(0, 2);
  return letters.join("").toUpperCase();
}

/**
 * The plain text once more as simple HTML: the same words, paragraph by paragraph, links that can be pressed, the organisation's mark
 * above. No images and nothing fetched, so that reading it tells nobody.
 */
export function htmlTwin({ organization, subject, body }: { organization: string; subject: string; body: string }) {
  const paragraphs = body
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${linked(part).replaceAll("\n", "<br>")}</p>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f4f5;color:#18181b;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #e4e4e7;border-radius:8px">
<p style="margin:0 0 24px;font-weight:600"><span aria-hidden="true" style="display:inline-block;width:32px;line-height:32px;margin-right:8px;text-align:center;font-size:13px;background:#18181b;color:#ffffff;border-radius:6px">${escaped(mark(organization))}</span>${escaped(organization)}</p>
${paragraphs.join("\n")}
</div>
</body></html>
`;
}
