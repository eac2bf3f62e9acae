import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconAt,
  IconBold,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconQuote,
  type Icon,
} from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { useRef } from 'react';
import { useT } from '../../platform/i18n/i18n.js';
import classes from './RichTextEditor.module.css';

interface Tool {
  key: 'bold' | 'italic' | 'bulletList' | 'orderedList' | 'quote' | 'link' | 'mention';
  icon: Icon;
  pressed: boolean | undefined;
  run: () => void;
}

/** The formatting keys of a text. One stop for Tab; the arrow keys go from key to key. */
export function RichTextToolbar({
  editor,
  onLink,
  mentions,
}: {
  editor: Editor;
  onLink: () => void;
  mentions: boolean;
}) {
  const t = useT();
  const bar = useRef<HTMLDivElement>(null);
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      bulletList: current.isActive('bulletList'),
      orderedList: current.isActive('orderedList'),
      quote: current.isActive('blockquote'),
      link: current.isActive('link'),
    }),
  });
  const chain = () => editor.chain().focus();
  const tools: Tool[] = [
    { key: 'bold', icon: IconBold, pressed: active.bold, run: () => chain().toggleBold().run() },
    { key: 'italic', icon: IconItalic, pressed: active.italic, run: () => chain().toggleItalic().run() },
    { key: 'bulletList', icon: IconList, pressed: active.bulletList, run: () => chain().toggleBulletList().run() },
    {
      key: 'orderedList',
      icon: IconListNumbers,
      pressed: active.orderedList,
      run: () => chain().toggleOrderedList().run(),
    },
    { key: 'quote', icon: IconQuote, pressed: active.quote, run: () => chain().toggleBlockquote().run() },
    { key: 'link', icon: IconLink, pressed: active.link, run: onLink },
  ];
  if (mentions) {
    tools.push({
      key: 'mention',
      icon: IconAt,
      pressed: undefined,
      run: () => {
        const before = editor.state.selection.$from.nodeBefore;
        const needsSpace = before?.isText === true && !/\s$/.test(before.text ?? '');
        chain().insertContent(needsSpace ? ' @' : '@').run();
      },
    });
  }

  const move = (from: HTMLElement, step: number): void => {
    const keys = [...(bar.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = keys.indexOf(from);
    keys.forEach((key) => (key.tabIndex = -1));
    const next = keys[(at + step + keys.length) % keys.length];
    if (next) {
      next.tabIndex = 0;
      next.focus();
    }
  };

  return (
    <div
      ref={bar}
      className={classes.toolbar}
      role="toolbar"
      aria-label={t('richText.toolbar')}
      onKeyDown={(event) => {
        if (!(event.target instanceof HTMLElement)) return;
        if (event.key === 'ArrowRight') move(event.target, 1);
        if (event.key === 'ArrowLeft') move(event.target, -1);
      }}
    >
      {tools.map((tool, index) => (
        <Tooltip key={tool.key} label={t(`richText.${tool.key}`)}>
          <ActionIcon
            className={classes.tool}
            variant="subtle"
            color="gray"
            tabIndex={index === 0 ? 0 : -1}
            aria-label={t(`richText.${tool.key}`)}
            aria-pressed={tool.pressed}
            onPointerDown={(event) => event.preventDefault()}
            onClick={tool.run}
          >
            <tool.icon size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}
