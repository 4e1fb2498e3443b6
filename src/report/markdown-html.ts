import { escapeHtml } from './html.ts';
import { inlineNodes, type MarkdownNode, plainText, proseNodes } from './prose.ts';

/** Markdown as HTML: headings from a level on, no raw HTML, no pictures, links to http(s) and mail only. */
export const markdownHtml = (text: string, heading = 4): string => blocks(proseNodes(text), heading);

const blocks = (nodes: readonly MarkdownNode[], heading: number): string =>
  nodes.map((node) => block(node, heading)).join('\n');

function block(node: MarkdownNode, heading: number): string {
  const { token, children } = node;
  const inner = () => blocks(children, heading);
  switch (node.type) {
    case 'heading': {
      const level = Math.min(6, heading - 1 + Number(token.tag.slice(1)));
      return `<h${level}>${inline(inlineNodes(node))}</h${level}>`;
    }
    case 'paragraph':
      return token.hidden ? inline(inlineNodes(node)) : `<p>${inline(inlineNodes(node))}</p>`;
    case 'fence':
    case 'code_block':
      return `<pre><code>${escapeHtml(token.content.trimEnd())}</code></pre>`;
    case 'blockquote':
      return `<blockquote>${inner()}</blockquote>`;
    case 'bullet_list':
      return `<ul>${inner()}</ul>`;
    case 'ordered_list':
      return `<ol start="${Number(token.attrGet('start') ?? 1)}">${inner()}</ol>`;
    case 'list_item':
      return `<li>${inner()}</li>`;
    case 'table':
      return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table>${inner()}</table></div>`;
    case 'thead':
    case 'tbody':
    case 'tr':
      return `<${node.type}>${inner()}</${node.type}>`;
    case 'th':
    case 'td':
      return cell(node);
    case 'hr':
      return '<hr>';
    default:
      return `<p>${escapeHtml(token.content)}</p>`;
  }
}

function cell(node: MarkdownNode): string {
  const right = (node.token.attrGet('style') ?? '').includes('right') ? ' class="n"' : '';
  const scope = node.type === 'th' ? ' scope="col"' : '';
  return `<${node.type}${scope}${right}>${inline(inlineNodes(node))}</${node.type}>`;
}

const inline = (nodes: readonly MarkdownNode[]): string => nodes.map(inlineNode).join('');

function inlineNode({ type, token, children }: MarkdownNode): string {
  switch (type) {
    case 'strong':
    case 'em':
    case 's':
      return `<${type}>${inline(children)}</${type}>`;
    case 'code_inline':
      return `<code>${escapeHtml(token.content)}</code>`;
    case 'hardbreak':
      return '<br>';
    case 'softbreak':
      return '\n';
    case 'link':
      return link(token.attrGet('href') ?? '', inline(children));
    case 'image':
      return `[picture: ${escapeHtml(token.content)}]`;
    default:
      return escapeHtml(plainText(token.content));
  }
}

const link = (href: string, text: string): string =>
  /^(https?:\/\/|mailto:)/i.test(href) ? `<a href="${escapeHtml(href)}" rel="noreferrer">${text}</a>` : text;
