import { Fragment, type ReactNode } from 'react';
import type { RichTextBlock, RichTextInline, RichTextMark } from '../../../../schema/rich-text.js';
import { toRichText } from './rich-text-document.js';
import classes from './RichTextView.module.css';
import { safeHref } from './safe-href.js';

function withMarks(text: string, marks: RichTextMark[]): ReactNode {
  return marks.reduce<ReactNode>((inner, mark) => {
    if (mark.type === 'bold') return <strong>{inner}</strong>;
    if (mark.type === 'italic') return <em>{inner}</em>;
    const href = safeHref(mark.attrs.href);
    if (href === null) return inner;
    return (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {inner}
      </a>
    );
  }, text);
}

function Inline({ node, viewerId }: { node: RichTextInline; viewerId?: string | undefined }): ReactNode {
  if (node.type === 'hardBreak') return <br />;
  if (node.type === 'mention') {
    return (
      <span className={classes.mention} data-self={node.attrs.id === viewerId || undefined}>
        @{node.attrs.label}
      </span>
    );
  }
  return withMarks(node.text, node.marks ?? []);
}

function Blocks({ nodes, viewerId }: { nodes: RichTextBlock[]; viewerId?: string | undefined }): ReactNode {
  return nodes.map((node, index) => <Block key={index} node={node} viewerId={viewerId} />);
}

function Block({ node, viewerId }: { node: RichTextBlock; viewerId?: string | undefined }): ReactNode {
  if (node.type === 'paragraph') {
    const content = node.content ?? [];
    return (
      <p>
        {content.length === 0 && <br />}
        {content.map((inline, index) => (
          <Fragment key={index}>
            <Inline node={inline} viewerId={viewerId} />
          </Fragment>
        ))}
      </p>
    );
  }
  if (node.type === 'blockquote') {
    return (
      <blockquote>
        <Blocks nodes={node.content} viewerId={viewerId} />
      </blockquote>
    );
  }
  const items = node.content.map((item, index) => (
    <li key={index}>
      <Blocks nodes={item.content} viewerId={viewerId} />
    </li>
  ));
  return node.type === 'bulletList' ? <ul>{items}</ul> : <ol>{items}</ol>;
}

/**
 * Shows what someone wrote. The document is rebuilt from the agreed shape before it is drawn, so a node or an
 * address outside the agreement never reaches the page; nothing is ever set as HTML.
 */
export function RichTextView({
  document,
  viewerId,
  className,
}: {
  document: unknown;
  /** marks mentions of this person */
  viewerId?: string | undefined;
  className?: string | undefined;
}): ReactNode {
  const { content } = toRichText(document);
  return (
    <div className={[classes.root, className].filter(Boolean).join(' ')}>
      <Blocks nodes={content} viewerId={viewerId} />
    </div>
  );
}
