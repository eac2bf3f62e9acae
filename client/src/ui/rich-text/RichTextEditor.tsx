import { ActionIcon } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useId, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import { createPortal } from 'react-dom';
import { useT } from '../../platform/i18n/i18n.js';
import { limits } from '../../../../schema/limits.js';
import type { RichText } from '../../../../schema/rich-text.js';
import {
  editorExtensions,
  type EditorSurroundings,
  type MentionPerson,
  type MentionSuggestion,
} from './editor-extensions.js';
import { LinkDialog } from './LinkDialog.js';
import { MentionList } from './MentionList.js';
import { pasteMarkup } from './paste-markup.js';
import { countCharacters, emptyDocument, toRichText } from './rich-text-document.js';
import classes from './RichTextEditor.module.css';
import { RichTextToolbar } from './RichTextToolbar.js';

/** What the surrounding form may ask of a text field. */
export interface RichTextHandle {
  focus(): void;
  blur(): void;
  document(): RichText;
  /** replaces the words; the caret goes to the end */
  replace(document: RichText): void;
}

export interface RichTextEditorProps {
  ref?: Ref<RichTextHandle> | undefined;
  label: string;
  placeholder: string;
  initial?: RichText | undefined;
  autoFocus?: boolean | undefined;
  /** a growing rounded line between `start` and `end`, for phones */
  compact?: boolean | undefined;
  /** stands below the words, inside the frame */
  footer?: ReactNode;
  /** stands after the words on a compact line */
  end?: ReactNode;
  describedBy?: string | undefined;
  /** the shared limit of a message unless another is given; in code points */
  maximum?: number | undefined;
  onChange?: ((document: RichText) => void) | undefined;
  onSubmit?: (() => void) | undefined;
  onLeave?: (() => void) | undefined;
  /** without it nobody can be named */
  findPeople?: ((text: string) => Promise<MentionPerson[]>) | undefined;
}

interface OpenMention {
  props: MentionSuggestion;
  host: HTMLElement;
  unmount: () => void;
}

/** A text field for what people write in the flow. Loaded on demand through `RichTextField`. */
export function RichTextEditor(props: RichTextEditorProps) {
  const t = useT();
  const listId = useId();
  const maximum = props.maximum ?? limits.richTextChars;
  const [mention, setMention] = useState<OpenMention | null>(null);
  const [active, setActive] = useState(0);
  const [linking, setLinking] = useState(false);
  const [tools, setTools] = useState(false);
  const [length, setLength] = useState(() => countCharacters(props.initial ?? emptyDocument));
  const latest = useRef(props);
  const open = useRef<OpenMention | null>(null);
  const activeIndex = useRef(0);
  useEffect(() => {
    latest.current = props;
  });

  const showMention = (next: OpenMention | null, index: number): void => {
    open.current = next;
    activeIndex.current = index;
    setMention(next);
    setActive(index);
  };
  const pick = (person: MentionPerson): void =>
    open.current?.props.command({ id: person.id, label: person.name });

  const around: EditorSurroundings = {
    submit: () => latest.current.onSubmit?.(),
    leave: () => {
      if (open.current !== null && open.current.props.items.length > 0) return false;
      latest.current.onLeave?.();
      editor.commands.blur();
      return true;
    },
    findPeople: async (text) => {
      try {
        return (await latest.current.findPeople?.(text)) ?? [];
      } catch {
        // without an answer the words after the sign simply stay words
        return [];
      }
    },
    mentionStarted: (started) => {
      const host = document.createElement('div');
      host.className = classes.peopleHost ?? '';
      showMention({ props: started, host, unmount: started.mount(host) }, 0);
    },
    mentionChanged: (changed) => {
      if (open.current) showMention({ ...open.current, props: changed }, 0);
    },
    mentionEnded: () => {
      open.current?.unmount();
      showMention(null, 0);
    },
    mentionKey: (event) => {
      const people = open.current?.props.items ?? [];
      if (people.length === 0) return false;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) {
        activeIndex.current = (activeIndex.current + step + people.length) % people.length;
        setActive(activeIndex.current);
        return true;
      }
      const chosen = people[activeIndex.current];
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey && chosen) {
        pick(chosen);
        return true;
      }
      return false;
    },
  };
  const surroundings = useRef(around);
  useEffect(() => {
    surroundings.current = around;
  });

  const [extensions] = useState(() =>
    editorExtensions(
      () => surroundings.current,
      () => latest.current.placeholder,
    ),
  );
  const describedBy = [props.describedBy, length > maximum ? `${listId}-bound` : undefined].filter(Boolean).join(' ');
  const people = mention?.props.items ?? [];
  const editor = useEditor({
    extensions,
    content: props.initial ?? emptyDocument,
    autofocus: props.autoFocus ? 'end' : false,
    // The page allows no foreign <style>; what the editor needs stands in the module.
    injectCSS: false,
    editorProps: {
      handlePaste: pasteMarkup,
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': props.label,
        ...(describedBy === '' ? {} : { 'aria-describedby': describedBy }),
        ...(length > maximum ? { 'aria-invalid': 'true' } : {}),
        ...(people.length > 0
          ? { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${active}` }
          : {}),
        class: classes.words ?? '',
      },
    },
    onUpdate: ({ editor: current }) => {
      const written = toRichText(current.getJSON());
      setLength(countCharacters(written));
      latest.current.onChange?.(written);
    },
  });

  useImperativeHandle(
    props.ref,
    () => ({
      focus: () => editor.commands.focus('end'),
      blur: () => editor.commands.blur(),
      document: () => toRichText(editor.getJSON()),
      replace: (next) => {
        editor.commands.setContent(next, { emitUpdate: false });
        setLength(countCharacters(next));
      },
    }),
    [editor],
  );

  const toolbar = (
    <RichTextToolbar
      editor={editor}
      mentions={props.findPeople !== undefined}
      onLink={() => setLinking(true)}
    />
  );
  return (
    <div className={classes.root} data-compact={props.compact || undefined}>
      {(!props.compact || tools) && toolbar}
      <div className={classes.line}>
        {props.compact && (
          <ActionIcon
            className={classes.round}
            variant="subtle"
            color="gray"
            aria-label={t('richText.toolbar')}
            aria-expanded={tools}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => setTools(!tools)}
          >
            <IconPlus size={22} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
        <EditorContent editor={editor} className={classes.field} />
        {props.compact && props.end}
      </div>
      {length > maximum && (
        <p className={classes.bound} id={`${listId}-bound`} role="alert">
          {t('richText.tooLong', { count: length - maximum, maximum })}
        </p>
      )}
      {props.footer}
      {linking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
      {mention !== null &&
        people.length > 0 &&
        createPortal(<MentionList id={listId} people={people} active={active} onPick={pick} />, mention.host)}
    </div>
  );
}
