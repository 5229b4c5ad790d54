const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** Code, emphasis and links to pages of ours; everything else is text. */
const inline = (text: string): string =>
  escape(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((\/[\w/.-]*|https:\/\/[\w/.-]+)\)/g, '<a href="$2">$1</a>');

/** Renders the small Markdown our own pages are written in: headings, paragraphs, lists, code. */
export function renderMarkdown(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((block) => {
      const heading = /^(#{1,3}) (.*)$/s.exec(block);
      if (heading) return `<h${heading[1]!.length}>${inline(heading[2]!)}</h${heading[1]!.length}>`;
      const code = /^```\w*\n([\s\S]*?)\n```$/.exec(block);
      if (code) return `<pre>${escape(code[1]!)}</pre>`;
      if (block.startsWith('- '))
        return `<ul>${block
          .split(/\n(?=- )/)
          .map((item) => `<li>${inline(item.slice(2).replace(/\n\s*/g, ' '))}</li>`)
          .join('')}</ul>`;
      return `<p>${inline(block.replaceAll('\n', ' '))}</p>`;
    })
    .join('\n');
}
